"""Rate limits: what each client may read in a time, in units of cost, counted by the library `limits`.

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

from models.errors import SettingInvalid

FREE_SECONDS = 0.1
"""Seconds of an operation that its cost stands for: no operation below the limit of cost should take longer."""

COST_OF_A_SECOND = 10_000
"""What a second of a slot costs a client whose operation takes longer: as much as the dearest operation by default."""


class RateLimits:
    """Counts what clients spend of *limit*, `50000 per minute` say, at the address *storage*."""

    def __init__(self, limit: str, storage: str) -> None:
        try:
            self.limit = limits.parse(limit) if limit else None
        except ValueError:
            raise SettingInvalid("SUNDIAL_RATE_LIMIT", limit, "it must be a number `per` a time") from None
        try:
            self.limiter = FixedWindowRateLimiter(storage_from_string(storage))
        except (ConfigurationError, ImportError) as error:
            raise SettingInvalid("SUNDIAL_RATE_STORAGE", storage, str(error).splitlines()[0]) from None

    def wait(self, client: str | None, cost: int) -> int:
        """Charge a client, if there is anything to charge; return 0, or the seconds after which it may ask again."""
        if self.limit is None or cost <= 0 or self.limiter.hit(self.limit, charged(client or ""), cost=cost):
            return 0
        reset_at, _ = self.limiter.get_window_stats(self.limit, charged(client or ""))
        return max(1, ceil(reset_at - time()))

    def charge_time(self, client: str | None, seconds: float) -> None:
        """Charge a client the time that an operation took, if that was long, beside its cost."""
        if self.limit is not None and seconds > FREE_SECONDS:
            self.limiter.hit(self.limit, charged(client or ""), cost=int(seconds * COST_OF_A_SECOND))


UNKNOWN = "unknown"
"""Who is charged for all that comes from no address; were each such text a client, new ones would be free."""


@lru_cache(maxsize=1024)
def charged(client: str) -> str:
    """Name who is charged: an address, or the network of an IPv6 address, of which a client has many.

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
