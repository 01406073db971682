"""Rules: what a field of a content type or component must be, as data, from the model alone.

`models/values.py` and `models/validation.py` check by the same attributes of the same fields. What is required is asked
when an edition is published; what a value must be, when it is saved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import singledispatch
from typing import Any

from peewee import BooleanField, DateField, FloatField, IntegerField, TextField

from models.components import Component, ComponentField, ComponentsField, ComponentUnion, is_required
from models.edition import Edition
from models.instants import InstantField
from models.language_slugs import FORM
from models.links import Link, Links
from models.rich_text.fields import RichTextField
from models.translations import LONGEST, ColorField, EnumField, SlugField, SlugsField, TranslatedField
from models.validation import content_fields, default_values
from models.values import COLOR, SLUG


class FieldKind(StrEnum):
    """What kind of value a field has."""

    TEXT = "TEXT"
    """A text in each language."""
    RICH_TEXT = "RICH_TEXT"
    """A text in Markdown, in each language."""
    STRING = "STRING"
    """A text that is the same in all languages."""
    BOOLEAN = "BOOLEAN"
    """Yes or no."""
    INT = "INT"
    """A whole number."""
    FLOAT = "FLOAT"
    """A number."""
    DATE = "DATE"
    """A day."""
    DATETIME = "DATETIME"
    """An instant."""
    ENUM = "ENUM"
    """One of its choices."""
    LINK = "LINK"
    """A link to an entry."""
    LINKS = "LINKS"
    """Links to entries, in order."""
    COMPONENT = "COMPONENT"
    """A component."""
    COMPONENTS = "COMPONENTS"
    """Components, in order."""


@dataclass(frozen=True)
class FieldRule:
    """What one field must be.

    *required_in* are tags of languages, *longest* is in characters, *pattern* a regular expression that the whole value
    matches. Links lead to entries of the types *links_to*, or of any where none is named; of links and components there
    are *at_most* so many, and a component is of the fields of *component*. What *is_derived* may follow from others.
    """

    name: str
    kind: FieldKind
    is_required: bool = False
    required_in: tuple[str, ...] = ()
    longest: int | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    links_to: tuple[str, ...] = ()
    at_most: int | None = None
    component: type[Component] | ComponentUnion | None = None
    is_derived: bool = False


@singledispatch
def rule_of(field: Any) -> FieldRule:
    """Describe a field, apart from its name and whether it is required."""
    raise TypeError(f"{field!r} is described by no rule")


@rule_of.register
def _(field: TranslatedField) -> FieldRule:
    return FieldRule("", FieldKind.TEXT, required_in=field.required_in, longest=field.longest)


@rule_of.register
def _(field: SlugsField) -> FieldRule:
    return FieldRule("", FieldKind.TEXT, longest=field.longest, pattern=FORM)


@rule_of.register
def _(field: RichTextField) -> FieldRule:
    return FieldRule(
        "", FieldKind.RICH_TEXT, required_in=field.required_in, longest=field.longest, at_most=field.at_most
    )


@rule_of.register
def _(field: TextField) -> FieldRule:
    return FieldRule(
        "", FieldKind.STRING, longest=getattr(field, "longest", LONGEST), pattern=getattr(field, "pattern", None)
    )


@rule_of.register
def _(field: SlugField) -> FieldRule:
    return FieldRule("", FieldKind.STRING, pattern=SLUG.pattern)


@rule_of.register
def _(field: ColorField) -> FieldRule:
    return FieldRule("", FieldKind.STRING, pattern=COLOR.pattern)


@rule_of.register
def _(field: EnumField) -> FieldRule:
    return FieldRule("", FieldKind.ENUM, choices=tuple(each.value for each in field.enum))


@rule_of.register(BooleanField)
@rule_of.register(IntegerField)
@rule_of.register(FloatField)
@rule_of.register(DateField)
@rule_of.register(InstantField)
def _(field: Any) -> FieldRule:
    return FieldRule("", next(kind for each, kind in PLAIN.items() if isinstance(field, each)))


PLAIN: dict[type, FieldKind] = {
    InstantField: FieldKind.DATETIME,
    BooleanField: FieldKind.BOOLEAN,
    DateField: FieldKind.DATE,
    FloatField: FieldKind.FLOAT,
    IntegerField: FieldKind.INT,
}
"""The kinds of values that nothing else is said of; a field of instants is one of numbers, so it stands first."""


@rule_of.register
def _(field: Link) -> FieldRule:
    return FieldRule("", FieldKind.LINK, links_to=field.types)


@rule_of.register
def _(field: Links) -> FieldRule:
    return FieldRule("", FieldKind.LINKS, links_to=field.types, at_most=field.at_most)


@rule_of.register
def _(field: ComponentField) -> FieldRule:
    return FieldRule("", FieldKind.COMPONENT, component=field.component)


@rule_of.register
def _(field: ComponentsField) -> FieldRule:
    return FieldRule("", FieldKind.COMPONENTS, at_most=field.at_most, component=field.component)


def rules_of(model: type[Edition]) -> list[FieldRule]:
    """List the rules of a content type's fields, in the order in which they are written: the slug first."""
    implied = implied_names(model)
    slug = replace(rule_of(model.slug), name="slug", is_required=True)
    return [slug, *(replace(rule, is_derived=rule.name in implied) for rule in rules_in(content_fields(model)))]


def rules_in(fields: Mapping[str, Any]) -> Iterator[FieldRule]:
    """List the rules of fields, of a component say."""
    for name, field in fields.items():
        required = not isinstance(field, Links | ComponentsField) and is_required(field)
        yield replace(rule_of(field), name=name, is_required=required)


def implied_names(model: type[Edition]) -> set[str]:
    """Name the fields that others may imply: those that an edition is stated without, whatever its booleans are."""
    values = default_values(model)
    switches = [name for name, field in content_fields(model).items() if isinstance(field, BooleanField)]
    states = [{**values, **dict.fromkeys(switches, is_set)} for is_set in (False, True)]
    return {name for state in states for name in state.keys() - model.without_derived(state).keys()}
