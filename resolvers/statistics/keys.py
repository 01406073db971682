"""Group keys: what the entries of a type can be grouped by. They follow from what its fields read.

a day or an instant   its year, quarter, month, week, day and weekday, at the site
a link                the entry that it leads to, and what that links to in turn
an enum, a boolean    its value
a text                the language that it is served in
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import singledispatch
from typing import Any

from peewee import BooleanField, DateField
from strawberry.utils.str_converters import to_camel_case

from models.instants import InstantField
from models.links import Link, Links
from models.translations import EnumField, TranslatedField
from resolvers.context.object_types import OBJECT_TYPES


class Step(Enum):
    """Into which steps of time days fall."""

    YEAR = "years, as 2026"
    QUARTER = "quarters, as 2026-Q1"
    MONTH = "months, as 2026-03"
    WEEK = "weeks of ISO 8601, as 2026-W12"
    DAY = "days, as 2026-03-05"
    WEEKDAY = "days of the week, from 1 for Monday to 7"


@dataclass(frozen=True)
class GroupKey:
    """What entries are grouped by: an *attribute*, of a day or an instant its *step*, of a link what is *beyond* it."""

    name: str
    attribute: Any
    step: Step | None = None
    beyond: Any = None

    @property
    def target(self) -> str | None:
        """The name of the type whose entries are the keys, if they are entries."""
        link = self.beyond or self.attribute
        return link.target if isinstance(link, Link | Links) else None

    @property
    def is_date(self) -> bool:
        """Whether the keys stand in the order of time."""
        return self.step is not None

    @property
    def text(self) -> str:
        """Say it to clients."""
        name = to_camel_case(self.attribute.name)
        if self.step:
            return f"By `{name}`, in {self.step.value}."
        if self.beyond is not None:
            return f"By what the entries of `{name}` link to by `{to_camel_case(self.beyond.name)}`."
        if self.target:
            return f"By the entries of `{name}`; one with several counts in the group of each."
        if isinstance(self.attribute, TranslatedField):
            return f"By the language in which `{name}` is served."
        return f"By `{name}`."


@singledispatch
def keys_of(attribute: Any) -> Iterator[GroupKey]:
    """List what entries can be grouped by of an attribute; mostly nothing."""
    return iter(())


@keys_of.register(DateField)
@keys_of.register(InstantField)
def steps_of(attribute: DateField | InstantField) -> Iterator[GroupKey]:
    """List the steps of time."""
    return (GroupKey(f"{attribute.name}_{step.name}".upper(), attribute, step) for step in Step)


@keys_of.register(EnumField)
@keys_of.register(BooleanField)
def value_of(attribute: EnumField | BooleanField) -> Iterator[GroupKey]:
    """Name the value."""
    yield GroupKey(attribute.name.upper(), attribute)


@keys_of.register
def language_of(attribute: TranslatedField) -> Iterator[GroupKey]:
    """Name the language."""
    yield GroupKey(f"{attribute.name}_LANGUAGE".upper(), attribute)


@keys_of.register(Link)
@keys_of.register(Links)
def targets_of(attribute: Link | Links) -> Iterator[GroupKey]:
    """List what is linked to, and what that links to, of types that are known by their name."""
    kind = OBJECT_TYPES.get(attribute.target)
    if kind is None:
        return
    yield GroupKey(attribute.name.upper(), attribute)
    for further in kind.attributes.values():
        if isinstance(further, Link | Links) and further.target in OBJECT_TYPES:
            yield GroupKey(f"{attribute.name}_{further.name}".upper(), attribute, beyond=further)


def group_keys(type_name: str) -> dict[str, GroupKey]:
    """List what the entries of a type can be grouped by, by name."""
    attributes = OBJECT_TYPES[type_name].attributes.values()
    return {key.name: key for attribute in attributes for key in keys_of(attribute)}
