"""Plans: every root field is planned once for its document, and bound to what the arguments of each request ask for."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from graphql import GraphQLError, located_error
from graphql.execution.values import VariableValues

from resolvers.compiler.localized import own_chain
from resolvers.compiler.placeholders import Formatting
from resolvers.compiler.planning import (
    NO_FIELDS,
    FieldCounts,
    Planner,
    ReadOptionPlaces,
    attribute_json,
    read_options_of,
)
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.visibility import values_of
from resolvers.context.circumstances import Circumstances, SiteOptions
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import ReadContext, open_context

FIELD_WEIGHT = 1_200
"""Bytes that a field holds in a plan."""

FAILED = object()
"""What an argument that cannot be read makes of the SQL: that of the field which takes its failure is null."""

Path = tuple[str, ...]
"""Response keys from the operation down to a field."""


class Plan:
    """A root field planned, after others with so many fields as are *counted*."""

    def __init__(self, selected: SelectedField, counted: FieldCounts = NO_FIELDS) -> None:
        self.selected = selected
        planner = Planner(counted)
        self.attribute = OBJECT_TYPES[selected.parent.name].attributes[selected.name]
        self.json = attribute_json(self.attribute, selected, planner.rows(None), planner)
        self.arguments, self.catches = planner.arguments, planner.catches
        self.counted, self.fields = planner.fields, planner.fields.planned - counted.planned
        self.constant: ReadOptionPlaces | None = None

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return FIELD_WEIGHT * self.fields

    def bind(self, variables: VariableValues, circumstances: Circumstances, largest: int) -> "list[BoundField]":
        """Read all arguments, once for each of the read options that they ask for, before any statement has run.

        The answer has *largest* bytes at most. Raise the error of one that no field below the root catches.
        """
        contexts = [
            open_context(each, circumstances, places)
            for each, places in self.asked(variables, circumstances.site).items()
        ]
        return [self.bind_in(each, variables, largest) for each in contexts]

    def asked(self, variables: VariableValues, site: SiteOptions) -> ReadOptionPlaces:
        """Return the read options that the arguments ask for; those of a field without variables are read once."""
        if self.constant is not None:
            return self.constant
        found = read_options_of(self.attribute, self.selected, self.selected.arguments_of(variables), site)
        if self.selected.given.constants is not None:
            self.constant = found
        return found

    def bind_in(self, context: ReadContext, variables: VariableValues, largest: int) -> "BoundField":
        """Read all arguments for one read context."""
        variant, failed = list[Hashable](), dict[Path, GraphQLError]()
        values = context.values() | values_of(context.perspective, context.now)
        for number, each in enumerate(self.arguments):
            try:
                decided, bound = each.read(context, variables)
                values |= bound
                variant.append(decided)
            except GraphQLError as error:
                field = self.catching(number, error)
                failed.setdefault(field.path, located_error(error, list(field.nodes), field.path))
                variant.append(FAILED)
        return BoundField(context, largest, values=values, plan=self, variant=tuple(variant), failed=failed)

    def catching(self, number: int, error: GraphQLError) -> SelectedField:
        """Return the nullable field below the root that takes the failure of an argument; raise it if there is none."""
        for catch in self.catches:
            if number in catch.numbers:
                return catch.selected
        raise error


@dataclass(kw_only=True)
class BoundField(Formatting):
    """A plan with what one request asks of it in one read context: what is bound, and what decides the SQL.

    The fields that *failed* are null, each with its error.
    """

    plan: Plan
    variant: tuple[Hashable, ...]
    failed: Mapping[Path, GraphQLError]

    @property
    def key(self) -> Hashable:
        """What tells it from others whose SQL is written otherwise."""
        return self.plan, self.variant, own_chain(self.context.chain), self.context.perspective.key
