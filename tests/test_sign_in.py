"""Signing in by a password and out again, as a browser does it; and what pages of other sites may not do."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from argon2 import PasswordHasher
from conftest import SHOWN_AT, collecting, statements, written
from signing_in import (
    EMAIL,
    PASSWORD,
    PREFLIGHT,
    Clock,
    application,
    ask,
    code,
    fields,
    person,
    problem,
    send_form,
    session_of,
)

from delivery.access.returning import is_allowed
from delivery.access.words import WORDS
from delivery.message_languages import LANGUAGES, language
from delivery.services import services
from models.access import passwords, people, sessions
from models.access.actors import COMMAND_LINE
from models.access.attempts import OF_ACCOUNT
from models.access.tables import Change, Password, Session
from models.instants import to_microseconds

NOW = to_microseconds(SHOWN_AT)
FRONTEND = "https://www.example.edu"
QUERY_BODY = {"query": "{ tags { totalCount } }"}


def lines(act):
    return [(each.actor, json.loads(each.details)) for each in Change.select().where(Change.act == act)]


def set_cookies(response):
    cookies = map(SimpleCookie, response.headers.getlist("Set-Cookie"))
    return {name: morsel for each in cookies for name, morsel in each.items()}


@pytest.fixture(autouse=True)
def hashed_fast(monkeypatch):
    """Let passwords take as little time as the algorithm allows."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords.fitting_nothing.cache_clear()
    yield
    passwords.fitting_nothing.cache_clear()


@pytest.fixture
def ada(copy):
    return person(password=PASSWORD)


@pytest.fixture
def app(copy, ada):
    return application(copy, SUNDIAL_FRONTENDS=FRONTEND)


@pytest.fixture
def browser(app):
    return app.test_client()


def test_a_person_signs_in_asks_and_signs_out(browser, ada):
    response = send_form(browser, headers={"X-Request-Id": "the-first"})
    assert (response.status_code, response.headers["Location"]) == (303, "/graphql")
    secret = session_of(browser)
    assert ask(browser, **PREFLIGHT).json["extensions"]["costLimit"] == 50_000
    assert browser.get("/sign-in").text.count(EMAIL) == 1
    out = browser.post("/sign-out", headers={"Origin": "http://localhost"})
    assert (out.status_code, out.headers["Location"]) == (303, "/sign-in")
    assert session_of(browser) is None
    assert sessions.find(secret, NOW) is None
    assert lines("sign_in") == [(EMAIL, {"address": "127.0.0.1"})]
    assert lines("sign_out") == [(EMAIL, {"address": "127.0.0.1"})]
    assert Change.get(Change.act == "sign_in").request_id == "the-first"
    assert Change.get(Change.act == "sign_in").person == ada.person


