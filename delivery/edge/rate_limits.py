"""Rate limits: what each client may read in a time, in units of cost, counted by the library `limits`.

A client is a token or a person that is known to ask, whatever the address; else an address.

An operation is charged what it could read before it runs, and the time that it took where that was long.
"""

import ipaddress
from functools import lru_cache
from math import ceil
from time import time
from urllib.parse import urlsplit

import limits
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from delivery.wsgi import CALLER, Environment
from models.access.callers import Caller
from models.errors import SettingInvalid

FREE_SECONDS = 0.1
"""Seconds of an operation that its cost stands for: no operation below the limit of cost should take longer."""

COST_OF_A_SECOND = 10_000
"""What a second of a slot costs a client whose operation takes longer: as much as the dearest operation by default."""


Client = Caller | str | None
"""Who is charged: a token or a person, or the text of an address, which may be none."""


class RateLimits:
    """Counts what clients spend of *limit*, `50000 per minute` say, at the address *storage*.

    Each *token* and each *person* has a limit of its own; without one, as much as an address.
    """

    def __init__(self, limit: str, storage: str, token: str = "", person: str = "") -> None:
        self.limit = read_limit("SUNDIAL_RATE_LIMIT", limit)
        self.token_limit = read_limit("SUNDIAL_TOKEN_RATE_LIMIT", token) or self.limit
        self.person_limit = read_limit("SUNDIAL_PERSON_RATE_LIMIT", person) or self.limit
        try:
            self.limiter = FixedWindowRateLimiter(storage_from_string(storage))
        except (ConfigurationError, ImportError) as error:
            raise SettingInvalid("SUNDIAL_RATE_STORAGE", storage, str(error).splitlines()[0]) from None

    def wait(self, client: Client, cost: int) -> int:
        """Charge a client, if there is anything to charge; return 0, or the seconds after which it may ask again."""
        limit = self.limit_of(client)
        if limit is None or cost <= 0 or self.limiter.hit(limit, charged(client), cost=cost):
            return 0
        reset_at, _ = self.limiter.get_window_stats(limit, charged(client))
        return max(1, ceil(reset_at - time()))

    def charge_time(self, client: Client, seconds: float) -> None:
        """Charge a client the time that an operation took, if that was long, beside its cost."""
        limit = self.limit_of(client)
        if limit is not None and seconds > FREE_SECONDS:
            self.limiter.hit(limit, charged(client), cost=int(seconds * COST_OF_A_SECOND))

    def limit_of(self, client: Client) -> limits.RateLimitItem | None:
        """Return the limit of a client, if it has any."""
        if not isinstance(client, Caller):
            return self.limit
        return self.person_limit if client.token is None else self.token_limit


def read_limit(name: str, text: str) -> limits.RateLimitItem | None:
    """Read the limit that a setting says, if it says one; raise `SettingInvalid`."""
    try:
        return limits.parse(text) if text else None
    except ValueError:
        raise SettingInvalid(name, text, "it must be a number `per` a time") from None


def client_of(environ: Environment) -> Client:
    """Return who is charged for a request; a preview is the address's that shows it."""
    caller: Caller | None = environ.get(CALLER)
    if caller is None or caller.person is None:
        return environ.get("REMOTE_ADDR")
    return caller


UNKNOWN = "unknown"
"""Who is charged for all that comes from no address; were each such text a client, new ones would be free."""


def charged(client: Client) -> str:
    """Name who is charged, as no other is named; no address is read as the name of a caller."""
    if isinstance(client, Caller):
        return f"person {client.person}" if client.token is None else f"token {client.token}"
    return network_of(client or "")


@lru_cache(maxsize=1024)
def network_of(client: str) -> str:
    """Name an address, or the network of an IPv6 address, of which a client has many.

    Proxies write an address alone, or with the port of a connection.
    """
    try:
        found = address_of(client)
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found), 64), strict=False))


def address_of(client: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Read `192.0.2.1`, `2001:db8::1`, or one of them as in a URL: `192.0.2.1:443`, `[2001:db8::1]:443`."""
    try:
        return ipaddress.ip_address(client)
    except ValueError:
        return ipaddress.ip_address(urlsplit(f"//{client}").hostname or "")
