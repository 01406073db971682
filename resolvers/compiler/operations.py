"""Operations: all root fields answered by one statement, whose values are the response.

An operation is compiled when plans cover all that it selects. What they do not cover
(introspection, a resolver written by hand) makes the whole operation run under Strawberry's
executor, which gives the same answers with the same plans.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.values import VariableValues

from models.errors import AnswerTooLarge, DatabaseError
from models.revisions import NO_REVISIONS
from resolvers.compiler.planning import assemble
from resolvers.compiler.plans import (
    NOTHING_BESIDE,
    PLANS_KEPT,
    Beside,
    Bound,
    Opened,
    Plan,
    Plans,
    Statements,
    answer_alone,
    errors_of,
    require_few,
)
from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.switches import Undecided, undecided
from resolvers.compiler.tags import keys_of, untagged
from resolvers.context.errors import LimitExceeded
from resolvers.context.object_types import OBJECT_TYPES


@dataclass(frozen=True)
class Result:
    """The answer to an operation: `data` as JSON, None for null or for none, and the errors.

    *known* is the same request once more; *keys* are what the answer depends on, and *revisions* the numbers of the
    state it is of, where that was asked for.
    """

    data: bytes | None
    errors: list[GraphQLError] = field(default_factory=list)
    known: "Known | None" = None
    keys: Sequence[str] = ()
    revisions: bytes = NO_REVISIONS


class Read(NamedTuple):
    """JSON that was read, with its keys, and the revisions of the state it is of, as far as they were asked for."""

    data: bytes
    keys: Sequence[str] = ()
    revisions: bytes = NO_REVISIONS


@dataclass(frozen=True)
class Known:
    """A bound statement that can be run again at another instant.

    Its answer depends on the content of *types*, and on the instant at which it is given if it *follows_now*.
    *read* gives the `data` at an instant. *weigh* tells how many bytes it holds, roughly.
    """

    types: frozenset[str]
    follows_now: bool
    read: Callable[[datetime], Read]
    weigh: Callable[[], int]


class Refused:
    """A root field that cannot be planned, with the place in it that is at fault."""

    def __init__(self, selected: SelectedField, place: Undecided) -> None:
        self.place = place
        self.must_not_be_null = selected.must_not_be_null

    def located(self, error: Exception) -> GraphQLError:
        """Say of an error that it is this field's, as it does itself."""
        assert isinstance(error, GraphQLError)
        return error

    def open(self, variables: VariableValues, now: datetime, zone: ZoneInfo) -> list[Opened]:
        """Raise what is wrong."""
        raise self.place.error()


