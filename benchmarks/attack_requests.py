"""Attacks by requests: bytes that are no JSON, headers and paths that mislead, persisted queries, and broken HTTP."""

import json
from hashlib import sha256

from benchmarks.attacking import JSON, Attack, Request, asking, sent

BAD, TYPE, NO_METHOD = "BAD_REQUEST", "UNSUPPORTED_MEDIA_TYPE", "METHOD_NOT_ALLOWED"
QUERY = b'{"query": "{ __typename }"}'


def numbered(number: int) -> bytes:
    """Write a request that is fine, with a document of its own."""
    return json.dumps({"query": f"query Q{number} {{ __typename }}"}).encode()


def persisted(text: str | None, digest: str, **more: object) -> Request:
    """Ask as clients of persisted queries do."""
    return asking(text, extensions={"persistedQuery": {"version": 1, "sha256Hash": digest, **more}})  # type: ignore[arg-type]


def digest(text: str) -> str:
    """Hash a document."""
    return sha256(text.encode()).hexdigest()


def registering(number: int, padding: int = 0) -> Request:
    """Register a document."""
    text = f"query Q{number} {{ __typename }}" + " " * padding
    return persisted(text, digest(text))


def got(target: str, method: str = "GET", **headers: str) -> Request:
    """Ask for a path."""
    return Request(method=method, target=target, headers=tuple((k.replace("_", "-"), v) for k, v in headers.items()))


def raw(text: bytes) -> Request:
    """Send bytes."""
    return Request(raw=text)


def header(name: str, value: str) -> Request:
    """Send a fine request with one more header."""
    return Request(QUERY, headers=(("Content-Type", JSON), (name, value)))


def chunked(size: int, pieces: int) -> Request:
    """Send a body in chunks."""
    body = b"%x\r\n%b\r\n" % (size, b" " * size) * pieces + b"0\r\n\r\n"
    return Request(body, headers=(("Content-Type", JSON), ("Transfer-Encoding", "chunked")))


POST = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
FORM = "application/x-www-form-urlencoded"
PARTS = 'multipart/form-data; boundary="x"'
PIECE = b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query": "{ __typename }"}\r\n'
OPERATIONS = '{"query": "mutation M { deleteEverything }"}'

BYTES = [
    Attack("bytes", "UTF-16", lambda n: sent(numbered(n).decode().encode("utf-16")), 400, BAD),
    Attack("bytes", "UTF-8 that is none", lambda n: sent(b'{"query": "{ a\xff\xfe%d }"}' % n), 400, BAD),
    Attack("bytes", "overlong UTF-8", lambda n: sent(b'{"query": "{ a\xc0\xaf%d }"}' % n), 400, BAD),
    Attack("bytes", "a byte order mark", lambda n: sent(b"\xef\xbb\xbf" + numbered(n)), 400, BAD),
    Attack("bytes", "NUL", lambda n: sent(b"\0" * 50_000 + b"%d" % n), 400, BAD),
    Attack("bytes", "NUL in a document", lambda n: asking(f"{{ \0 {n} }}"), code="GRAPHQL_PARSE_FAILED"),
    Attack("bytes", "a lone surrogate in a document", lambda n: asking(f"{{ \ud800 {n} }}"), code="GRAPHQL_PARSE_FAILED"),
    Attack("bytes", "lone surrogates as names", lambda n: asking("{ __typename }", operationName=f"\ud800{n}"), code="BAD_USER_INPUT"),
    Attack("bytes", "90,000 brackets", lambda n: sent(b"[" * 90_000 + b"%d" % n), 400, BAD),
    Attack("bytes", "900 levels beside the query", lambda n: sent(b'{"query": "{ __typename }", "x": ' + b"[" * 900 + b"%d" % n + b"]" * 900 + b"}")),
    Attack("bytes", "an integer of 5,000 digits", lambda n: sent(b'{"query": "{ __typename }", "variables": {"a": %s%d}}' % (b"1" * 5_000, n)), 400, BAD),
    Attack("bytes", "an integer of 4,000 digits", lambda n: sent(b'{"query": "query($a: Int) { schools(first: $a) { totalCount } }", "variables": {"a": %s%d}}' % (b"1" * 4_000, n)), code="BAD_USER_INPUT"),
    Attack("bytes", "1e999", lambda n: sent(b'{"query": "query Q%d($a: Float) { schools(first: 1) { totalCount } facts(where: {value: {gt: $a}}) { totalCount } }", "variables": {"a": 1e999}}' % n), code="BAD_USER_INPUT"),
    Attack("bytes", "NaN", lambda n: sent(b'{"query": "{ __typename }", "variables": {"a%d": NaN}}' % n), 400, BAD),
    Attack("bytes", "the same key 5,000 times", lambda n: sent(b'{"query": "{ __typename }"' + b', "query": "{ a }"' * 5_000 + b', "x": %d}' % n), code="GRAPHQL_VALIDATION_FAILED"),
    Attack("bytes", "nothing", lambda n: sent(b""), 400, BAD),
    Attack("bytes", "cut off", lambda n: sent(numbered(n)[:-3]), 400, BAD),
    Attack("batches", "1,000 operations", lambda n: sent(b"[" + b", ".join([numbered(n)] * 1_000) + b"]"), 400, "LIMIT_EXCEEDED"),
    Attack("batches", "a batch of none", lambda n: sent(b"[%s]" % (b" " * n)), 400, BAD),
    Attack("bodies", "2 MB", lambda n: sent(b" " * 2_000_000), 413, BAD),
    Attack("bodies", "2 MB in chunks", lambda n: chunked(20_000, 100), 413, BAD),
    Attack("bodies", "2 MB in chunks of 1 byte", lambda n: chunked(1, 200_000), 413, BAD, excused="2 µs a chunk; a proxy reads them whole"),
    Attack("bodies", "99 kB of spaces", lambda n: sent(b" " * 99_000 + b"%d" % n), 400, BAD),
    Attack("bodies", "a document of 95 kB", lambda n: asking(f"query Q{n} {{ __typename " + "a " * 47_000 + "}"), code="LIMIT_EXCEEDED"),
]  # fmt: skip

