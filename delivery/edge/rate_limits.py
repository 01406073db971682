"""Rate limits: what each client may read in a time, in units of cost, counted by the library `limits`."""

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
        """Charge a client; return 0, or the seconds after which it may ask again."""
        if self.limit is None or self.limiter.hit(self.limit, charged(client or ""), cost=max(cost, 1)):
            return 0
        reset_at, _ = self.limiter.get_window_stats(self.limit, charged(client or ""))
        return max(1, ceil(reset_at - time()))


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
