"""Answers: what came of an operation, as the JSON that is sent and what is known about it."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import orjson

from delivery.execution.errors import failed
from models.revisions import NO_REVISIONS
from models.schema_changes import diagnose
from resolvers.compiler.bound_operations import BoundOperation
from resolvers.compiler.placeholders import ALWAYS, Holding

logger = logging.getLogger(__name__)

MOST_ERRORS = 5
"""Errors that come back at most of an operation that was not run."""

ROOM = 1_800
"""Bytes of errors after which no further one comes back whole: they name fields, and quote values."""

BRIEF = "This field failed, too."
"""The message of those that come back all the same: every null that is a failure has its error."""


class Outcome(Enum):
    """What became of an operation."""

    REFUSED = "REFUSED"
    """It was not run: the document, its variables or what it asks for are not right."""
    RUN = "RUN"
    """It was run; fields may have failed."""
    UNAVAILABLE = "UNAVAILABLE"
    """The content cannot be reached."""


class Validity(NamedTuple):
    """From when to when an answer is what is given without `asOf`, as clients see instants; None for no end.

    The end *is_told* to those who may know what is to come.
    """

    since: str | None
    until: str | None
    is_told: bool


@dataclass(frozen=True)
class Answer:
    """The answer to an operation: the JSON of `data`, None where it was not run, its errors, and what it cost.

    *keys* name what it depends on, and *revisions* are of the state it was read from, where that was asked for. *bound*
    can be run again, if nothing failed; types that were *met* are those that the answer depends on beside its. As far
    as content does not change it *holds* between two instants. It has a *validity* if it changes with time, and that
    was looked up. A known caller is told the *limit* of the cost.
    """

    data: bytes | None
    outcome: Outcome
    errors: Sequence[dict[str, Any]] = ()
    cost: int | None = None
    bound: BoundOperation | None = None
    keys: Sequence[str] = ()
    revisions: bytes = NO_REVISIONS
    met: frozenset[str] = frozenset()
    holds: Holding = ALWAYS
    validity: Validity | None = None
    limit: int | None = None

    @property
    def codes(self) -> list[str]:
        """The codes of its first errors."""
        return [error["extensions"]["code"] for error in self.errors[:MOST_ERRORS]]

    @cached_property
    def body(self) -> bytes:
        """The JSON that is sent."""
        members = [] if self.data is None else [b'"data":' + self.data]
        if self.errors:
            written = some(self.errors) if self.data is None else every(self.errors)
            members.append(b'"errors":[' + b",".join(written) + b"]")
        if self.cost is not None:
            members.append(b'"extensions":{"cost":%d%b%b}' % (self.cost, self.limit_member(), self.validity_members()))
        return b"{" + b",".join(members) + b"}"

    def limit_member(self) -> bytes:
        """Write the member of `extensions` that says what an operation of the caller may cost."""
        return b"" if self.limit is None else b',"costLimit":%d' % self.limit

    def validity_members(self) -> bytes:
        """Write the members of `extensions` that say when the answer is valid."""
        if self.validity is None:
            return b""
        end = b',"validUntil":%b' % orjson.dumps(self.validity.until) if self.validity.is_told else b""
        return b',"validFrom":%b%b' % (orjson.dumps(self.validity.since), end)


def answer_of(data: bytes | None, errors: Sequence[dict[str, Any]], cost: int | None) -> Answer:
    """Put together an answer: the JSON of `data`, None for an operation that was not run, its errors and its cost."""
    return Answer(data, Outcome.REFUSED if data is None else Outcome.RUN, errors, cost)


def unavailable(error: Exception) -> Answer:
    """Answer that the content cannot be reached, and log why and what to do; raise an error that is another's fault."""
    remedy = diagnose(error)
    if remedy is None:
        raise error
    logger.error("%s", remedy)
    return Answer(None, Outcome.UNAVAILABLE, failed(remedy.code)["errors"])


def some(errors: Sequence[dict[str, Any]]) -> list[bytes]:
    """Write errors as JSON: the first, and those of the others that have room."""
    written = [dumped(error) for error in errors[:MOST_ERRORS]]
    return written[: have_room(written)]


def every(errors: Sequence[dict[str, Any]]) -> list[bytes]:
    """Write errors as JSON: those that `some` leaves out with no more than their codes and paths."""
    whole = some(errors)
    return whole + [dumped(brief(error)) for error in errors[len(whole) :]]


def brief(error: dict[str, Any]) -> dict[str, Any]:
    """Shorten an error to what tells which null it stands for, and of what kind it is."""
    return {"message": BRIEF, **{key: error[key] for key in ("path", "extensions") if key in error}}


def have_room(written: Sequence[bytes]) -> int:
    """Count the errors that come back whole, from the first on."""
    return max(1, sum(length <= ROOM for length in accumulate(map(len, written))))


def dumped(error: dict[str, Any]) -> bytes:
    """Write an error as JSON; one that quotes a lone surrogate is escaped, which orjson refuses to do."""
    try:
        return orjson.dumps(error)
    except TypeError:
        return json.dumps(error).encode()
