"""Attempts to sign in by a password: how many there may be of an account, and from an address, in a while.

An attempt is noted before its password is looked at, so that many at once are no more than the limit, and forgotten
if the password is right. Who knows the address of somebody can keep them from signing in by a password for a while;
who is signed in stays so, and OpenID Connect is not affected.
"""

from models.access.credentials import digest
from models.access.people import folded
from models.access.tables import Attempt
from models.database import writing
from models.entry import database
from models.errors import SundialError

WINDOW = 15 * 60_000_000
"""Microseconds for which an attempt counts."""

OF_ACCOUNT, OF_ADDRESS = 10, 50
"""Attempts in that time: many people may have one address."""


class TooManyAttempts(SundialError):
    """An account or an address that has to wait for some *seconds*."""

    code = "TOO_MANY_REQUESTS"

    def __init__(self, seconds: int) -> None:
        super().__init__("There were too many attempts to sign in. Try again later.")
        self.seconds = seconds


def require_allowed(account: str, address: str, now: int) -> int:
    """Note an attempt; return its number, for `forget`. Raise `TooManyAttempts` where there were too many."""
    key = digest(folded(account[:300]))
    with writing():
        database.lock_table(Attempt._meta.table_name)
        Attempt.delete().where(Attempt.at <= now - WINDOW).execute()
        for column, value, most in ((Attempt.account, key, OF_ACCOUNT), (Attempt.address, address, OF_ADDRESS)):
            last = Attempt.select(Attempt.at).where(column == value).order_by(Attempt.at.desc())
            if (counting := last.offset(most - 1).first()) is not None:
                raise TooManyAttempts(max(1, -(-(counting.at + WINDOW - now) // 1_000_000)))
        noted = Attempt.create(account=key, address=address, at=now)
    number: int = noted.number
    return number


def forget(account: str) -> None:
    """Forget the attempts of an account: its password was right."""
    with writing():
        Attempt.delete().where(Attempt.account == digest(folded(account[:300]))).execute()