def test_no_script_no_other_site_and_no_other_host_has_the_cookie(browser):
    cookie = set_cookies(send_form(browser))["sundial_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert cookie["secure"] == ""
    assert cookie["max-age"] == "604800"


def test_behind_tls_the_cookie_is_this_hosts_alone(copy, ada):
    app = application(copy, SUNDIAL_PROXIES="1")
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "content.example.edu"}
    browser = app.test_client(use_cookies=False)
    page = browser.get("/sign-in", headers=told)
    form = set_cookies(page)["__Host-sundial_form"]
    assert form["secure"]
    given = {**told, "Cookie": f"__Host-sundial_form={form.value}", "Origin": "https://content.example.edu"}
    data = {**fields(page), "email": EMAIL, "password": PASSWORD}
    cookie = set_cookies(browser.post("/sign-in", data=data, headers=given))["__Host-sundial_session"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    good = {**told, **PREFLIGHT, "Cookie": f"__Host-sundial_session={cookie.value}"}
    assert "costLimit" in ask(browser, **good).json["extensions"]
    planted = {**told, **PREFLIGHT, "Cookie": f"sundial_session={cookie.value}"}
    assert "costLimit" not in ask(browser, **planted).json["extensions"]


def test_signing_in_begins_a_new_session_whatever_cookie_there_was(browser, ada):
    browser.set_cookie("sundial_session", "planted")
    assert send_form(browser).status_code == 303
    first = session_of(browser)
    assert first != "planted"
    assert sessions.find("planted", NOW) is None
    assert send_form(browser, **form_of(browser)).status_code == 303
    assert session_of(browser) not in (first, None)
    assert sessions.find(first, NOW) is None
    assert Session.select().count() == 1


def form_of(browser):
    """The form's own text, of who has signed in and sees no form: from the page of another browser, with its cookie."""
    page = browser.application.test_client().get("/sign-in")
    browser.set_cookie("sundial_form", set_cookies(page)["sundial_form"].value)
    return fields(page)


@pytest.mark.parametrize(
    "given",
    [
        {"password": "a cat sat on ten mats"},
        {"email": "nobody@example.edu"},
        {"email": "bob@example.edu"},
        {"email": "eve@example.edu"},
        {"email": "no address"},
        {"email": f"{'a' * 5_000}@example.edu"},
        {"password": "x" * 5_000},
        {"email": "\ud800@example.edu".encode("utf-8", "surrogatepass")},
    ],
    ids=["wrong", "unknown", "without a password", "disabled", "no address", "long", "long password", "no text"],
)
def test_what_is_wrong_is_said_the_same_way(browser, ada, given):
    person("bob@example.edu")
    people.disable(person("eve@example.edu", password=PASSWORD), COMMAND_LINE, NOW)
    response = send_form(browser, **given)
    assert (response.status_code, problem(response)) == (422, "WRONG")
    assert WORDS["en"]["WRONG"] in response.text
    assert session_of(browser) is None
    assert set(set_cookies(response)) == {"sundial_form"}
    ((actor, details),) = lines("sign_in.failed")
    assert (actor, details["code"], details["address"]) == ("", "WRONG", "127.0.0.1")
    assert PASSWORD not in json.dumps(details)


def test_what_is_no_address_is_not_written_down(browser):
    send_form(browser, email=PASSWORD)
    send_form(browser, email="nobody@example.edu")
    assert [details.get("account") for _, details in lines("sign_in.failed")] == [None, "nobody@example.edu"]


def test_the_journal_does_not_grow_by_who_is_refused(browser):
    for _ in range(OF_ACCOUNT + 5):
        send_form(browser, password="wrong")
    assert len(lines("sign_in.failed")) == OF_ACCOUNT + 1


def test_a_server_that_checks_many_passwords_says_so(browser):
    for _ in range(passwords.MOST_WAITING):
        passwords.waiting.acquire()
    try:
        response = send_form(browser)
    finally:
        passwords.waiting.release(passwords.MOST_WAITING)
    assert (response.status_code, problem(response)) == (503, "SERVER_BUSY")
    assert int(response.headers["Retry-After"]) > 0
    assert session_of(browser) is None


def test_who_waits_for_a_password_to_be_checked_has_no_slot(app):
    def send(number):
        browser = app.test_client()
        form = fields(browser.get("/sign-in"))
        data = {**form, "email": EMAIL, "password": PASSWORD}
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return browser.post("/sign-in", data=data, headers={"Origin": "http://localhost"}, environ_base=address)

    with ThreadPoolExecutor(passwords.MOST_WAITING) as threads:
        with passwords.turn:
            sent = [threads.submit(send, number) for number in range(passwords.MOST_WAITING)]
            while passwords.waiting._value:
                time.sleep(0.001)
            assert services(app).slots.taken.total() == 0
            assert code(ask(app.test_client())) is None
        assert [each.result().status_code for each in sent] == [303] * passwords.MOST_WAITING


def test_a_password_that_is_changed_while_it_is_checked_begins_no_session(browser, ada, monkeypatch):
    class Changing(PasswordHasher):
        """Sets another password once one was found right, as another process may."""

        def verify(self, made, given):
            is_right = super().verify(made, given)
            Password.delete().where(Password.person == ada).execute()
            Password.create(person=ada, hash=made, set_at=NOW + 1)
            sessions.end_all(ada)
            return is_right

    monkeypatch.setattr(passwords, "hasher", Changing(time_cost=1, memory_cost=8, parallelism=1))
    response = send_form(browser)
    assert (response.status_code, problem(response), session_of(browser)) == (422, "WRONG", None)
    assert Session.select().count() == 0


def test_pages_about_known_and_unknown_accounts_have_the_same_bytes(browser):
    def page(email):
        text = send_form(browser, email=email, password="not the password").text
        return re.sub(r'nonce="[^"]+"|name="form" value="[^"]+"', "", text).replace(email, "")

    assert page(EMAIL) == page("bob@example.edu")


def test_nothing_is_asked_about_what_was_not_filled_in(browser):
    for given in ({"email": ""}, {"password": ""}, {"email": "  "}):
        response = send_form(browser, **given)
        assert (response.status_code, problem(response)) == (422, "MISSING")


def test_attempts_are_few(copy, ada):
    clock = Clock()
    browser = application(copy, clock).test_client()
    for _ in range(OF_ACCOUNT):
        assert send_form(browser, password="wrong").status_code == 422
    response = send_form(browser)
    assert (response.status_code, problem(response)) == (429, "RATE_LIMITED")
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert "15 min" in response.text
    assert session_of(browser) is None
    assert [details["code"] for _, details in lines("sign_in.failed")] == ["WRONG"] * OF_ACCOUNT + ["RATE_LIMITED"]
    clock.wait(minutes=16)
    assert send_form(browser).status_code == 303


PLACES = [
    ("/", True),
    ("/graphql?query=%7B__typename%7D&a=b#c", True),
    (FRONTEND, True),
    (f"{FRONTEND}/news?draft=1", True),
    (f"{FRONTEND}?a", True),
    ("//evil.example", False),
    ("/\\evil.example", False),
    ("\\\\evil.example", False),
    ("https://evil.example", False),
    (f"{FRONTEND}.evil.example", False),
    (f"{FRONTEND}@evil.example/", False),
    (f"{FRONTEND}:444/", False),
    ("http://www.example.edu/", False),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("graphql", False),
    ("/\t/evil.example", False),
    ("/\r\nSet-Cookie: a=b", False),
    (" //evil.example", False),
    ("/é", False),
    ("/" + "x" * 2_000, False),
]


def test_a_browser_is_led_to_allowed_places_only(browser):
    for to, allowed in PLACES:
        assert is_allowed(to, [FRONTEND]) is allowed, to
        page = browser.get("/sign-in", query_string={"to": to})
        assert (page.status_code, problem(page)) == ((200, None) if allowed else (400, "RETURN_REFUSED")), to
        response = send_form(browser, to=to)
        if allowed:
            assert (response.status_code, response.headers["Location"]) == (303, to)
        else:
            assert (response.status_code, problem(response)) == (400, "RETURN_REFUSED"), to
            assert session_of(browser) is None
        out = browser.post("/sign-out", data={"to": to}, headers={"Origin": FRONTEND})
        assert out.headers.get("Location") == (to if allowed else None)
        browser.delete_cookie("sundial_session")


ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:1"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://localhost"},
]


