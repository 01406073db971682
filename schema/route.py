"""Routes: what paths lead to, as clients see it."""

from datetime import datetime

import strawberry

from models.translations import Locale
from resolvers.attributes.breadcrumbs import Breadcrumbs
from resolvers.attributes.route import RouteEntry, RouteValue
from resolvers.context.object_types import ObjectType, register
from schema.building import plain_type
from schema.entries import Alternate, Entry, PageInfo

ATTRIBUTES = {
    "status": RouteValue("status", int),
    "location": RouteValue("location", str, is_nullable=True),
    "locale": RouteValue("locale", Locale),
    "path": RouteValue("path", str),
    "url": RouteValue("url", str, is_nullable=True),
    "entry": RouteEntry(),
    "breadcrumbs": Breadcrumbs(),
    "alternates": RouteValue("alternates", list),
}
"""What the fields of a route read."""


@plain_type
class Crumb:
    """A page on the way from the homepage to another."""

    title: str | None
    """The text that names it."""
    path: str | None
    """Its path."""
    entry: Entry
    """The entry whose page it is."""


@plain_type
class Route:
    """What a path leads to."""

    status: int
    """The status of HTTP: 200 for a page, 301 where that is at another address now, 410 where it is gone."""
    location: str | None
    """Where to go instead, with the query string that was given; null of a page, and of what is gone."""
    locale: Locale
    """The language of the path, in which everything below is read."""
    path: str
    """The canonical path of the page: in the language of the path, or else in the one that its name is served in."""
    url: str | None
    """The same as a whole address, for `rel=canonical`; null where the site has named no origin."""
    entry: Entry | None
    """The entry whose page it is; null of what is gone."""
    breadcrumbs: list[Crumb]
    """The way to the page: the homepage, what is between, and the page itself."""
    alternates: list[Alternate]
    """The addresses of the page in all languages in which the entry has a name."""


@plain_type
class PagePath:
    """An address of an entry."""

    entry_id: strawberry.ID
    """The id of the entry, as its `entryId` is."""
    locale: Locale
    """The language."""
    path: str
    """The path."""
    url: str | None
    """The whole address; null where the site has named no origin."""
    updated_at: datetime | None
    """The instant from which the entry is as it is; null of a draft."""


@plain_type
class PathConnection:
    """A page of paths: of some entries of a type, in the order in which they were made."""

    nodes: list[PagePath]
    """The paths: one for each language in which an entry has a name."""
    page_info: PageInfo
    """Where the page stands in the list of entries."""


register(ObjectType("Route", None, ATTRIBUTES))
