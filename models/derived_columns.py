"""Derived columns: what statements read in place of a column that is dear to read, made whenever a row is written.

Each says which columns it follows from; what it holds follows from them alone. `companions` is the table of what
stands beside a column, by its kind: texts have forms that are compared (`models.texts`), components have the entries
that they link to (`models.component_links`).
"""

from collections.abc import Mapping
from functools import cache, singledispatch
from typing import Any

from peewee import Field, Model


class Derived(Field):
    """A column whose value follows from those of *sources*, in every row, by rules that *form* names."""

    form = ""

    def __init__(self, sources: tuple[Any, ...]) -> None:
        super().__init__(null=True)
        self.sources = sources

    def derived(self, *values: Any) -> Any:
        """Return what stands here beside *values* in the sources."""
        raise NotImplementedError


@singledispatch
def companions(field: Field) -> dict[str, Derived]:
    """Make the derived columns of a column, by name; most have none."""
    return {}


@cache
def derived_fields(model: type[Model]) -> dict[str, Any]:
    """List the derived columns of *model* by name."""
    return {name: field for name, field in model._meta.fields.items() if isinstance(field, Derived)}


def derived_from(model: type[Model], name: str) -> bool:
    """Tell whether any column of *model* follows from another."""
    return any(source.name == name for field in derived_fields(model).values() for source in field.sources)


def derive_columns(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Work out the derived columns of a row from its other *values*."""
    return {
        name: field.derived(*[values.get(source.name) for source in field.sources])
        for name, field in derived_fields(model).items()
    }
