"""The deployment: nginx with the configuration of `deploy/` before gunicorn, as clients see the two."""

import gzip
import http.client
import os
import selectors
import socket
import ssl
from contextlib import ExitStack, contextmanager
from time import monotonic, perf_counter
from urllib.parse import quote

import brotli
import pytest
from conftest import REMARKS
from deployed import HOMEPAGE, ORIGIN, Answer, ask, deployed, wait_until

from delivery.edge.graphiql import BUILT

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True, scope="module")

DECODERS = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}
TOKEN = "a token of these tests"
HALF_OPEN, LINGERING = 200, 50


@pytest.fixture(scope="module")
def pair(engine, loaded):
    with deployed(engine.create(loaded), SUNDIAL_METRICS_TOKEN=TOKEN) as pair:
        yield pair


@pytest.fixture
def address(request):
    """The homepage at an address that no other test asks for."""
    return f"{HOMEPAGE}&for={quote(request.node.name)}"


def refusal(answer):
    """Read an error of one message and its code; it must be JSON that nobody keeps."""
    assert answer.headers.get_content_type() == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    (error,) = answer.json["errors"]
    assert error["message"]
    return answer.status, error["extensions"]["code"]


@contextmanager
def raw(pair, count, sent, source="127.0.0.1"):
    """Hold connections on which something was sent, and nothing is read."""
    with ExitStack() as held:
        opened = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in opened:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            each.bind((source, 0))
            each.settimeout(30)
            each.connect(("127.0.0.1", pair.port))
            each.sendall(sent)
        yield opened


def raw_answer(pair, sent):
    with socket.create_connection(("127.0.0.1", pair.port), 30) as opened:
        opened.sendall(sent)
        response = http.client.HTTPResponse(opened)
        response.begin()
        return response.status, response.headers, response.read()


@pytest.mark.parametrize(
    ("accepted", "coding"), [({}, None), ({"Accept_Encoding": "gzip"}, "gzip"), ({"Accept_Encoding": "gzip, br"}, "br")]
)
def test_an_answer_comes_from_nginx_the_second_time_in_the_coding_that_is_asked_for(pair, address, accepted, coding):
    first, second = (pair.get(address, **accepted) for _ in range(2))
    assert [first.cache, second.cache] == ["MISS", "HIT"]
    assert first.headers["Content-Encoding"] == second.headers["Content-Encoding"] == coding
    assert first.body == second.body
    assert DECODERS[coding](second.body) == pair.direct(address).body
    assert len(second.json["data"]["homepage"]["sdgs"]["items"] if coding is None else second.body) > 16


def test_an_origin_has_the_answer_that_its_pages_may_read(pair, address):
    origins = [None, ORIGIN, "https://elsewhere.example", ORIGIN.upper()]
    for _ in range(2):
        allowed = [
            pair.get(address, **({"Origin": origin} if origin else {})).headers["Access-Control-Allow-Origin"]
            for origin in origins
        ]
        assert allowed == [None, ORIGIN, None, ORIGIN]


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Authorization": "Bearer word"}, (401, "UNAUTHENTICATED")),
        ({"Sundial_Preview": "word"}, (401, "UNAUTHENTICATED")),
        ({"Cookie": "a=b; sundial_session=word"}, (403, "CROSS_SITE")),
        ({"Cookie": "sundial_session=word", "GraphQL_Preflight": "1"}, (401, "UNAUTHENTICATED")),
    ],
)
def test_nobody_with_credentials_gets_what_is_kept_for_all(pair, address, headers, refused):
    assert [pair.get(address).cache for _ in range(2)] == ["MISS", "HIT"]
    answer = pair.get(address, **headers)
    assert (answer.cache, answer.status, answer.json["errors"][0]["extensions"]["code"]) == ("BYPASS", *refused)
    assert answer.headers["Cache-Control"] == "private, no-store"
    again = pair.get(address, Cookie="_ga=1")
    assert (again.cache, again.status) == ("HIT", 200)


def test_people_sign_in_through_nginx(pair):
    page = pair.get("/sign-in?to=/graphql")
    assert (page.status, page.headers.get_content_type()) == (200, "text/html")
    assert b'name="form"' in page.body
    assert "sundial_form=" in page.headers["Set-Cookie"]
    for headers, code in (
        ({"Origin": "https://elsewhere.example"}, b"CROSS_SITE"),
        ({"Origin": "http://127.0.0.1"}, b"EXPIRED"),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "http://127.0.0.1:1"}, b"EXPIRED"),
    ):
        answer = pair.get("/sign-in", method="POST", **headers)
        assert (answer.status, b'data-code="%b"' % code in answer.body) == (403, True)
    assert pair.get("/sign-in/openid").status == 404
    assert pair.get("/sign-inside").headers.get_content_type() == "application/json"


