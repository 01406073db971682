"""Passwords, hashed by argon2id with the parameters of RFC 9106 for little memory: 64 MiB and 0.1 to 0.2 s of CPU each.

One is hashed at a time in a process, and few wait for it. A password that is checked for an account that does not
exist, or has none, is held against a hash that nothing fits, so that the time of an answer tells nothing.
"""

import secrets
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.access import journal, people, sessions
from models.access.actors import Actor
from models.access.tables import Password, Person
from models.database import writing
from models.errors import SundialError

SHORTEST, LONGEST = 12, 1_000
"""Characters that a password has at least, and bytes at most."""

MOST_WAITING, PATIENCE = 8, 5.0
"""Passwords that wait to be hashed in a process, and the seconds they wait at most."""

hasher = PasswordHasher()


class PasswordRefused(SundialError):
    """A password that nobody should have."""

    code = "BAD_USER_INPUT"


class HashingBusy(SundialError):
    """Too many passwords are checked at once; *seconds* later there may be room."""

    code = "TOO_MANY_REQUESTS"

    def __init__(self) -> None:
        super().__init__("Too many passwords are being checked. Try again in a moment.")
        self.seconds = 5


waiting, turn = threading.BoundedSemaphore(MOST_WAITING), threading.Lock()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for one's turn to hash; raise `HashingBusy` if there are too many who do, or it takes too long."""
    if not waiting.acquire(blocking=False):
        raise HashingBusy
    try:
        if not turn.acquire(timeout=PATIENCE):
            raise HashingBusy
        try:
            yield
        finally:
            turn.release()
    finally:
        waiting.release()


def normalized(text: str) -> bytes:
    """Write a password as RFC 8265 has it (OpaqueString): the same, however a keyboard composes its characters."""
    spaced = "".join(" " if unicodedata.category(each) == "Zs" else each for each in text)
    return unicodedata.normalize("NFC", spaced).encode(errors="surrogatepass")


def require_good(text: str, person: Person) -> bytes:
    """Return a password as it is hashed; raise `PasswordRefused` for one that is short, long, or the account's name."""
    if len(text) > LONGEST or len(given := normalized(text)) > LONGEST:
        raise PasswordRefused(f"A password has at most {LONGEST} bytes.")
    if len(given.decode(errors="surrogatepass")) < SHORTEST:
        raise PasswordRefused(f"A password has at least {SHORTEST} characters.")
    said = text.casefold()
    if any(name.casefold() in said for name in (person.email, person.name) if len(name) > SHORTEST // 2):
        raise PasswordRefused("A password must not hold the name or the address of its account.")
    if len(set(said)) < SHORTEST // 3:
        raise PasswordRefused("A password needs more characters than a few that repeat.")
    return given


def set_password(person: Person, text: str, by: Actor, at: int) -> None:
    """Set the password of a person, and end their sessions; raise `PasswordRefused` or `HashingBusy`."""
    given = require_good(text, person)
    with one_at_a_time():
        made = hasher.hash(given)
    with writing():
        Password.delete().where(Password.person == person).execute()
        Password.create(person=person, hash=made, set_at=at)
        ended = sessions.end_all(person)
        details = {"person": person.person, "email": person.email, "sessions": ended}
        journal.note("person.password", by, at, details=details)


def check(email: str, text: str) -> Person | None:
    """Return the person whose address and password these are, unless they are disabled; raise `HashingBusy`."""
    with one_at_a_time():
        found = check_in_turn(email, text)
    return found and found.person


class Checked(NamedTuple):
    """Whose password was right, and when it was set."""

    person: Person
    set_at: int


def check_in_turn(email: str, text: str) -> Checked | None:
    """Return the same, and when the password was set, to be called inside `one_at_a_time`.

    It takes as long for who does not exist. A hash of other parameters than those of now is made anew.
    """
    person = people.by_name(email[:LONGEST])
    row = Password.get_or_none(Password.person == person) if person else None
    is_possible = len(text) <= LONGEST and len(normalized(text)) <= LONGEST
    given = normalized(text) if is_possible else b""
    is_right = is_of(row.hash if row and is_possible else fitting_nothing(), given)
    if person is None or row is None or not is_right or person.is_disabled:
        return None
    if hasher.check_needs_rehash(row.hash):
        renew(row, given)
    return Checked(person, row.set_at)


def hold(checked: Checked) -> bool:
    """Tell whether a password is still the one that was right; in a transaction, none is set until that is over."""
    is_it = (Password.person == checked.person) & (Password.set_at == checked.set_at)
    return bool(Password.update(set_at=checked.set_at).where(is_it).execute())


def is_of(made: str, given: bytes) -> bool:
    """Tell whether a hash is of a password."""
    try:
        return hasher.verify(made, given)
    except (VerificationError, InvalidHashError):
        return False


def renew(row: Password, given: bytes) -> None:
    """Hash a password by the parameters of now, unless it was changed meanwhile."""
    made = hasher.hash(given)
    with writing():
        Password.update(hash=made).where((Password.person == row.person) & (Password.hash == row.hash)).execute()


@cache
def fitting_nothing() -> str:
    """Write a hash by the parameters of now that nobody knows a password of: its result is random."""
    salt, result = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=") for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${result}"
