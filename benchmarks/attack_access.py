"""Attacks by credentials: guessed and planted ones, and what a page of another site has a browser send with a cookie."""

import json
import secrets

from benchmarks.attacking import JSON, Attack, Request, sent
from models.access.credentials import new_secret, new_token

REFUSED, CROSS_SITE = "UNAUTHENTICATED", "CROSS_SITE"
COOKIE, FOREIGN = ("Cookie", "sundial_session="), ("Origin", "https://evil.example")
QUERY = "query=%7B__typename%7D"
PART = 'multipart/form-data; boundary="x"'
PIECE = b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{__typename}\r\n--x--\r\n'


def body(number: int) -> bytes:
    """Write an operation with a text of its own."""
    return json.dumps({"query": f"query Q{number} {{ __typename }}"}).encode()


def guess(secret: str, number: int = 0) -> Request:
    """Ask with a token."""
    return sent(body(number), Authorization=f"Bearer {secret}")


def altered(number: int) -> str:
    """Write a token of which one character is another."""
    token = new_token()
    place = 9 + number % 34
    return token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]


def planted(secret: str, number: int) -> Request:
    """Ask by a cookie that somebody else has set, as this server's own page would."""
    return sent(body(number), Cookie=f"sundial_session={secret}", GraphQL_Preflight="1")


def simple(content: bytes, *headers: tuple[str, str]) -> Request:
    """Send what a page of another site can have a browser send by POST, with its cookie."""
    return Request(content, headers=((COOKIE[0], COOKIE[1] + new_secret()), FOREIGN, *headers))


def fetched(number: int, **headers: str) -> Request:
    """Send what it can by GET, where browsers name no origin."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    cookie = (COOKIE[0], COOKIE[1] + new_secret())
    return Request(method="GET", target=f"/graphql?{QUERY}&n={number}", headers=(cookie, *named))


TOKENS = [
    Attack("tokens", "guessed, of good form", lambda n: guess(new_token(), n), 401, REFUSED, variants=40),
    Attack("tokens", "guessed, of bad form", lambda n: guess("sundial_" + secrets.token_hex(20), n), 401, REFUSED),
    Attack("tokens", "one character is another", lambda n: guess(altered(n), n), 401, REFUSED),
    Attack("tokens", "a prefix of one", lambda n: guess(new_token()[:14], n), 401, REFUSED),
    Attack("tokens", "SQL in it", lambda n: guess("sundial_' OR digest LIKE '%", n), 401, REFUSED),
    Attack("tokens", "none", lambda n: guess("", n), 401, REFUSED),
    Attack("tokens", "one of 8,000 bytes", lambda n: guess("x" * 8_000 + str(n), n), 401, REFUSED),
    Attack("tokens", "a preview, guessed", lambda n: sent(body(n), Sundial_Preview=new_secret()), 401, REFUSED),
    Attack("tokens", "a preview of 8,000 bytes", lambda n: sent(body(n), Sundial_Preview="x" * 8_000), 401, REFUSED),
    Attack("sessions", "planted", lambda n: planted("planted", n), 401, REFUSED),
    Attack("sessions", "guessed", lambda n: planted(new_secret(), n), 401, REFUSED),
    Attack("sessions", "two at a time", lambda n: sent(body(n), Cookie="sundial_session=a; sundial_session=b", GraphQL_Preflight="1"), 401, REFUSED),
    Attack("sessions", "one of 7,000 bytes", lambda n: planted("x" * 7_000, n), 401, REFUSED),
]  # fmt: skip

SHAPES = [
    Attack("CSRF", "a form, urlencoded", lambda n: simple(QUERY.encode(), ("Content-Type", "application/x-www-form-urlencoded")), 403, CROSS_SITE),
    Attack("CSRF", "a form, in parts", lambda n: simple(PIECE, ("Content-Type", PART)), 403, CROSS_SITE),
    Attack("CSRF", "a form, plain", lambda n: simple(body(n) + b"=", ("Content-Type", "text/plain")), 403, CROSS_SITE),
    Attack("CSRF", "fetch without CORS", lambda n: simple(body(n), ("Content-Type", "text/plain;charset=UTF-8"), ("Sec-Fetch-Mode", "no-cors")), 403, CROSS_SITE),
    Attack("CSRF", "fetch of a blob", lambda n: simple(body(n)), 403, CROSS_SITE),
    Attack("CSRF", "a beacon", lambda n: simple(body(n), ("Content-Type", "text/plain;charset=UTF-8"), ("Sec-Fetch-Dest", "empty")), 403, CROSS_SITE),
    Attack("CSRF", "JSON by a browser that asks no leave", lambda n: simple(body(n), ("Content-Type", JSON)), 403, CROSS_SITE),
    Attack("CSRF", "a header, and another origin", lambda n: simple(body(n), ("Content-Type", JSON), ("GraphQL-Preflight", "1")), 403, CROSS_SITE),
    Attack("CSRF", "a link", lambda n: fetched(n, Accept=JSON, Sec_Fetch_Site="cross-site"), 403, CROSS_SITE),
    Attack("CSRF", "an image", lambda n: fetched(n, Accept="image/webp,image/*,*/*;q=0.8", Sec_Fetch_Dest="image"), 403, CROSS_SITE),
    Attack("CSRF", "a script", lambda n: fetched(n, Accept="*/*", Sec_Fetch_Dest="script"), 403, CROSS_SITE),
    Attack("CSRF", "a style", lambda n: fetched(n, Accept="text/css,*/*;q=0.1", Sec_Fetch_Dest="style"), 403, CROSS_SITE),
    Attack("CSRF", "a form by GET", lambda n: fetched(n, Accept="*/*", Sec_Fetch_Mode="navigate"), 403, CROSS_SITE),
]  # fmt: skip
