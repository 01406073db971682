"""Operations: all root fields answered by one statement, whose values are the response.

    Compiler            the operations of one document, each compiled for the values of its switches
    CompiledOperation   its root fields, planned, and the statements written for their variants

What a request asks of one is a `BoundOperation` (bound_operations.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    located_error,
)
from graphql.execution.values import VariableValues

from models.access.callers import Preview
from models.database import connection, largest_answer
from models.errors import AnswerTooLarge, DatabaseError
from resolvers.caches import WeighedCache
from resolvers.compiler.bound_operations import BoundOperation, Result
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.mutations import mutate
from resolvers.compiler.planning import NO_FIELDS
from resolvers.compiler.plans import BoundField, Plan
from resolvers.compiler.root_fields import Refused, Resolved, Typename
from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.switches import switches, undecided
from resolvers.compiler.writing import NOTHING_BESIDE, Beside, Written, require_few, write
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import LimitExceeded
from resolvers.context.object_types import OBJECT_TYPES

MOST_OPERATIONS = 50
"""Compiled operations of one document, for different values of its switches."""

MOST_STATEMENTS, HEAVIEST_STATEMENTS = 50, 16_000_000
"""Statements of one compiled operation, for different conditions say, and the bytes that they hold together."""

RootField = Plan | Typename | Resolved | Refused


class CompiledOperation:
    """An operation for some values of its switches: its root fields in response order, planned.

    *on_written* is called for each statement that is written. It *is content* where nothing has a resolver.
    """

    def __init__(
        self,
        node: OperationDefinitionNode,
        roots: Mapping[str, RootField],
        dialect: Dialect,
        on_written: Callable[[], None] = lambda: None,
    ) -> None:
        self.node, self.roots, self.dialect, self.on_written = node, roots, dialect, on_written
        self.plans_weight = sum([root.weight for root in roots.values() if isinstance(root, Plan)])
        self.is_content = all(isinstance(root, Plan) or root.is_constant for root in roots.values())
        self.statements: WeighedCache[Any, Written] = WeighedCache(
            MOST_STATEMENTS, HEAVIEST_STATEMENTS, attrgetter("weight")
        )

    @property
    def weight(self) -> int:
        """How many bytes its plans and statements hold, roughly."""
        return self.plans_weight + self.statements.weight

    def run(self, variables: VariableValues, circumstances: Circumstances, beside: Beside) -> Result:
        """Answer the root fields by one statement; one that fails is null, and leaves the others their answers.

        One that must not be null makes `data` null where it fails, and ends the run.
        """
        try:
            return self.run_together(variables, circumstances, beside)
        except (DatabaseError, AnswerTooLarge, LimitExceeded):
            raise  # no field's failure; and to wait for it again would take as long, or as much, again
        except Exception:  # noqa: BLE001  (whose failure it is shows when each runs alone)
            return self.run_each(variables, circumstances)

    def run_together(self, variables: VariableValues, circumstances: Circumstances, beside: Beside) -> Result:
        """Answer the root fields by one statement; raise what makes that fail."""
        constants: dict[str, bytes] = {}
        fields: list[BoundField] = []
        errors: list[GraphQLError] = []
        largest = largest_answer()
        for key, root in self.roots.items():
            try:
                if isinstance(root, Plan):
                    fields += (asked := root.bind(variables, circumstances, largest))
                    errors += [error for each in asked for error in each.failed.values()]
                else:
                    constants[key], failed = root.answer(self.node, variables, circumstances)
                    errors += failed
            except (DatabaseError, AnswerTooLarge):
                raise
            except Exception as error:  # noqa: BLE001  (as in any executor: one field's failure is that field's error)
                errors.append(located_error(error, list(root.selected.nodes), root.selected.path))
                if root.selected.must_not_be_null:
                    return Result(None, errors)
        if not fields:
            bound = BoundOperation(self, constants, (), None, circumstances.site, largest)
            return self.result(bound, bound.run((), ()), errors)
        with connection():
            written = self.written(fields, beside)
            bound = BoundOperation(self, constants, fields, written, circumstances.site, largest)
            return self.result(bound, bound.run(bound.values, fields), errors)

    def written(self, fields: Sequence[BoundField], beside: Beside) -> Written:
        """Return the statement for what a request asks, which is written when it is first needed."""
        require_few(fields)
        variant = (beside, *[each.key for each in fields])
        written = self.statements.get(variant)
        if written is None:
            written = write(self.dialect, fields, beside)
            self.statements.put(variant, written)
            self.on_written()
        return written

    def result(self, bound: BoundOperation, first: Result, errors: list[GraphQLError]) -> Result:
        """Add to a first result what has failed before, and what it takes to run it again if nothing has."""
        failed = [*errors, *first.errors]
        can_repeat = self.is_content and not failed and bound.is_repeatable
        return replace(first, errors=failed, bound=bound if can_repeat else None)

    def run_each(self, variables: VariableValues, circumstances: Circumstances) -> Result:
        """Answer the root fields one after the other, to find out which fails."""
        pieces: list[bytes] = []
        errors: list[GraphQLError] = []
        size = AnswerSize(largest_answer())
        for key, root in self.roots.items():
            try:
                alone = CompiledOperation(self.node, {key: root}, self.dialect)
                result = alone.run_together(variables, circumstances, NOTHING_BESIDE)
                errors += result.errors
                if result.data is None:
                    return Result(None, errors)
                pieces.append(size.add(result.data[1:-1]))
            except (DatabaseError, AnswerTooLarge, LimitExceeded):
                raise
            except Exception as error:  # noqa: BLE001  (the same)
                errors.append(located_error(error, list(root.selected.nodes), root.selected.path))
                if root.selected.must_not_be_null:
                    return Result(None, errors)
                pieces.append(b'"%b":null' % key.encode())
        return Result(b"{" + b",".join(pieces) + b"}", errors)


class Compiler:
    """Compiles the operations of one document for the database of a *dialect*, and caches them."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, dialect: Dialect) -> None:
        self.schema, self.dialect = schema, dialect
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.operations: WeighedCache[Any, CompiledOperation] = WeighedCache(
            MOST_OPERATIONS, MOST_OPERATIONS, lambda compiled: 1
        )
        self.switches: dict[int, tuple[str, ...]] = {}
        self.grown = 0

    def grow(self) -> None:
        """Count that something was compiled or written, which has a weight."""
        self.grown += 1

    @property
    def weight(self) -> int:
        """How many bytes the plans and statements of operations hold, roughly."""
        return sum([compiled.weight for compiled in self.operations.all()])

    def run(
        self,
        operation: OperationDefinitionNode,
        variables: VariableValues,
        circumstances: Circumstances,
        beside: Beside = NOTHING_BESIDE,
    ) -> Result:
        """Run an operation of the document."""
        try:
            if operation.operation is OperationType.MUTATION:
                return Result(*self.mutate(operation, variables, circumstances))
            return self.compiled(operation, variables).run(variables, circumstances, beside)
        except LimitExceeded as error:
            return Result(None, [error])

    def mutate(
        self, operation: OperationDefinitionNode, variables: VariableValues, circumstances: Circumstances
    ) -> tuple[bytes | None, Sequence[GraphQLError]]:
        """Run a mutation, of whose payloads entries are read as a query's are, as if their drafts were published."""
        caller = circumstances.caller

        def read(selected: SelectedField, entry: int) -> tuple[bytes, Sequence[GraphQLError]]:
            alone = CompiledOperation(operation, {selected.key: Plan(selected)}, self.dialect)
            drafted = replace(caller, preview=Preview(None, is_latest=False, drafts=[entry], grants=caller.grants))
            present = replace(circumstances, now=datetime.now(UTC), caller=drafted)
            result = alone.run(variables, present, NOTHING_BESIDE)
            key = b'{"%b":' % selected.key.encode()
            text = result.data or b"null"
            return text.removeprefix(key).removesuffix(b"}") if text.startswith(key) else text, result.errors

        return mutate(self.schema, operation, self.fragments, variables, circumstances, read)

    def compiled(self, operation: OperationDefinitionNode, variables: VariableValues) -> CompiledOperation:
        """Return an operation as it is compiled for the values of its switches."""
        if id(operation) not in self.switches:
            self.switches[id(operation)] = switches([operation, *self.fragments.values()])
        state = id(operation), *[variables.coerced.get(name) for name in self.switches[id(operation)]]
        found = self.operations.get(state)
        if found is None:
            found = self.compile(operation, variables)
            self.operations.put(state, found)
            self.grow()
        return found

    def compile(self, operation: OperationDefinitionNode, variables: VariableValues) -> CompiledOperation:
        """Plan every root field; raise `LimitExceeded` for too many fields."""
        document, query = Document(self.schema, self.fragments, variables), self.schema.query_type
        assert query is not None
        roots: dict[str, RootField] = {}
        refused, counted = {}, NO_FIELDS
        if self.switches[id(operation)]:
            refused = undecided(operation, self.fragments, variables)
        for selected in document.fields(query, [operation.selection_set], ()):
            if selected.key in refused:
                roots[selected.key] = Refused(selected, refused[selected.key])
            elif selected.name == "__typename":
                roots[selected.key] = Typename(selected)
            elif selected.name in OBJECT_TYPES[query.name].attributes:
                roots[selected.key] = plan = Plan(selected, counted)
                counted = plan.counted
            else:
                roots[selected.key] = Resolved(selected)
        return CompiledOperation(operation, roots, self.dialect, self.grow)
