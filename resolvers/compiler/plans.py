"""Plans: every root field is planned once for its document, and then written for what its arguments ask.

Two ways lead through here. A compiled operation (`operations.py`) puts the SQL of its plans into one
statement. Under Strawberry's executor, the reference, the resolver of a root field runs its plan
alone, and every field below reads its value from the answer by response key.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from sys import getsizeof
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from graphql import GraphQLError, OperationDefinitionNode, located_error
from graphql.execution.values import VariableValues

from models.database import snapshot
from models.instants import to_microseconds
from models.revisions import NO_REVISIONS, revisions_sql
from resolvers.compiler.placeholders import Formatter, Run, format_placeholders
from resolvers.compiler.planning import Planner, assemble, attribute_json, read_options_of
from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.statements import AT, AnswerSize, Statement
from resolvers.compiler.switches import switches
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import LimitExceeded
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import ReadContext, open_context

PLANS_KEPT = 50
"""Plans of one document that are kept, for different values of what switches its parts on."""

STATEMENTS_KEPT = 50
"""Statements of the same plans that are kept, for different conditions, say."""

FIELD_WEIGHT, TEXT_WEIGHT = 2_700, 20
"""Bytes that a field holds in a plan, and a character of SQL in a statement, once more in that of the database."""

BOUND_WEIGHT = 4_000
"""Bytes that a bound statement holds beside what is bound."""

MOST_WRITTEN = 1_200
"""Fields in the statement of plans that are read in several readings, each field counted for each: 2,600, of ten lists
of ids in ten readings, took 530 ms to write, and 110 to run."""

FAILED = object()
"""What an argument that cannot be read makes of the SQL: that of the field which takes its failure is null."""

Path = tuple[str, ...]
"""Response keys from the operation down to a field."""

LEVELS = (25, 5, 4, 3, 2, 1, 0)
"""Relations inside each other in one statement: as many as an operation may have, or what SQLite's parser takes."""


class Plan:
    """A root field planned, after others with so many fields as are *counted*."""

    def __init__(self, selected: SelectedField, counted: int = 0) -> None:
        self.selected = selected
        planner = Planner(counted)
        self.attribute = attribute = OBJECT_TYPES[selected.parent.name].attributes[selected.name]
        self.json = attribute_json(attribute, selected, planner.rows(None), planner)
        self.arguments, self.catches, self.is_complete = planner.arguments, planner.catches, planner.is_complete
        self.fields = planner.fields - counted
        self.lookup = attribute if hasattr(attribute, "namings") else None
        self.must_not_be_null = selected.must_not_be_null
        self.alone = Statements()

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly, with the statements in which it stands alone."""
        return FIELD_WEIGHT * self.fields + self.alone.weight

    def located(self, error: Exception) -> GraphQLError:
        """Say of an error that it is this field's."""
        return located_error(error, list(self.selected.nodes), self.selected.path)

    def open(self, variables: VariableValues, now: datetime, zone: ZoneInfo) -> "list[Opened]":
        """Read all arguments, once for each reading that they ask for, before any statement has run.

        Raise the error of one that no field below the root catches.
        """
        asked = read_options_of(self.attribute, self.selected, self.selected.arguments_of(variables))
        return [self.opened(open_context(each, now, zone, places, variables)) for each, places in asked.items()]

    def opened(self, context: ReadContext) -> "Opened":
        """Read all arguments for one reading."""
        values, variant, failed = context.values(), list[Hashable](), dict[Path, GraphQLError]()
        for number, each in enumerate(self.arguments):
            try:
                values.update(each.values(context))
                variant.append(each.variant(context))
            except GraphQLError as error:
                field = self.catching(number, error)
                failed.setdefault(field.path, located_error(error, list(field.nodes), field.path))
                variant.append(FAILED)
        return Opened(self, Run(context, values), tuple(variant), failed)

    def catching(self, number: int, error: GraphQLError) -> SelectedField:
        """Return the nullable field below the root that takes the failure of an argument; raise it if there is none."""
        for catch in self.catches:
            if number in catch.numbers:
                return catch.selected
        raise error


@dataclass(frozen=True)
class Opened:
    """A plan with what one request asks of it in one reading: what is bound, and what decides the SQL.

    The fields that *failed* are null, each with its error.
    """

    plan: Plan
    run: Run
    variant: tuple[Hashable, ...]
    failed: Mapping[Path, GraphQLError]

    @property
    def follows_now(self) -> bool:
        """Tell whether it reads at the instant of each request: none is named."""
        return self.run.context.options.at is None


def require_few(opened: Sequence[Opened]) -> None:
    """Raise `LimitExceeded` where readings make too much of plans that are not too large by themselves."""
    if (
        len({id(each.plan) for each in opened}) < len(opened)
        and sum(each.plan.fields for each in opened) > MOST_WRITTEN
    ):
        message = f"The operation selects more than {MOST_WRITTEN} fields, each counted for every reading of its ids."
        raise LimitExceeded(message)


def errors_of(opened: Sequence[Opened]) -> list[GraphQLError]:
    """List the errors of the fields that failed below a root."""
    return [error for each in opened for error in each.failed.values()]


def answer_alone(opened: Sequence[Opened]) -> bytes:
    """Run a plan alone; return its JSON."""
    require_few(opened)
    answers, _ = opened[0].plan.alone.bind(opened).answers()
    return assemble(opened[0].plan.attribute, answers, [each.run.context.places for each in opened])


class Beside(NamedTuple):
    """What a statement also gives: of which entries the answers are (tags), and the revisions of the same state."""

    tags: bool = False
    revisions: bool = False


NOTHING_BESIDE = Beside()


