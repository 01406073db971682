"""A bound operation: the statement of an operation with the values of one request, and what a run of it gave.

    BoundOperation   can be run again at another instant
    Result           the data as JSON, and the errors

What no statement answers is put between the answers of those that one does: `__typename`, and what has a resolver.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sys import getsizeof
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from models.instants import to_microseconds
from models.revisions import NO_REVISIONS
from resolvers.compiler.failures import place_failures
from resolvers.compiler.placeholders import ALWAYS, Formatting, Holding, format_answer
from resolvers.compiler.planning import assemble
from resolvers.compiler.plans import BoundField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.tags import keys_of, untagged
from resolvers.compiler.writing import Written
from resolvers.context.circumstances import SiteOptions
from resolvers.context.read_context import unpacked

if TYPE_CHECKING:
    from resolvers.compiler.operations import CompiledOperation

BOUND_WEIGHT, READ_WEIGHT = 400, 300
"""Bytes that a bound operation holds beside what is bound, and for each read context."""


@dataclass(frozen=True)
class Result:
    """What an operation gave: `data` as JSON, None for null or for an operation that was not run, and the errors.

    *bound* can be run again; *keys* name what the answer depends on, and *revisions* the state it is of, where that was
    asked for. Types that were *met* are those that it depends on beside the types of its statement. As far as content
    does not change, it *holds* between two instants.
    """

    data: bytes | None
    errors: Sequence[GraphQLError] = ()
    keys: Sequence[str] = ()
    revisions: bytes = NO_REVISIONS
    bound: "BoundOperation | None" = None
    met: frozenset[str] = frozenset()
    holds: Holding = ALWAYS


class BoundOperation:
    """An operation with the values of one request; of the request it holds no more than it takes to run it again.

    *constants* are the answers of the root fields that no statement answers. All together have *largest* bytes at most.
    One that *is_repeatable* can be run again: revisions and instants tell of all changes of its answer.
    Where it *knows_ends*, who asked may know when the content will change.

    Thousands are cached. What is its own are texts, numbers and tuples of these: the garbage collector sees one object.
    """

    __slots__ = (
        "constants",
        "is_repeatable",
        "knows_ends",
        "largest",
        "operation",
        "read",
        "site",
        "values",
        "written",
    )

    def __init__(
        self,
        operation: "CompiledOperation",
        constants: Mapping[str, bytes],
        fields: Sequence[BoundField],
        written: Written | None,
        site: SiteOptions,
        largest: int,
    ) -> None:
        self.operation, self.constants, self.written = operation, constants, written
        self.site, self.largest = site, largest
        self.values: tuple[Any, ...] = ()
        if written is not None:
            self.values = tuple(written.statement.bind([each.values for each in fields]))
        self.read = tuple([each.context.packed for each in fields])
        perspectives = [each.context.perspective for each in fields]
        goes_on = written is not None and written.goes_on
        self.is_repeatable = not goes_on and all(each.is_repeatable for each in perspectives)
        names = written.reads.all_types if written else ()
        self.knows_ends = all(each.knows_ends(name) for each in perspectives for name in names)

    @property
    def types(self) -> frozenset[str]:
        """The names of the content types whose content the answer depends on."""
        return self.written.types if self.written else frozenset()

    @property
    def instants(self) -> list[int]:
        """The places of the values that are the instant of each request: of fields that name none."""
        places = self.written.instants if self.written else ()
        return [place for place, number in places if self.read[number][1] is None]

    @property
    def follows_now(self) -> bool:
        """Tell whether the answer depends on the instant at which it is given."""
        return bool(self.instants)

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        constants = sum(map(len, self.constants.values()))
        return BOUND_WEIGHT + constants + sum(map(getsizeof, self.values)) + READ_WEIGHT * len(self.read)

    def repeat(self, now: datetime) -> Result:
        """Run the statement again, at another instant."""
        values, at = list(self.values), to_microseconds(now)
        for place in self.instants:
            values[place] = at
        contexts = [unpacked(each, at, self.site) for each in self.read]
        return self.run(values, [Formatting(each, self.largest) for each in contexts])

    def run(self, values: Sequence[Any], fields: Sequence[Formatting]) -> Result:
        """Run the statement, and format what it gives."""
        size = AnswerSize(self.largest)
        for answer in self.constants.values():
            size.add(answer)
        written = self.written
        if written is None:
            return Result(self.joined(self.constants))
        for each, formatters in zip(fields, written.formatters, strict=True):
            each.formatters = formatters
        return self.formatted(written, written.statement.run(values, self.largest), fields, size)

    def formatted(
        self, written: Written, row: Sequence[bytes | None], fields: Sequence[Formatting], size: AnswerSize
    ) -> Result:
        """Format what the plans' SQL gave, and put the answers together; behind them stand the revisions."""
        texts = [
            size.add(format_answer(text or b"null", each))
            for text, each in zip(row[: len(fields)], fields, strict=True)
        ]
        answers, start = dict(self.constants), 0
        for plan, several in written.roots:
            own, start = slice(start, start + several), start + several
            places = [each.context.places for each in fields[own]]
            answers[plan.selected.key] = assemble(plan.attribute, texts[own], places)
        data, errors = self.joined(answers), list[GraphQLError]()
        if failures := {number: failed for each in fields for number, failed in each.failures.items()}:
            data, errors = place_failures(data, failures)
        revisions = next(iter(row[len(fields) :]), None) or NO_REVISIONS
        met = frozenset[str]().union(*[each.met for each in fields])
        holds = ALWAYS
        for each in fields:
            holds = holds.narrowed(*each.holds)
        if not written.beside.tags:
            return Result(data, errors, revisions=revisions, met=met, holds=holds)
        data, shown = untagged(data)
        shown += [tag for each in fields for tag in each.shown]
        return Result(data, errors, keys_of(shown, written.reads, met), revisions, met=met, holds=holds)

    def joined(self, answers: Mapping[str, bytes]) -> bytes:
        """Put the answers of the root fields under their keys; one that failed is null."""
        return (
            b"{"
            + b",".join([b'"%b":%b' % (key.encode(), answers.get(key, b"null")) for key in self.operation.roots])
            + b"}"
        )
