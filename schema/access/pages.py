"""Pages of what is no content, the newest first, by numbers that only grow."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import strawberry

from resolvers.context.errors import LONGEST_LIST, BadUserInput
from schema.access import ids
from schema.entries import PageInfo

First = Annotated[int, strawberry.argument(description="How many at most, up to 100.")]
After = Annotated[str | None, strawberry.argument(description="The cursor behind which the page starts.")]


class Bounds(NamedTuple):
    """How many rows a page has at most, and the number that they are below."""

    first: int
    below: int | None


def bounds(kind: str, first: int, after: str | None) -> Bounds:
    """Read the arguments of a page of a kind; raise `BadUserInput`."""
    if not 0 <= first <= LONGEST_LIST:
        raise BadUserInput(f"first must be from 0 to {LONGEST_LIST}, not {first}.")
    below = None if after is None else ids.decode(f"{kind}Cursor", after)
    if after is not None and below is None:
        raise BadUserInput("This cursor was made for another list.")
    return Bounds(first, below)


def cursor(kind: str, number: int) -> str:
    """Write the cursor of a row."""
    return ids.encode(f"{kind}Cursor", number)


def page_info(cursors: Sequence[str], asked: Bounds, *, has_next: bool) -> PageInfo:
    """Tell where a page stands."""
    return PageInfo(  # type: ignore[call-arg]
        has_next_page=has_next,
        has_previous_page=asked.below is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
