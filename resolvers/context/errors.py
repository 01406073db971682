"""What a client got wrong, as one error with a code and the path of the field."""

from collections.abc import Sequence
from typing import Protocol

from graphql import GraphQLError, Node

from models.translations import UNSTORABLE

LONGEST_LIST = 100
"""Values of a list that clients give: as many as a page may have entries."""


class Place(Protocol):
    """Where in the operation an error stands."""

    @property
    def path(self) -> tuple[str, ...]:
        """The response keys down to it."""

    @property
    def nodes(self) -> Sequence[Node]:
        """The places in the document that select it."""


class BadUserInput(GraphQLError):
    """A value that the schema's types admit and the field does not."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(
            message,
            nodes=list(place.nodes) if place else None,
            path=place.path if place else None,
            extensions={"code": "BAD_USER_INPUT"},
        )


class Denied(GraphQLError):
    """What a caller has no right to; who *is_anonymous* may have it once signed in."""

    def __init__(self, message: str, *, is_anonymous: bool) -> None:
        super().__init__(message, extensions={"code": "UNAUTHENTICATED" if is_anonymous else "FORBIDDEN"})


class LimitExceeded(GraphQLError):
    """An operation that asks for too much at once, which shows only when it is planned."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "LIMIT_EXCEEDED"})


class TooDeep(GraphQLError):
    """A root field that is nested deeper than the database can parse, which shows when its statement is written."""

    def __init__(self) -> None:
        message = "This is nested too deep for the database: select fewer levels, or nest fewer conditions."
        super().__init__(message, extensions={"code": "LIMIT_EXCEEDED"})


def require_few(values: Sequence[object], what: str, place: Place | None = None) -> None:
    """Raise `BadUserInput` for a list of more values than any may have."""
    if len(values) > LONGEST_LIST:
        raise BadUserInput(f"{what} must be at most {LONGEST_LIST}, not {len(values)}.", place)


def require_text(value: str, what: str, place: Place | None = None) -> str:
    """Return *value*; raise `BadUserInput` for characters that no database stores."""
    if UNSTORABLE.search(value):
        raise BadUserInput(f"{what} contains a character that is not text.", place)
    return value