def test_an_origin_that_is_not_allowed_has_no_copy_of_its_own(pair, address):
    assert pair.get(address).cache == "MISS"
    for origin in ("https://elsewhere.example", "http://localhost:1", "null", f"{ORIGIN}.elsewhere.example", "x" * 900):
        answer = pair.get(address, Origin=origin)
        assert (answer.cache, answer.headers["Access-Control-Allow-Origin"]) == ("HIT", None)
        assert "Origin" in ", ".join(answer.headers.get_all("Vary"))
    assert pair.get(address, Origin=ORIGIN).cache == "MISS"
    assert pair.get(address, Origin=ORIGIN).cache == "HIT"
    assert pair.get(address).cache == "HIT"


def test_what_is_accepted_is_part_of_the_key_by_itself(pair, address):
    """No form of one header is taken for another's."""
    kinds = [
        {"Accept": "application/json", "Accept_Encoding": "gzip"},
        {"Accept": "application/json gzip"},
        {"Accept": "application/json"},
        {"Accept_Encoding": "gzip"},
        {"Accept": "application/graphql-response+json", "Accept_Encoding": "gzip"},
    ]
    answers = [pair.get(address, **kind) for kind in kinds]
    assert {answer.cache for answer in answers} == {"MISS"}
    assert [answer.headers["Content-Encoding"] for answer in answers] == ["gzip", None, None, "gzip", "gzip"]
    assert answers[-1].headers.get_content_type() == "application/graphql-response+json"


def test_pages_of_allowed_origins_alone_may_send_operations(pair):
    sent = {"method": "OPTIONS", "Access_Control_Request_Method": "POST"}
    sent["Access_Control_Request_Headers"] = "content-type"
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://elsewhere.example", None)):
        assert pair.get("/graphql", Origin=origin, **sent).headers["Access-Control-Allow-Origin"] == allowed
        answer = pair.post({"query": "{__typename}"}, Origin=origin)
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, allowed)


def test_a_kept_answer_says_when_it_was_made_and_nothing_of_the_request_it_was_made_for(pair, address):
    first = pair.get(address, X_Request_Id="first")
    second = pair.get(address, X_Request_Id="second")
    assert second.cache == "HIT"
    assert second.headers["Date"] == first.headers["Date"]
    assert [answer.headers.get_all("X-Request-Id") for answer in (first, second)] == [["first"], ["second"]]
    assert first.headers["Server-Timing"]
    assert not second.headers["Server-Timing"]


def test_a_client_that_has_the_answer_is_told_so_by_nginx(pair, address):
    tag = pair.get(address).headers["ETag"]
    again = pair.get(address, If_None_Match=tag)
    assert (again.status, again.body, again.cache) == (304, b"", "HIT")
    assert pair.get(address, If_None_Match='"another"').status == 200


def test_head_is_answered_from_the_same_copy(pair, address):
    length = pair.get(address).headers["Content-Length"]
    head = pair.get(address, method="HEAD")
    assert (head.status, head.body, head.cache, head.headers["Content-Length"]) == (200, b"", "HIT", length)


def test_what_is_sent_passes_through_every_time(pair):
    answers = [pair.post({"query": "{ tags { totalCount } }"}) for _ in range(2)]
    assert [answer.json["data"] for answer in answers] == [{"tags": {"totalCount": 8}}] * 2
    assert [answer.cache for answer in answers] == [None, None]
    assert all(answer.headers["Server-Timing"] for answer in answers)


def test_a_request_with_a_token_neither_gets_nor_leaves_a_copy(pair, address):
    for _ in range(2):
        assert pair.get(address, Authorization="Bearer of nothing").cache == "BYPASS"
    assert pair.get(address).cache == "MISS"
    assert pair.get(address, Authorization="Bearer of nothing").cache == "BYPASS"


@pytest.mark.parametrize("query", ["{nothing}", "{", ""])
def test_errors_are_not_kept(pair, query):
    answers = [pair.get(f"/graphql?query={query}") for _ in range(3)]
    assert [answer.cache for answer in answers] == ["MISS"] * 3
    assert all(answer.json["errors"] for answer in answers)


