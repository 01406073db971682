"""Circumstances: what an operation is answered under beside what it asks, the same for all of its fields."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.access.callers import ANONYMOUS, Caller, Preview
from models.addresses.site_addresses import Addresses, default_addresses
from models.edition import Edition
from models.instants import to_microseconds


class Made(NamedTuple):
    """An entry that a mutation has written: by its model and number, and the revision that it has now."""

    model: type[Edition]
    entry: int
    revision: str | None


@dataclass(frozen=True)
class SiteOptions:
    """What settings say of the site: its zone, its slug where one of several is meant, and who sees what is to come.

    *preview_url* is the address of the frontend that previews are shown in, before a path; empty where none is named.
    *addresses* say where the pages of entries are.
    """

    zone: ZoneInfo
    slug: str = ""
    is_future_open: bool = False
    preview_url: str = ""
    addresses: Addresses = field(default_factory=default_addresses)


@dataclass(frozen=True)
class Circumstances:
    """The instant that is *now*, the options of the *site*, who asks, and the name of the request in the log.

    Problems are told in the *language* with this tag. What a mutation makes has names in *made*, by which its later
    fields mean it.
    """

    now: datetime
    site: SiteOptions
    caller: Caller = ANONYMOUS
    request_id: str = ""
    language: str = "en"
    made: dict[str, Made] = field(default_factory=dict, compare=False)

    @cached_property
    def instant(self) -> int:
        """The instant that is now, in microseconds."""
        return to_microseconds(self.now)

    @property
    def preview(self) -> Preview | None:
        """The preview that fields show which name no reading of their own."""
        return self.caller.preview

    @property
    def shown(self) -> int:
        """The instant that such fields are read at: now, or that of the preview."""
        preview = self.preview
        return self.instant if preview is None or preview.at is None else preview.at