@pytest.mark.parametrize("headers", [*ELSEWHERE, {"Origin": FRONTEND}], ids=str)
def test_nobody_is_signed_in_by_another_site(browser, headers):
    response = browser.post(
        "/sign-in", data={**fields(browser.get("/sign-in")), "email": EMAIL, "password": PASSWORD}, headers=headers
    )
    assert (response.status_code, problem(response)) == (403, "CROSS_SITE")
    assert session_of(browser) is None


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_nobody_is_signed_out_by_another_site(browser, headers):
    send_form(browser)
    secret = session_of(browser)
    response = browser.post("/sign-out", headers=headers)
    assert (response.status_code, problem(response)) == (403, "CROSS_SITE")
    assert session_of(browser) == secret
    assert sessions.find(secret, NOW)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": FRONTEND}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {}],
)
def test_a_frontend_signs_out(browser, headers):
    send_form(browser)
    assert browser.post("/sign-out", data={"to": FRONTEND}, headers=headers).headers["Location"] == FRONTEND
    assert session_of(browser) is None


@pytest.mark.parametrize("form", ["", "another", None])
def test_a_form_without_the_text_of_its_cookie_signs_nobody_in(browser, form):
    changed = {"form": form} if form is not None else {}
    if form is None:
        data = {**fields(browser.get("/sign-in")), "email": EMAIL, "password": PASSWORD}
        browser.delete_cookie("sundial_form")
        response = browser.post("/sign-in", data=data, headers={"Origin": "http://localhost"})
    else:
        response = send_form(browser, **changed)
    assert (response.status_code, problem(response)) == (403, "EXPIRED")
    assert session_of(browser) is None


