"""Writing the statement of an operation: its plans as one text, nested no deeper than the database can parse."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from models.revisions import revisions_sql
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.parameters import AT
from resolvers.compiler.placeholders import Formatters
from resolvers.compiler.plans import BoundField, Plan
from resolvers.compiler.statements import Statement
from resolvers.compiler.writer import Reads, StatementWriter
from resolvers.context.errors import LimitExceeded, TooDeep

TEXT_WEIGHT = 20
"""Bytes that a character of SQL holds in a statement, once more in that of the database."""

MOST_WRITTEN = 1_500
"""Fields in a statement of plans that are read with several read options, each field counted for each: 2,600, of ten
lists of ids with ten read options, took 530 ms to write, and 110 to run."""


class Nesting(NamedTuple):
    """How a statement is nested: in so many *levels* of relations, flat or not, split or not (`StatementWriter`)."""

    levels: int
    is_flat: bool = False
    is_split: bool = False


NESTINGS = (
    Nesting(25),
    Nesting(5, is_flat=True),
    Nesting(4, is_flat=True, is_split=True),
    Nesting(1, is_flat=True, is_split=True),
    Nesting(0, is_flat=True, is_split=True),
)
"""Those that are tried, until SQLite's parser takes one: the less is nested, the more is looked up."""


class Beside(NamedTuple):
    """What a statement also gives: of which entries the answers are (tags), and the revisions of the same state."""

    tags: bool = False
    revisions: bool = False


NOTHING_BESIDE = Beside()


class Written(NamedTuple):
    """A statement as it was written for the variants of some plans, and what the requests that run it share.

    The *roots* are the plans, each with the number of read contexts that it is read in, which have *formatters* each;
    *instants* are the places of their instants with the numbers of the contexts. It reads content of *types*, and gives
    something *beside* the answers.
    """

    statement: Statement
    roots: Sequence[tuple[Plan, int]]
    formatters: Sequence[Formatters]
    instants: Sequence[tuple[int, int]]
    reads: Reads
    types: frozenset[str]
    beside: Beside

    @property
    def goes_on(self) -> bool:
        """Tell whether a part of the answer becomes another by itself, at no instant that is known."""
        return any(each.goes_on for each in self.formatters)

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return TEXT_WEIGHT * len(self.statement.text)


def require_few(fields: Sequence[BoundField]) -> None:
    """Raise `LimitExceeded` where several read options make too much of plans that are not too large by themselves."""
    if len(fields) > 1 and is_repeated(fields) and sum(each.plan.fields for each in fields) > MOST_WRITTEN:
        message = f"The operation selects more than {MOST_WRITTEN} fields, each counted for every reading of its ids."
        raise LimitExceeded(message)


def is_repeated(fields: Sequence[BoundField]) -> bool:
    """Tell whether a plan is read with several read options."""
    return len({id(each.plan) for each in fields}) < len(fields)


def write(dialect: Dialect, fields: Sequence[BoundField], beside: Beside) -> Written:
    """Write the statement of plans, nested no deeper than the database can parse; raise `TooDeep` where none is."""
    for nesting in NESTINGS:
        reads = Reads()
        writers = [
            StatementWriter(
                each.context,
                dialect,
                nesting.levels,
                each.variants,
                beside.tags,
                frozenset(each.failed),
                is_flat=nesting.is_flat,
                is_split=nesting.is_split,
                reads=reads,
            )
            for each in fields
        ]
        texts = [writer.whole(each.plan.json(writer)) for each, writer in zip(fields, writers, strict=True)]
        statement = Statement(dialect, texts, revisions_sql() if beside.revisions else None)
        if statement.is_parsed():
            break
    else:
        raise TooDeep
    return Written(
        statement,
        [(plan, len(list(several))) for plan, several in groupby(fields, attrgetter("plan"))],
        [Formatters(writer.formatters) for writer in writers],
        list(statement.places_of(AT).items()),
        reads,
        reads.types,
        beside,
    )