TYPES = [
    Attack("types", "application/jsonx", lambda n: sent(numbered(n), "application/jsonx"), 415, TYPE),
    Attack("types", "text/plain", lambda n: sent(numbered(n), "text/plain"), 415, TYPE),
    Attack("types", "none", lambda n: Request(numbered(n), headers=()), 415, TYPE),
    Attack("types", "UTF-16 by its parameter", lambda n: sent(numbered(n), f"{JSON}; charset=utf-16"), 415, TYPE),
    Attack("types", "4,000 parameters", lambda n: sent(numbered(n), JSON + ";a=b" * 1_900), 200),
    Attack("types", "a quote without end", lambda n: sent(numbered(n), f'{JSON}; charset="utf-8'), 200),
    Attack("types", "a form, of another site", lambda n: sent(b"query=%7B__typename%7D", FORM, Origin="https://evil.example"), 415, TYPE),
    Attack("types", "an upload in parts", lambda n: sent(PIECE * 900 + b"--x--", PARTS), 415, TYPE),
    Attack("sites", "a foreign origin", lambda n: sent(numbered(n), Origin="https://evil.example"), 200),
    Attack("sites", "an origin like an allowed one", lambda n: sent(numbered(n), Origin="http://localhost:80.evil.example/"), 200),
    Attack("sites", "a preflight", lambda n: got("/graphql", "OPTIONS", Origin="https://evil.example", Access_Control_Request_Method="DELETE", Access_Control_Request_Headers="x" * 5_000), 200),
    Attack("sites", "a mutation by GET", lambda n: got("/graphql?query=mutation%7Ba%7D"), 405, "METHOD_NOT_ALLOWED"),
]  # fmt: skip

