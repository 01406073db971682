"""Pages of what editors read, in ascending order: a cursor names the place of a row by whole numbers."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

import strawberry

from resolvers.context.errors import LONGEST_LIST, BadUserInput
from schema.entries import PageInfo

FORM = re.compile(r"([A-Za-z]+)((?::-?[0-9]{1,19})+)", re.ASCII)

LARGEST = 2**63 - 1

Item = TypeVar("Item")


class Bounds(NamedTuple):
    """How many rows a page has at most, and the place behind which it starts."""

    first: int
    after: tuple[int, ...] | None


@strawberry.type(description="A row of a page, with its place.")
class Edge(Generic[Item]):
    """A row of a page, with its place."""

    node: Item = strawberry.field(description="The row.")
    cursor: str = strawberry.field(description="Its place, for `after`.")


@strawberry.type(description="A page, in ascending order.")
class Connection(Generic[Item]):
    """A page, in ascending order."""

    edges: list[Edge[Item]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[Item] = strawberry.field(description="The rows.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


@strawberry.type(description="A page, in ascending order, of a list that is counted where one asks for it.")
class CountedConnection(Connection[Item], Generic[Item]):
    """A page of a list that is counted where one asks for it."""

    counted: strawberry.Private[Callable[[], int]]

    @strawberry.field(description="How many rows the whole list has.")  # type: ignore[untyped-decorator]
    def total_count(self) -> int:
        """Count them."""
        return self.counted()


def bounds(kind: str, first: int, after: str | None, numbers: int = 1) -> Bounds:
    """Read the arguments of a page of a kind, whose cursors have so many numbers; raise `BadUserInput`."""
    if not 0 <= first <= LONGEST_LIST:
        raise BadUserInput(f"first must be from 0 to {LONGEST_LIST}, not {first}.")
    place = None if after is None else decode(kind, after)
    if after is not None and (place is None or len(place) != numbers):
        raise BadUserInput("This cursor was made for another list.")
    return Bounds(first, place)


def cursor(kind: str, *place: int) -> str:
    """Write the cursor of a place."""
    return b64encode(":".join([kind, *map(str, place)]).encode()).decode()


def decode(kind: str, text: str) -> tuple[int, ...] | None:
    """Read a cursor; None for what `cursor` never writes for the kind."""
    try:
        form = FORM.fullmatch(b64decode(text, validate=True).decode("ascii"))
    except ValueError:
        return None
    if form is None or form[1] != kind:
        return None
    place = tuple(map(int, form[2][1:].split(":")))
    return place if cursor(kind, *place) == text and all(abs(number) <= LARGEST for number in place) else None


def page_info(cursors: Sequence[str], asked: Bounds, *, has_next: bool, end: str | None = None) -> PageInfo:
    """Tell where a page stands; it may *end* behind its last row."""
    return PageInfo(  # type: ignore[call-arg]
        has_next_page=has_next,
        has_previous_page=asked.after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=end or (cursors[-1] if cursors else None),
    )


def connection(
    nodes: Sequence[Item], cursors: Sequence[str], asked: Bounds, *, has_next: bool, end: str | None = None
) -> Connection[Item]:
    """Make a page of rows and their cursors."""
    edges = [Edge(node=node, cursor=place) for node, place in zip(nodes, cursors, strict=True)]
    return Connection(edges=edges, nodes=list(nodes), page_info=page_info(cursors, asked, has_next=has_next, end=end))


def counted_connection(page: Connection[Item], counted: Callable[[], int]) -> CountedConnection[Item]:
    """Make a page of which the whole is counted."""
    return CountedConnection(edges=page.edges, nodes=page.nodes, page_info=page.page_info, counted=counted)
