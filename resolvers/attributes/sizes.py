"""Sizes: how many objects a field may lead to, by the attribute that it reads and its arguments.

Prices multiply by them. A list of links is as long as its model lets it be, a page as its arguments ask.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from models.links import Backlink, Links
from resolvers.attributes.breadcrumbs import LAST, Breadcrumbs
from resolvers.attributes.entries_by_keys import EntriesByKeys, distinct
from resolvers.attributes.links import NarrowedLinks
from resolvers.attributes.listed import Listed
from resolvers.attributes.nodes import Nodes
from resolvers.attributes.paths_list import MOST, USUAL, Paths
from resolvers.attributes.upcoming import Upcoming
from resolvers.connections.arguments import LARGEST_PAGE, page_limit
from resolvers.connections.connection_json import AllEntries
from resolvers.connections.search_json import Search, Suggest
from resolvers.context.errors import LONGEST_LIST

Arguments = Mapping[str, Any]


@singledispatch
def size(attribute: Any, given: Arguments) -> int:
    """Tell how many objects a field that reads *attribute* may lead to; one, where nothing else is said.

    What is out of bounds, and refused when the field is planned, counts as the bound.
    """
    return 1


@size.register
def _(attribute: Links, given: Arguments) -> int:
    return attribute.at_most


@size.register
def _(attribute: NarrowedLinks, given: Arguments) -> int:
    return attribute.links.at_most


@size.register
def _(attribute: Listed, given: Arguments) -> int:
    return attribute.most


@size.register(Backlink)
@size.register(AllEntries)
@size.register(Search)
@size.register(Suggest)
@size.register(Upcoming)
def _(attribute: Any, given: Arguments) -> int:
    return min(max(page_limit(given)[1], 0), LARGEST_PAGE)


@size.register
def _(attribute: Paths, given: Arguments) -> int:
    size = given.get("first")
    return min(max(USUAL if size is None else size, 0), MOST)


@size.register
def _(attribute: Breadcrumbs, given: Arguments) -> int:
    return LAST


@size.register
def _(attribute: EntriesByKeys, given: Arguments) -> int:
    keys = distinct(given.get(attribute.argument))
    return len(attribute.keys if keys is None else keys)


@size.register
def _(attribute: Nodes, given: Arguments) -> int:
    ids = given.get(attribute.argument)
    return min(len(ids), LONGEST_LIST) if isinstance(ids, list) else 1