HEADERS = [
    Attack("headers", "Accept of 8,000 bytes", lambda n: header("Accept", ",".join(f"a/b{i};q=0.{i}" for i in range(500)) + f",x/{n}"), 406, "NOT_ACCEPTABLE"),
    Attack("headers", "Accept of nothing known", lambda n: header("Accept", f"image/x{n}"), 406, "NOT_ACCEPTABLE"),
    Attack("headers", "Accept-Encoding of 8,000 bytes", lambda n: header("Accept-Encoding", ",".join(f"x{i};q=0.{i}" for i in range(600)) + f",y{n}")),
    Attack("headers", "If-None-Match of 8,000 bytes", lambda n: header("If-None-Match", '"a",' * 2_000 + f'"{n}"')),
    Attack("headers", "1,000 ranges", lambda n: header("Range", "bytes=" + ",".join(f"{i}-{i + n}" for i in range(800)))),
    Attack("headers", "a forged X-Forwarded-For", lambda n: header("X-Forwarded-For", f"10.0.0.{n % 250}, " * 100 + "::1")),
    Attack("headers", "an id of the request that breaks lines", lambda n: header("X-Request-Id", f"a\x0b{n}" + "x" * 4_000), 0),
    Attack("headers", "a long id of the request", lambda n: header("X-Request-Id", f"{n}" + "x" * 4_000)),
    Attack("headers", "a proxy's password of 8,000 bytes", lambda n: header("Authorization", "Basic " + "x" * 8_000 + str(n))),
    Attack("headers", "another host", lambda n: Request(numbered(n), headers=(("Content-Type", JSON), ("Host", "evil.example:99999")))),
    Attack("headers", "a host that is none", lambda n: Request(numbered(n), headers=(("Content-Type", JSON), ("Host", "a b/<script>@" + str(n))))),
    Attack("methods", "DELETE", lambda n: got("/graphql", "DELETE"), 405, NO_METHOD),
    Attack("methods", "one of 15 letters", lambda n: got("/graphql", "ABCDEFGHIJKLMNO"), 405, NO_METHOD),
    Attack("methods", "TRACE", lambda n: got("/graphql", "TRACE"), 405, NO_METHOD),
    Attack("paths", "up from GraphiQL's files", lambda n: got(f"/graphiql/../../../etc/passwd{n}"), 404, BAD),
    Attack("paths", "up, encoded", lambda n: got("/graphiql/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404, BAD),
    Attack("paths", "up, encoded twice", lambda n: got("/graphiql/%252e%252e/server.py"), 404, BAD),
    Attack("paths", "backslashes", lambda n: got("/graphiql/..%5c..%5cserver.py"), 404, BAD),
    Attack("paths", "NUL", lambda n: got("/graphiql/%00.js"), 404, BAD),
    Attack("paths", "an absolute one", lambda n: got("/graphiql//etc/passwd"), 404, BAD),
    Attack("paths", "bytes that are no UTF-8", lambda n: got("/%ff%fe"), 404, BAD),
    Attack("paths", "one of 3,500 bytes", lambda n: got("/" + "a/" * 1_750), 404, BAD),
    Attack("paths", "metrics without a token", lambda n: got("/metrics"), 404, BAD),
    Attack("queries", "200 parameters by GET", lambda n: got("/graphql?" + "&".join(f"a{i}=1" for i in range(400))), 400, BAD),
    Attack("queries", "variables by GET that are no JSON", lambda n: got(f"/graphql?query=%7B__typename%7D&variables=%7B{n}"), 400, BAD),
    Attack("persisted", "a wrong hash", lambda n: persisted(f"query Q{n} {{ __typename }}", "0" * 64), 400, BAD),
    Attack("persisted", "an unknown hash", lambda n: persisted(None, digest(str(n))), 200, "PERSISTED_QUERY_NOT_FOUND"),
    Attack("persisted", "a hash of 50 kB", lambda n: persisted(None, "a" * 50_000 + str(n)), 200, "PERSISTED_QUERY_NOT_FOUND"),
    Attack("persisted", "a hash that is no text", lambda n: persisted(None, [n]), 400, BAD),  # type: ignore[arg-type]
    Attack("persisted", "an unknown version", lambda n: persisted(None, digest(""), version=10**100 + n), 400, BAD),
    Attack("persisted", "3,000 registered", registering, variants=3_000),
    Attack("persisted", "one of 90 kB", lambda n: registering(n, 90_000), code="LIMIT_EXCEEDED"),
    Attack("persisted", "a document and a hash", lambda n: asking("{ __typename }", documentId=f"sha256:{n}"), 400, BAD),
]  # fmt: skip

HTTP = [
    Attack("http", "a line of 20,000 bytes", lambda n: raw(b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"), 0),
    Attack("http", "a header of 20,000 bytes", lambda n: raw(POST + b"X: " + b"a" * 20_000 + b"\r\n\r\n"), 0),
    Attack("http", "500 headers", lambda n: raw(POST + b"".join(b"X%d: a\r\n" % i for i in range(500)) + b"\r\n"), 0),
    Attack("http", "two lengths", lambda n: raw(POST + b"Content-Length: 27\r\nContent-Length: 5\r\n\r\n" + QUERY), 0),
    Attack("http", "a length and chunks", lambda n: raw(POST + b"Content-Length: 27\r\nTransfer-Encoding: chunked\r\n\r\n" + QUERY), 0),
    Attack("http", "a length that is none", lambda n: raw(POST + b"Content-Length: -1\r\n\r\n" + QUERY), 0),
    Attack("http", "a length in other digits", lambda n: raw(POST + "Content-Length: ٢٧\r\n\r\n".encode() + QUERY), 0),
    Attack("http", "a length of 10^30", lambda n: raw(POST + b"Content-Length: 1" + b"0" * 30 + b"\r\n\r\n" + QUERY), 413, BAD),
    Attack("http", "chunks that are none", lambda n: raw(POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + QUERY), 400, BAD),
    Attack("http", "chunks, compressed", lambda n: raw(POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 400, BAD),
    Attack("http", "bytes of TLS", lambda n: raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500 + b"\r\n\r\n"), 0),
    Attack("http", "a version that is none", lambda n: raw(b"GET / HTTP/9.9\r\n\r\n"), 0),
    Attack("http", "a body that ends early", lambda n: raw(POST + b"Content-Length: 500\r\n\r\n" + QUERY), 400, BAD),
]  # fmt: skip