def test_the_page_of_graphiql_is_not_kept_and_its_files_are(pair):
    if not BUILT.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("GraphiQL is not built")
    pages = [pair.get("/graphql", Accept="text/html", Accept_Encoding="gzip") for _ in range(2)]
    assert [(page.status, page.cache) for page in pages] == [(200, "MISS")] * 2
    name = min(BUILT.glob("assets/*.css"), key=lambda file: file.stat().st_size).name
    files = [pair.get(f"/graphiql/{name}", Accept_Encoding="gzip") for _ in range(2)]
    assert [file.cache for file in files] == ["MISS", "HIT"]
    assert gzip.decompress(files[1].body) == (BUILT / "assets" / name).read_bytes()
    assert "immutable" in files[1].headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/metrics", "/%6detrics", "//metrics", "/./metrics", "/metrics/", "/graphql/../metrics", "/wp-login.php"]
)
def test_metrics_are_not_there_from_outside(pair, path):
    answer = pair.get(path, Authorization=f"Bearer {TOKEN}")
    assert refusal(answer) == (404, "BAD_REQUEST")
    assert b"sundial_requests" not in answer.body


def test_tables_are_asked_for_through_nginx(pair):
    assert refusal(pair.get("/export/homepage.csv?rows=nothing")) == (400, "NOT_A_TABLE")
    assert refusal(pair.get("/export/nothing.csv")) == (404, "PERSISTED_QUERY_NOT_FOUND")


