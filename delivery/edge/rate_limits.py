"""Rate limits: what each client may read in a time, in units of cost, counted by the library `limits`."""

import ipaddress
from math import ceil
from time import time

import limits
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from delivery.settings import SettingInvalid


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
        if self.limit is None or self.limiter.hit(self.limit, network(client or ""), cost=max(cost, 1)):
            return 0
        reset_at, _ = self.limiter.get_window_stats(self.limit, network(client or ""))
        return max(1, ceil(reset_at - time()))


def network(client: str) -> str:
    """Name who is charged: an address, or the network of an IPv6 address, of which a client has many."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else client