class Compiled:
    """An operation for some values of its switches: its root fields in response order, planned.

    A root that is text is the value of `__typename`.
    """

    def __init__(self, roots: Mapping[str, Plan | Refused | str]) -> None:
        self.roots = roots
        self.plans = {key: plan for key, plan in roots.items() if not isinstance(plan, str)}
        self.attributes = {key: plan.attribute for key, plan in roots.items() if isinstance(plan, Plan)}
        self.openings = [(b"," if number else b"") + f'"{key}":'.encode() for number, key in enumerate(roots)]
        self.statements = Statements()

    def run(self, values: VariableValues, now: datetime, zone: ZoneInfo, beside: Beside) -> Result:
        """Answer the root fields by one statement; one that fails is null, and leaves the others their answers.

        Only `__typename` must not be null: a switch of it that is none makes `data` null and ends the run.
        """
        opened: dict[str, list[Opened]] = {}
        errors: list[GraphQLError] = []
        for key, plan in self.plans.items():
            try:
                opened[key] = plan.open(values, now, zone)
                errors += errors_of(opened[key])
            except Exception as error:  # noqa: BLE001  (as in any executor: one field's failure is that field's error)
                errors.append(plan.located(error))
                if plan.must_not_be_null:
                    return Result(None, errors)
        if not opened:
            return Result(self.joined({}), errors)
        flat = list(chain.from_iterable(opened.values()))
        require_few(flat)
        try:
            bound = self.statements.bind(flat, beside)
            places = {key: [each.run.context.places for each in several] for key, several in opened.items()}
            first = self.finished(places, bound.answers(), bound, beside)
        except (DatabaseError, AnswerTooLarge):
            raise  # no field's failure; and to wait for it again would take as long, or as much, again
        except Exception:  # noqa: BLE001  (whose failure it is shows when each runs alone)
            return self.run_each(values, now, zone)

        def read(now: datetime) -> Read:
            return self.finished(places, bound.answers_at(now), bound, beside)

        is_known = not errors and not bound.has_deferred
        known = Known(bound.statement.types, bool(bound.instants), read, bound.weigh) if is_known else None
        return Result(first.data, errors, known, first.keys, first.revisions)

    def finished(
        self,
        places: Mapping[str, Sequence[Sequence[int]]],
        answered: tuple[Iterable[bytes], bytes],
        bound: Bound,
        beside: Beside,
    ) -> Read:
        """Put the answers of a statement together."""
        answers, revisions = answered
        rest = iter(answers)
        data = self.joined(
            {key: assemble(self.attributes[key], list(islice(rest, len(each))), each) for key, each in places.items()}
        )
        if not beside.tags:
            return Read(data, (), revisions)
        data, shown = untagged(data)
        return Read(data, keys_of(shown, bound.statement.types, bound.looked_up()), revisions)

    def run_each(self, values: VariableValues, now: datetime, zone: ZoneInfo) -> Result:
        """Answer the root fields one after the other, to find out which fails."""
        answers: dict[str, bytes] = {}
        errors: list[GraphQLError] = []
        total = AnswerSize()
        for key, plan in self.plans.items():
            try:
                opened = plan.open(values, now, zone)
                answers[key] = total.add(answer_alone(opened))
                errors += errors_of(opened)
            except (DatabaseError, AnswerTooLarge):
                raise
            except Exception as error:  # noqa: BLE001  (the same)
                errors.append(plan.located(error))
                if plan.must_not_be_null:
                    return Result(None, errors)
        return Result(self.joined(answers), errors)

    def joined(self, answers: Mapping[str, bytes]) -> bytes:
        """Put the answers of the root fields under their keys."""
        pieces: list[bytes] = []
        for opening, (key, plan) in zip(self.openings, self.roots.items(), strict=True):
            pieces += (opening, b'"%b"' % plan.encode() if isinstance(plan, str) else answers.get(key, b"null"))
        return b"{" + b"".join(pieces) + b"}"


class Compiler:
    """Compiles the operations of one document, and keeps them."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, plans: Plans) -> None:
        self.schema, self.plans = schema, plans
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self._compiled: dict[Any, Compiled | None] = {}

    @property
    def weight(self) -> int:
        """How many bytes the plans and statements of operations hold, roughly; a plan may be of several operations."""
        compiled = [each for each in self._compiled.copy().values() if each]
        plans = chain(self.plans.kept(), *(each.plans.values() for each in compiled))
        distinct = {id(plan): plan.weight for plan in plans if isinstance(plan, Plan)}
        return sum(distinct.values()) + sum(each.statements.weight for each in compiled)

    def run(
        self,
        operation: OperationDefinitionNode,
        values: VariableValues,
        now: datetime,
        zone: ZoneInfo,
        beside: Beside = NOTHING_BESIDE,
    ) -> Result | None:
        """Run an operation of the document, or return None for one that is not compiled."""
        if operation.operation is not OperationType.QUERY:
            return None
        try:
            compiled = self.compiled(operation, values)
            return compiled.run(values, now, zone, beside) if compiled else None
        except LimitExceeded as error:
            self.plans.clear()
            return Result(None, [error])

    def compiled(self, operation: OperationDefinitionNode, values: VariableValues) -> Compiled | None:
        """Compile an operation for the values of its switches; None when plans do not cover it."""
        document = Document(self.schema, self.fragments, values)
        state = self.plans.state(operation, document)
        if state not in self._compiled:
            if len(self._compiled) >= PLANS_KEPT:
                self._compiled.clear()
            self._compiled[state] = self.compile(operation, document)
        return self._compiled[state]

    def compile(self, operation: OperationDefinitionNode, document: Document) -> Compiled | None:
        """Plan every root field; None when one of them is not covered whole."""
        query = self.schema.query_type
        assert query is not None
        roots: dict[str, Plan | Refused | str] = {}
        refused, counted = undecided(operation, self.fragments, document.variables), 0
        for selected in document.fields(query, [operation.selection_set], ()):
            if selected.key in refused:
                roots[selected.key] = Refused(selected, refused[selected.key])
            elif selected.name == "__typename":
                roots[selected.key] = query.name
            elif selected.name not in OBJECT_TYPES[query.name].attributes:
                return None
            else:
                plan = self.plans.of(operation, selected, counted)
                counted += plan.fields
                if not plan.is_complete:
                    return None
                roots[selected.key] = plan
        return Compiled(roots)
