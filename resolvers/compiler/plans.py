"""Plans: every root field is planned once for its document, and bound to what the arguments of each request ask for."""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, located_error
from graphql.execution.values import VariableValues

from resolvers.compiler.localized import own_chain
from resolvers.compiler.placeholders import Formatting
from resolvers.compiler.planning import (
    NO_FIELDS,
    ArgumentReader,
    FieldCounts,
    OwnArguments,
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


@dataclass(frozen=True, eq=False)
class Fixed:
    """What arguments come to that are the same for all requests: what decides the SQL, what is bound, and all *others*.

    The others have the numbers that they have among all arguments of a plan.
    """

    variants: Mapping[ArgumentReader, Hashable]
    values: Mapping[str, Any]
    others: Sequence[tuple[int, ArgumentReader]]


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
        self.fixed: dict[bool, Fixed] = {}

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return FIELD_WEIGHT * self.fields

    def bind(self, variables: VariableValues, circumstances: Circumstances, largest: int) -> "list[BoundField]":
        """Read all arguments, once for each of the read options that they ask for, before any statement has run.

        The answer has *largest* bytes at most. Raise the error of one that no field below the root catches.
        """
        arguments = self.selected.arguments_of(variables)
        contexts = [
            open_context(each, circumstances, places, arguments)
            for each, places in self.asked(arguments, circumstances.site).items()
        ]
        return [self.bind_in(each, variables, largest) for each in contexts]

    def asked(self, arguments: Mapping[str, Any], site: SiteOptions) -> ReadOptionPlaces:
        """Return the read options that arguments ask for; those of a field without variables are read once."""
        if self.constant is not None:
            return self.constant
        found = read_options_of(self.attribute, self.selected, arguments, site)
        if self.selected.given.constants is not None:
            self.constant = found
        return found

    def bind_in(self, context: ReadContext, variables: VariableValues, largest: int) -> "BoundField":
        """Read all arguments for one read context."""
        fixed = self.fixed_in(context, variables)
        variant, failed = list[Hashable](), dict[Path, GraphQLError]()
        values = {**context.values(), **values_of(context.perspective, context.now), **fixed.values}
        for number, each in fixed.others:
            try:
                decided, bound = each.read(context, variables)
                values |= bound
                variant.append(decided)
            except GraphQLError as error:
                field = self.catching(number, error)
                failed.setdefault(field.path, located_error(error, list(field.nodes), field.path))
                variant.append(FAILED)
        return BoundField(
            context, largest, values=values, plan=self, variant=tuple(variant), failed=failed, fixed=fixed
        )

    def fixed_in(self, context: ReadContext, variables: VariableValues) -> Fixed:
        """Return what is the same for all requests that name an instant, or for those that name none: read once.

        Where it is the same for both, one statement is written for them.
        """
        is_dated = context.options.at is not None
        found = self.fixed.get(is_dated)
        if found is not None:
            return found
        made, other = self.read_fixed(context, variables), self.fixed.get(not is_dated)
        if other is not None and (other.variants, other.values) == (made.variants, made.values):
            made = other
        return self.fixed.setdefault(is_dated, made)

    def read_fixed(self, context: ReadContext, variables: VariableValues) -> Fixed:
        """Read it; what cannot be read is left to each request, to fail there."""
        variants, values = dict[ArgumentReader, Hashable](), dict[str, Any]()
        others = []
        for number, each in enumerate(self.arguments):
            with suppress(GraphQLError):
                decided, bound = each.read(context, variables)
                if isinstance(each, OwnArguments) and each.is_fixed(context):
                    variants[each] = decided
                    values |= bound
                    continue
            others.append((number, each))
        return Fixed(variants, values, others)

    def catching(self, number: int, error: GraphQLError) -> SelectedField:
        """Return the nullable field below the root that takes the failure of an argument; raise it if there is none."""
        for catch in self.catches:
            if number in catch.numbers:
                return catch.selected
        raise error


@dataclass(kw_only=True)
class BoundField(Formatting):
    """A plan with what one request asks of it in one read context: what is bound, and what decides the SQL.

    That is the *variant* of arguments which are not *fixed*. The fields that *failed* are null, each with its error.
    """

    plan: Plan
    variant: tuple[Hashable, ...]
    failed: Mapping[Path, GraphQLError]
    fixed: Fixed

    @property
    def key(self) -> Hashable:
        """What tells it from others whose SQL is written otherwise."""
        return self.fixed, self.variant, own_chain(self.context.chain), self.context.perspective.key

    @property
    def variants(self) -> dict[ArgumentReader, Hashable]:
        """What all arguments decide of the SQL, by what reads them."""
        readers = [each for _, each in self.fixed.others]
        return {**self.fixed.variants, **dict(zip(readers, self.variant, strict=True))}