class Bound:
    """Plans as one statement, with the values that are bound and the run of each plan.

    Of the request it holds no more than it takes to run it again.
    """

    def __init__(
        self, statement: Statement, formatters: Sequence[Mapping[bytes, Formatter]], opened: Sequence[Opened]
    ) -> None:
        self.statement = statement
        self.values = statement.bind([each.run.values for each in opened])
        self.instants = [place for place, number in statement.places_of(AT).items() if opened[number].follows_now]
        self.runs = [each.run.repeatable(known) for each, known in zip(opened, formatters, strict=True)]
        self.has_deferred = any(run.has_deferred for run in self.runs)
        self.lookups = [each.plan.lookup for each in opened if each.plan.lookup]

    def weigh(self) -> int:
        """Tell how many bytes it holds, roughly."""
        return BOUND_WEIGHT + sum(map(getsizeof, self.values)) + sum(run.weight for run in self.runs)

    def looked_up(self) -> dict[str, int]:
        """Count the look-ups of one entry by content types that the statement reads for nothing else."""
        named, lookups = self.statement.named, Counter(self.lookups)
        return {
            lookup.model.__name__: number
            for lookup, number in lookups.items()
            if named[lookup.model._meta.table_name] == number * lookup.namings
        }

    def answers(self) -> tuple[list[bytes], bytes]:
        """Run the statement, and those that were cut off, on one state of the database.

        Return the JSON of each, and the revisions if they were asked for.
        """
        with snapshot() if self.has_deferred else nullcontext():
            return self.finished(self.statement.run(self.values))

    def answers_at(self, now: datetime) -> tuple[list[bytes], bytes]:
        """Run the statement again, at another instant; it must not be cut."""
        values = self.values.copy()
        for place in self.instants:
            values[place] = to_microseconds(now)
        return self.finished(self.statement.run(values))

    def finished(self, row: Sequence[bytes | None]) -> tuple[list[bytes], bytes]:
        """Finish what each plan's SQL gave; behind that stand the revisions."""
        plans, total = len(self.runs), AnswerSize()
        answers = [
            total.add(format_placeholders(text or b"null", run))
            for text, run in zip(row[:plans], self.runs, strict=True)
        ]
        return answers, next(iter(row[plans:]), None) or NO_REVISIONS


class Statements:
    """The statements that answer the same plans together, made when first needed."""

    def __init__(self) -> None:
        self._written: dict[Any, tuple[Statement, list[dict[bytes, Formatter]]]] = {}
        self.weight = 0

    def bind(self, opened: Sequence[Opened], beside: Beside = NOTHING_BESIDE) -> Bound:
        """Bind what a request asks to the statement for it."""
        variant = (beside, *((each.plan, each.variant) for each in opened))
        if variant not in self._written:
            if len(self._written) >= STATEMENTS_KEPT:
                self._written.clear()
                self.weight = 0
            self._written[variant] = write(opened, beside)
            self.weight += TEXT_WEIGHT * len(self._written[variant][0].text)
        return Bound(*self._written[variant], opened)


def write(opened: Sequence[Opened], beside: Beside) -> tuple[Statement, list[dict[bytes, Formatter]]]:
    """Write the statement of plans, nested no deeper than the database can parse, and the finishers of each."""
    for levels_left in LEVELS:
        writings = [
            StatementWriter(each.run.context, levels_left, beside.tags, frozenset(each.failed)) for each in opened
        ]
        texts = [each.plan.json(writer) for each, writer in zip(opened, writings, strict=True)]
        statement = Statement(texts, revisions_sql() if beside.revisions else None)
        if statement.is_parsed():
            break
    return statement, [writer.formatters for writer in writings]


class Plans:
    """The plans of one document, made when first needed.

    A plan holds for the values of the variables that switch parts of the selection on or off.
    """

    def __init__(self) -> None:
        self._plans: dict[Any, Plan] = {}
        self._switches: dict[int, tuple[str, ...]] = {}

    def kept(self) -> list[Plan]:
        """List the plans."""
        return list(self._plans.copy().values())

    def clear(self) -> None:
        """Forget the plans."""
        self._plans.clear()

    def of(self, operation: OperationDefinitionNode, selected: SelectedField, counted: int = 0) -> Plan:
        """Return the plan of a root field, after others with so many fields as are *counted*."""
        key = (self.state(operation, selected.document), selected.key)
        if key not in self._plans:
            if len(self._plans) >= PLANS_KEPT:
                self._plans.clear()
            self._plans[key] = Plan(selected, counted)
        return self._plans[key]

    def state(self, operation: OperationDefinitionNode, document: Document) -> Any:
        """Return the operation with the values of its switches: what plans are kept for."""
        if id(operation) not in self._switches:
            self._switches[id(operation)] = switches([operation, *document.fragments.values()])
        return id(operation), tuple(document.variables.coerced.get(name) for name in self._switches[id(operation)])


def answer_field(
    plans: Plans, info: Any, now: datetime, zone: ZoneInfo, total: AnswerSize, errors: list[GraphQLError]
) -> Any:
    """Answer the root field that graphql-core's *info* is about; Strawberry put plain variables into it.

    Its bytes count together with those of the operation's other fields, in *total*. Add to *errors* those of fields
    below that failed; raise what makes the root field fail.
    """
    values = VariableValues({}, info.variable_values)
    document = Document(info.schema, info.fragments, values)
    selected = SelectedField(document, info.parent_type, (info.path.key,), tuple(info.field_nodes))
    opened = plans.of(info.operation, selected).open(values, now, zone)
    answer = orjson.loads(total.add(answer_alone(opened)))
    errors += errors_of(opened)
    from resolvers.attributes.nodes import with_types

    return with_types(answer, selected, selected.arguments_of(values))
