"""Content types as data: what each field must be, so that a form can be drawn for a type that nobody knows."""

from collections.abc import Iterable
from typing import Annotated

import strawberry
from strawberry.utils.str_converters import to_camel_case

from models.components import Component, ComponentUnion
from models.edition import Edition, content_types
from models.rules import FieldKind, FieldRule, rules_in, rules_of
from models.translations import LOCALES_BY_TAG
from resolvers.access.rights import require_person
from schema.building import OF_ROWS
from schema.locales import Locale
from schema.namespace import NAMESPACE, enum_type
from schema.services import Info, object_type, priced_field, query_fields

FIELDS = 3
"""What listing the fields of a type costs, as so many entries: some 50 of them, of which 20 are as one."""

enum_type(FieldKind)

LINKING = frozenset({FieldKind.LINK, FieldKind.LINKS})
"""The kinds of fields that link; those that name no type may link to any."""


@object_type
class FieldRules:
    """What one field must be: the same rules are asked of all who write."""

    rule: strawberry.Private[FieldRule]
    owner: strawberry.Private[str]
    name: str
    """Its name in inputs and answers."""
    kind: FieldKind
    """What kind of value it has."""
    description: str | None
    """What it is, as the schema says."""
    is_required: bool
    """Whether nothing is published without it."""
    required_in: list[Locale]
    """The languages in which it must be there to be published."""
    longest: int | None
    """How many characters it has at most; of a text, in one language."""
    pattern: str | None
    """A regular expression that the whole value matches."""
    choices: list[str]
    """The values that there are, of an `ENUM`."""
    links_to: str | None
    """The content type that it links to; null where there may be several, which `linksToTypes` lists."""
    links_to_types: list[str]
    """The content types that it may link to."""
    at_most: int | None
    """How many links or components it has at most; those inside each other are counted."""
    is_derived: bool
    """Whether it may follow from other fields, and is then left out."""
    component: str | None
    """The name of the component."""

    @priced_field(size=FIELDS)
    def fields(self) -> "list[FieldRules]":
        """List the rules of the component's fields; a tree has components of its own kind inside it.

        A component of one of several kinds has a field for each of them, of which one is given.
        """
        component = self.rule.component
        if isinstance(component, ComponentUnion):
            return shown(component, rules_in(component.members))
        return [] if component is None else shown(component, rules_in(component.fields))


@object_type
class ContentType:
    """A kind of content, as far as who writes it needs to know."""

    model: strawberry.Private[type[Edition]]
    name: str
    """Its name: that of its type in the schema."""
    key: str
    """The field that an entry is looked up by."""

    @priced_field(size=FIELDS)
    def fields(self) -> list[FieldRules]:
        """List what each field must be, the slug first."""
        return shown(self.model, rules_of(self.model))


def shown(owner: type[Edition] | type[Component] | ComponentUnion, rules: Iterable[FieldRule]) -> list[FieldRules]:
    """Show rules."""
    return [shown_rule(owner.__name__, rule) for rule in rules]


def shown_rule(owner: str, rule: FieldRule) -> FieldRules:
    """Show the rule of a field."""
    types = list(rule.links_to) or ([each.__name__ for each in content_types()] if rule.kind in LINKING else [])
    return FieldRules(
        rule=rule,
        owner=owner,
        name=to_camel_case(rule.name),
        kind=rule.kind,
        description=described(owner, rule.name),
        is_required=rule.is_required,
        required_in=[LOCALES_BY_TAG[tag] for tag in rule.required_in],
        longest=rule.longest,
        pattern=rule.pattern,
        choices=list(rule.choices),
        links_to=types[0] if len(types) == 1 else None,
        links_to_types=types,
        at_most=rule.at_most,
        is_derived=rule.is_derived,
        component=rule.component.__name__ if rule.component else None,
    )


def described(owner: str, name: str) -> str | None:
    """Return what the schema says of a field; None where clients do not see it by this name, or in an object."""
    definition = getattr(NAMESPACE.get(owner), "__strawberry_definition__", None)
    fields = definition.fields if definition else ()
    said = (field.description for field in fields if field.python_name == name)
    return next(said, OF_ROWS.get((owner, name)))


@query_fields
class ContentTypeQuery:
    """Content types as data."""

    @priced_field(size=20)
    def content_types(
        self,
        info: Info,
        name: Annotated[str | None, strawberry.argument(description="One of this name alone.")] = None,
    ) -> list[ContentType]:
        """List the content types, for who has signed in or sent a token: enough to draw the form of any."""
        require_person(info.context.caller)
        found = [model for model in content_types() if name in (None, model.__name__)]
        return [ContentType(model=model, name=model.__name__, key=to_camel_case(model.key)) for model in found]
