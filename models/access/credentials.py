"""Secrets: random values that are given to a client once, and of which the database has the digest alone.

    sundial_  34 of base62  6 of base62        a token of a program: what follows the prefix, and its CRC32
    43 of base64                               a session, a preview, the state of a sign-in

They have 190 random bits and more, so a plain SHA-256 is as good as a slow hash: nobody guesses what it is of.
Scanners for leaked secrets know a token by its form, and by its checksum that it is none by chance.
"""

import hashlib
import hmac
import re
import secrets
import string
import zlib
from base64 import urlsafe_b64encode

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase

TOKEN = re.compile(r"sundial_([0-9A-Za-z]{34})([0-9A-Za-z]{6})")
"""The form of a token."""

PREFIX_LENGTH = len("sundial_") + 6
"""Characters of a token that are stored and shown: 28 of its random ones are not, which are 166 bits."""

LONGEST = 200
"""Characters of anything that is looked up by its digest: what is longer is no secret of ours."""


def new_secret() -> str:
    """Make a secret of 256 random bits that may stand in a cookie, a header or an address."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """Make a token of 202 random bits."""
    text = "".join(secrets.choice(BASE62) for _ in range(34))
    return f"sundial_{text}{checksum(text)}"


def is_token(text: str) -> bool:
    """Tell whether a text has the form of a token, its checksum included."""
    found = TOKEN.fullmatch(text)
    return found is not None and checksum(found[1]) == found[2]


def checksum(text: str) -> str:
    """Write the CRC32 of a text in 6 digits of base62."""
    number, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = BASE62[digit] + digits
    return digits


def digest(secret: str) -> str:
    """Return what the database has of a secret: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """Make of a secret another one for one *purpose*: 43 characters, of which the secret cannot be worked out."""
    return urlsafe_b64encode(hmac.digest(secret.encode(), purpose.encode(), "sha256")).decode().rstrip("=")
