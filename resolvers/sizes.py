"""Sizes: how many objects a field may lead to, by the attribute that it reads and its arguments.

Prices multiply by them. A list of links is as long as its model lets it be, a page as its arguments ask.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from models.links import Backlink, Links
from resolvers.errors import LONGEST_LIST
from resolvers.nodes import Nodes
from resolvers.paging import LARGEST_PAGE, page_asked
from resolvers.relations import NarrowedLinks
from resolvers.roots import Page, Several, Upcoming, distinct

Given = Mapping[str, Any]


@singledispatch
def size(attribute: Any, given: Given) -> int:
    """Tell how many objects a field that reads *attribute* may lead to; one, where nothing else is said.

    What is out of bounds, and refused when the field is planned, counts as the bound.
    """
    return 1


@size.register
def _(attribute: Links, given: Given) -> int:
    return attribute.at_most


@size.register
def _(attribute: NarrowedLinks, given: Given) -> int:
    return attribute.links.at_most


@size.register(Backlink)
@size.register(Page)
@size.register(Upcoming)
def _(attribute: Any, given: Given) -> int:
    return min(max(page_asked(given)[1], 0), LARGEST_PAGE)


@size.register
def _(attribute: Several, given: Given) -> int:
    keys = distinct(given.get(attribute.argument))
    return len(attribute.keys if keys is None else keys)


@size.register
def _(attribute: Nodes, given: Given) -> int:
    ids = given.get(attribute.argument)
    return min(len(ids), LONGEST_LIST) if isinstance(ids, list) else 1