def test_metrics_are_there_for_this_machine_from_all_workers(pair):
    asked = http.client.HTTPConnection("127.0.0.1", pair.inner, timeout=30)
    answer = ask(asked, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert b"sundial_requests_total" in answer.body
    (folder,) = (pair.folder / "run").glob("sundial-metrics-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.glob("*.db"))


def test_a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not(pair):
    over = pair.post(b" " * 100_001)
    assert refusal(over) == (413, "BAD_REQUEST")
    assert over.headers["X-Request-Id"]
    assert pair.post(b'{"query": "{ __typename }"}'.ljust(100_000)).json == {
        "data": {"__typename": "Query"},
        "extensions": {"cost": 0},
    }


NO_HTTP = {
    "a line that is too long": (b"GET /graphql?" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "BAD_REQUEST"),
    "a head that is too large": (b"GET /graphql HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 9_000 + b"\r\n\r\n", 400, "BAD_REQUEST"),
    "no host": (b"GET /graphql HTTP/1.1\r\n\r\n", 400, "BAD_REQUEST"),
    "no line": (b"nothing at all\r\n\r\n", 400, "BAD_REQUEST"),
    "a body of no length": (b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, "BAD_REQUEST"),
    "a method that nginx refuses": (b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405, "METHOD_NOT_ALLOWED"),
    "a method that Sundial refuses": (b"PUT /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405, "METHOD_NOT_ALLOWED"),
    "a method that nobody knows": (b"ASK /graphql HTTP/1.1\r\nHost: x\r\n\r\n", 405, "METHOD_NOT_ALLOWED"),
    "a coding that nobody knows": (b"POST /graphql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "BAD_REQUEST"),
    "a version that is not known": (b"GET /graphql HTTP/7.0\r\nHost: x\r\n\r\n", 505, "BAD_REQUEST"),
    "a condition that is not met": (b'GET {} HTTP/1.1\r\nHost: x\r\nIf-Match: "another"\r\n\r\n', 412, "BAD_REQUEST"),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status", "code"), NO_HTTP.values(), ids=NO_HTTP)
def test_what_nginx_does_not_take_is_refused_in_json(pair, address, sent, status, code):
    pair.get(address)
    found, headers, body = raw_answer(pair, sent.replace(b"{}", address.replace(" ", "%20").encode()))
    assert refusal(Answer(found, headers, body)) == (status, code)


def test_a_line_as_long_as_nginx_takes_is_answered(pair):
    answer = pair.get("/graphql?query={__typename}&padding=".ljust(8_100, "x"))
    assert answer.json["data"] == {"__typename": "Query"}


def test_a_client_that_holds_many_requests_is_refused_more_and_others_are_not(pair):
    begun = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    limit, more = 200, 3
    with raw(pair, limit + more, begun, "127.0.0.3") as opened, selectors.DefaultSelector() as answered:
        for each in opened:
            answered.register(each, selectors.EVENT_READ)
        wait_until(lambda: len(answered.select(0)) >= more)
        refused = [key.fileobj for key, _ in answered.select(0)]
        assert [each.recv(12) for each in refused] == [b"HTTP/1.1 429"] * more
        assert pair.get("/livez").status == 200


def test_clients_that_stall_do_not_hold_up_others(pair, address, request):
    half = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    whole = f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    unread = f"GET {address} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 100
    with raw(pair, HALF_OPEN, half), raw(pair, LINGERING // 2, whole), raw(pair, LINGERING // 2, unread):
        times = sorted(timed(pair, address, number) for number in range(400))
    slowest = times[-5] * 1_000
    request.config.stash[REMARKS].append(
        f"{HALF_OPEN} half-sent requests and {LINGERING} lingering connections: 99 % of 400 others within {slowest:.1f} ms"
    )
    assert slowest < 1_000


def timed(pair, address, number):
    """Ask in one of three ways: what nginx has, what it has not, and by POST."""
    started = perf_counter()
    match number % 3:
        case 0:
            answer = pair.get(address)
        case 1:
            answer = pair.get(f"{address}&number={number}")
        case _:
            answer = pair.post({"query": "{ tags { totalCount } }"})
    assert answer.status == 200
    return perf_counter() - started


def test_half_sent_requests_end_after_five_seconds(pair):
    started = monotonic()
    with socket.create_connection(("127.0.0.1", pair.port), 30) as opened:
        opened.sendall(b"GET /graphql HTTP/1.1\r\nHo")
        with pytest.raises(ConnectionResetError):
            assert opened.recv(1) == b"never", "closed, and not reset"
        assert monotonic() - started > 4


def test_with_a_certificate_everything_is_https(engine, loaded):
    with deployed(engine.create(loaded), has_certificate=True) as secure:
        plain = secure.get("/graphql?query={__typename}")
        assert (plain.status, plain.headers["Location"]) == (308, "https://127.0.0.1/graphql?query={__typename}")
        for answer in (
            Answer(*raw_answer(secure, b"GET / HTTP/1.1\r\n\r\n")),
            ask(http.client.HTTPConnection("127.0.0.1", secure.secure, timeout=30), "/graphql"),
        ):
            assert refusal(answer) == (400, "BAD_REQUEST")
        context = ssl.create_default_context(cafile=secure.folder / "lib" / "fullchain.pem")
        connection = http.client.HTTPSConnection("localhost", secure.secure, timeout=30, context=context)
        answer = ask(connection, "/graphql?query={__typename}")
    assert answer.json["data"] == {"__typename": "Query"}
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert plain.headers["Strict-Transport-Security"] is None


BESIDE = """
user www-data;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
  access_log /var/log/nginx/access.log;
  gzip off;
  log_format json '$status';
  map $http_host $client { default ""; }
  map $http_host $path { default ""; }
  limit_conn_zone $binary_remote_addr zone=clients:1m;
  limit_conn_zone $server_name zone=addr:1m;
  upstream gunicorn { server 127.0.0.1:9; }
  include /etc/nginx/conf.d/sundial.conf;
  server {
    listen 127.0.0.1:80 default_server;
    server_name other.example.edu;
    add_header X-Request-Id "of the other" always;
    location / { return 200 "the other site$client$path"; }
  }
}
"""
"""A configuration with a site of its own, whose port's default it is."""


def test_the_site_stands_beside_others(engine, loaded, address):
    with deployed(engine.create(loaded), whole=BESIDE) as both:
        site = {"Host": "content.example.edu"}
        answers = [both.get(address, **site) for _ in range(2)]
        assert [(answer.status, answer.cache) for answer in answers] == [(200, "MISS"), (200, "HIT")]
        assert answers[0].json["data"]["homepage"]["site"]
        assert refusal(both.get("/nothing", **site)) == (404, "BAD_REQUEST")
        assert both.get(address, Accept_Encoding="gzip", **site).headers["Content-Encoding"] == "gzip"
        for host in ("other.example.edu", "unknown.example.edu"):
            other = both.post(b"x" * 200_000, Host=host)
            assert (other.status, other.body) == (200, b"the other site")
            assert other.headers.get_all("X-Request-Id") == ["of the other"]
            assert both.get("/nothing", Host=host).status == 200
