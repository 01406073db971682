"""Paging: what the arguments of a connection ask for, checked.

Knows arguments, orders and cursors; the SQL of pages is made elsewhere of what is found here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.edition import Edition
from models.links import Backlink
from resolvers.compiler.selections import SelectedField
from resolvers.connections import cursors
from resolvers.context.errors import BadUserInput, Place, require_few
from resolvers.context.read_context import ReadContext, chain_of
from resolvers.where.filters import NOTHING, Form, WhereReader
from resolvers.where.orders import Order, SortKey, sort_keys, sorts_texts

LARGEST_PAGE = 100
DEFAULT_PAGE = 20


class Request(NamedTuple):
    """What the arguments ask for, as far as it decides the SQL: the *languages* where the order is of texts."""

    order: Order
    is_backward: bool
    has_cursor: bool
    form: Form
    languages: str


def page_limit(arguments: Mapping[str, Any]) -> tuple[str, int]:
    """Return the argument that limits a page, and to what: `last` if it is given, else `first`; null is not given."""
    argument = "last" if arguments.get("last") is not None else "first"
    size = arguments.get(argument)
    return argument, DEFAULT_PAGE if size is None else size


def page_size(arguments: Mapping[str, Any], place: Place) -> int:
    """Return how many entries a page may have; raise `BadUserInput` beyond 0 to 100."""
    argument, size = page_limit(arguments)
    if not 0 <= size <= LARGEST_PAGE:
        raise BadUserInput(f"{argument} must be from 0 to {LARGEST_PAGE}, not {size}.", place)
    return size


@dataclass(frozen=True)
class Connection:
    """The arguments of one connection: of all entries of *model*, or of those that *link* to the parent."""

    model: type[Edition]
    selected: SelectedField
    link: Backlink | None = None

    def order(self, context: ReadContext) -> Order:
        """Return the order asked for, the type's own by default; a column named again adds nothing."""
        given = self.selected.arguments(context).get("orderBy")
        if not given:
            return self.model.order
        require_few(given, "orderBy", self.selected)
        named: dict[str, str] = {}
        for each in given:
            named.setdefault(each.value.lstrip("-"), each.value)
        return tuple(named.values())

    def size(self, context: ReadContext) -> int:
        """Return how many entries the page may have: `last` of them if given, else `first`."""
        return page_size(self.selected.arguments(context), self.selected)

    def where(self, context: ReadContext) -> tuple[Form, list[Any]]:
        """Return the form and the values of the conditions; read once, however many parents there are."""
        found: tuple[Form, list[Any]] = context.once((id(self), "where"), lambda: self.read_where(context))
        return found

    def read_where(self, context: ReadContext) -> tuple[Form, list[Any]]:
        """Split the `where` that is given."""
        where = self.selected.arguments(context).get("where")
        if not where:
            return NOTHING, []
        reader = WhereReader(self.selected)
        return reader.read(where, self.model.__name__), reader.values

    def request(self, context: ReadContext) -> Request:
        """Return what decides the SQL; raise `BadUserInput` for arguments that contradict each other."""
        request: Request = context.once((id(self), "request"), lambda: self.read_request(context))
        return request

    def read_request(self, context: ReadContext) -> Request:
        """Read what decides the SQL out of the arguments."""
        arguments = self.selected.arguments(context)
        after, before = (arguments.get(name) is not None for name in ("after", "before"))
        is_backward = page_limit(arguments)[0] == "last"
        if after and before:
            raise BadUserInput("after and before cannot both be given.", self.selected)
        if (after and is_backward) or (before and not is_backward):
            raise BadUserInput("after goes with first, before goes with last.", self.selected)
        order, form = self.order(context), self.where(context)[0]
        languages = context.languages if sorts_texts(self.model, order) else ""
        return Request(order, is_backward, after or before, form, languages)

    def keys(self, table: Any, request: Request) -> list[SortKey]:
        """List the keys that a page is sorted by, in the direction in which it is walked."""
        keys = sort_keys(table, self.model, request.order, chain_of(request.languages))
        return [key.reversed() for key in keys] if request.is_backward else keys

    def cursor_name(self, context: ReadContext) -> str:
        """Name what a cursor is bound to: the order, and the languages of its texts."""
        request = self.request(context)
        return ",".join(filter(None, (self.model.__name__, *request.order, request.languages)))

    def bound(self, context: ReadContext) -> list[Any]:
        """Return the values of the cursor that is given."""
        arguments = self.selected.arguments(context)
        cursor = arguments.get("after") if arguments.get("after") is not None else arguments.get("before")
        if cursor is None:
            return []
        request = self.request(context)
        keys = sort_keys(self.model.alias(), self.model, request.order, chain_of(request.languages))
        return cursors.decode(cursor, self.cursor_name(context), keys, self.selected)