def test_forms_in_two_tabs_are_both_good(browser):
    first, second = (fields(browser.get("/sign-in"))["form"] for _ in range(2))
    assert first == second
    browser.set_cookie("sundial_form", "<planted>")
    assert fields(browser.get("/sign-in"))["form"] not in (first, "<planted>")


@pytest.mark.parametrize("path", ["/sign-in", "/graphql"])
def test_a_page_lets_a_browser_forget_a_session_that_is_over(browser, ada, path):
    accept = {"Accept": "text/html"}
    send_form(browser)
    assert "sundial_session" not in set_cookies(browser.get(path, headers=accept))
    sessions.end_all(ada)
    response = browser.get(path, headers=accept)
    assert response.status_code == 200
    assert set_cookies(response)["sundial_session"]["max-age"] == "0"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert session_of(browser) is None
    assert ask(browser).status_code == 200


def test_the_page_of_graphiql_says_who_has_signed_in_to_nobody_else(browser):
    accept = {"Accept": "text/html"}
    assert browser.get("/graphql", headers=accept).headers["Cache-Control"] == "no-cache"
    send_form(browser)
    page = browser.get("/graphql", headers=accept)
    assert f'"person": "{EMAIL}"' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def simple_requests():
    """What a page of another site can have a browser send without asking leave: 16 shapes, each with its cookie."""
    query = "query=%7B%20tags%20%7B%20totalCount%20%7D%20%7D"
    body = json.dumps(QUERY_BODY)
    cross = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    forms = {
        "a form, urlencoded": (f"{query}", "application/x-www-form-urlencoded"),
        "a form, in parts": (
            '--b\r\nContent-Disposition: form-data; name="query"\r\n\r\n{ tags { totalCount } }\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        "a form, plain": (body, "text/plain"),
        "fetch, no-cors, text": (body, "text/plain;charset=UTF-8"),
        "fetch, no-cors, a blob": (body, None),
        "a beacon": (body, "text/plain;charset=UTF-8"),
        "fetch, JSON in disguise": (body, "text/plain; a=application/json"),
        "JSON after a comma": (body, "text/plain, application/json"),
    }
    found = {
        name: {"method": "POST", "path": "/graphql", "data": data, "content_type": kind, "headers": cross}
        for name, (data, kind) in forms.items()
    }
    navigations = {
        "a link": {"Accept": "application/json"},
        "an image": {"Accept": "image/avif,image/webp,image/*,*/*;q=0.8", "Sec-Fetch-Dest": "image"},
        "a script": {"Accept": "*/*", "Sec-Fetch-Dest": "script"},
        "a style": {"Accept": "text/css,*/*;q=0.1", "Sec-Fetch-Dest": "style"},
        "fetch, no-cors": {"Accept": "*/*", "Sec-Fetch-Mode": "no-cors"},
        "a form with GET": {"Accept": "*/*", "Sec-Fetch-Mode": "navigate"},
        "a frame": {"Accept": "*/*", "Sec-Fetch-Dest": "iframe"},
    }
    for name, headers in navigations.items():
        given = {"Sec-Fetch-Site": "cross-site", **headers}
        found[name] = {"method": "GET", "path": f"/graphql?{query}", "headers": given}
    found["a page that takes documents by hash"] = {
        "method": "GET",
        "path": "/graphql?documentId=sha256:0",
        "headers": {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"},
    }
    return found


def test_no_simple_request_of_another_site_is_answered_by_a_cookie(browser):
    send_form(browser)
    for name, given in simple_requests().items():
        response = browser.open(**given)
        assert (response.status_code, code(response)) == (403, "CROSS_SITE"), name
        assert "data" not in response.json
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("header", ["GraphQL-Preflight", "Apollo-Require-Preflight"])
@pytest.mark.parametrize(
    ("origin", "is_answered"),
    [
        (None, True),
        ("http://localhost", True),
        (FRONTEND, True),
        ("https://evil.example", False),
        ("null", False),
        ("http://localhost:3000", False),
    ],
)
def test_a_cookie_counts_beside_a_header_and_from_known_pages(browser, header, origin, is_answered):
    send_form(browser)
    headers = {header: "1", **({"Origin": origin} if origin else {})}
    for response in (ask(browser, **headers), browser.get("/graphql", query_string=QUERY_BODY, headers=headers)):
        assert response.status_code == (200 if is_answered else 403)
        assert code(response) == (None if is_answered else "CROSS_SITE")


def test_a_browser_gives_a_frontend_its_persons_answers_and_no_other_page(browser):
    def allowed(origin, **headers):
        response = browser.post("/graphql", json=QUERY_BODY, headers={"Origin": origin, **headers})
        return tuple(response.headers.get(f"Access-Control-Allow-{name}") for name in ("Origin", "Credentials"))

    for _ in range(3):  # cached, too
        assert allowed(FRONTEND) == (FRONTEND, "true")
        assert allowed("http://localhost:3000") == ("http://localhost:3000", None)
        assert allowed("https://evil.example") == (None, None)
    send_form(browser)
    assert allowed(FRONTEND, **PREFLIGHT) == (FRONTEND, "true")
    assert allowed("http://localhost:3000", **PREFLIGHT) == ("http://localhost:3000", None)


def test_where_all_pages_may_ask_none_but_frontends_do_so_with_cookies(copy):
    client = application(copy, SUNDIAL_ORIGINS="*", SUNDIAL_FRONTENDS=FRONTEND).test_client()
    for _ in range(3):
        for origin, expected in ((FRONTEND, (FRONTEND, "true")), ("https://evil.example", ("*", None))):
            response = client.post("/graphql", json=QUERY_BODY, headers={"Origin": origin})
            assert (
                tuple(response.headers.get(f"Access-Control-Allow-{name}") for name in ("Origin", "Credentials"))
                == expected
            )


def test_a_browser_asks_leave_for_what_a_frontend_sends(browser):
    asked = "graphql-preflight, sundial-preview, authorization, content-type"
    response = browser.options(
        "/graphql",
        headers={"Origin": FRONTEND, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": asked},
    )
    allowed = response.headers["Access-Control-Allow-Headers"].lower().replace(" ", "").split(",")
    assert {each.strip() for each in asked.split(",")} <= {*allowed}
    assert response.headers["Access-Control-Allow-Credentials"] == "true"


@pytest.mark.parametrize(
    "given", ["http", "example.edu", "https://*.example.edu", "*", "https://a.example/path", "null"]
)
def test_frontends_are_origins_without_a_wildcard(copy, given):
    import click

    with pytest.raises(click.ClickException, match="must be an origin"):
        application(copy, SUNDIAL_FRONTENDS=given)


def test_the_page_says_what_it_may_do_and_is_not_kept(browser):
    page = browser.get("/sign-in", query_string={"to": f"{FRONTEND}/news"})
    (nonce,) = re.findall(r'<style nonce="([\w-]+)">', page.text)
    assert page.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self' {FRONTEND}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert nonce not in browser.get("/sign-in").text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN,en", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("de,fr;q=0.5", "en"),
        ("de,zh-MO;q=0.2", "zh-Hant"),
        ("zh;q=0", "en"),
        ("*", "en"),
        ("", "en"),
        ("é\x01", "en"),
    ],
)
def test_the_page_is_in_the_readers_language(browser, accepted, tag):
    assert language(None, accepted) == tag
    if accepted.isprintable():
        page = browser.get("/sign-in", headers={"Accept-Language": accepted})
        assert f'<html lang="{tag}">' in page.text
        assert WORDS[tag]["password"] in page.text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_language_that_is_asked_for_stays(browser, tag):
    page = browser.get(
        "/sign-in", query_string={"locale": tag, "to": "/graphql?a=b&c=d"}, headers={"Accept-Language": "fr"}
    )
    assert f'<html lang="{tag}">' in page.text
    assert page.text.count('aria-current="true"') == 1
    wrong = send_form(browser, address=f"/sign-in?locale={tag}", password="wrong")
    assert f'<html lang="{tag}">' in wrong.text
    assert WORDS[tag]["WRONG"] in wrong.text


def test_every_language_has_every_word():
    assert {tag: [*words] for tag, words in WORDS.items()} == {tag: [*WORDS["en"]] for tag in LANGUAGES}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_none(browser, method):
    for path in ("/sign-in", "/sign-out"):
        assert browser.open(path, method=method).status_code == 405
    assert browser.get("/sign-out").status_code == 405


def test_a_form_of_another_kind_signs_nobody_in(browser):
    page = fields(browser.get("/sign-in"))
    data = {**page, "email": EMAIL, "password": PASSWORD}
    origin = {"Origin": "http://localhost"}
    text = "&".join(f"{name}={value}" for name, value in data.items())
    assert browser.post("/sign-in", data=text, content_type="text/plain", headers=origin).status_code == 403
    assert browser.post("/sign-in", json=data, headers=origin).status_code == 403
    assert browser.post("/sign-in", data=b"\xff" * 200_000, headers=origin).status_code == 413
    assert session_of(browser) is None


def test_a_person_who_is_disabled_is_out_at_once(browser, ada):
    send_form(browser)
    people.disable(ada, COMMAND_LINE, NOW)
    response = ask(browser, **PREFLIGHT)
    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert 'id="email"' in browser.get("/sign-in").text


def test_the_log_has_codes_and_neither_passwords_nor_sessions(app, browser):
    collecting(app)
    send_form(browser, password="wrong words")
    send_form(browser)
    text = written(app).decode()
    codes = [json.loads(line).get("codes") for line in text.splitlines()]
    assert ["WRONG"] in codes
    assert session_of(browser) not in text
    assert not {"wrong words", PASSWORD, EMAIL} & {word for word in (PASSWORD, EMAIL, "wrong words") if word in text}


def test_nobody_knows_a_session_by_the_database(copy, browser):
    send_form(browser)
    secret = session_of(browser)
    rows = [
        list(row)
        for table in ("access_session", "access_change")
        for row in Session._meta.database.execute_sql(f"SELECT * FROM {table}")
    ]
    assert secret not in str(rows)
    assert len(rows) >= 2


def test_a_page_for_nobody_reads_nothing(browser):
    with statements() as issued:
        browser.get("/sign-in")
    assert issued == []
