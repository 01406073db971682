"""Links inside components: which entries the components in a column link to, stored beside it.

    items                  [{"school": 7}, {"items": [{"school": 9}, {"school": 7}]}]
    items_links_school     [7, 9]

A statement finds the entries of a column by the second, without a walk through the first.
"""

from collections.abc import Iterator
from typing import Any

from models.components import Component, ComponentField, ComponentsField
from models.derived_columns import Derived
from models.links import Link
from models.stored_json import JsonField

Holder = ComponentField | ComponentsField


class LinkedEntries(Derived, JsonField):
    """The numbers of the entries that the components of a column link to by one *name*; NULL for none."""

    def __init__(self, source: Holder, name: str) -> None:
        super().__init__((source,))
        self.link = name

    def derived(self, *values: Any) -> list[int] | None:
        """List the entries, each once."""
        (field,), (value,) = self.sources, values
        holding = [each for kind, each in components_in(field, value) if self.link in links_of_component(kind)]
        return sorted({each[self.link] for each in holding if each.get(self.link) is not None}) or None


def column_of_links(holder: str, link: str) -> str:
    """Name the column of the entries that components of one column link to."""
    return f"{holder}_links_{link}"


def linked_entries(field: Any) -> dict[str, Derived]:
    """Make a column for each name by which components link, however deep they are."""
    names = dict.fromkeys(name for kind in kinds_in(field) for name in links_of_component(kind))
    return {column_of_links(field.name, name): LinkedEntries(field, name) for name in names}


def links_of_component(kind: type[Component]) -> list[str]:
    """List the names of the links that a component holds."""
    return [name for name, field in kind.fields.items() if isinstance(field, Link)]


def kinds_in(field: Holder) -> list[type[Component]]:
    """List the components that a column may hold, those inside each other, too, each once."""
    found: list[type[Component]] = []

    def look(holder: Holder) -> None:
        for kind in holder.kinds:
            if kind not in found:
                found.append(kind)
                for inner in kind.fields.values():
                    if isinstance(inner, Holder):
                        look(inner)

    look(field)
    return found


def components_in(field: Holder, value: Any) -> Iterator[tuple[type[Component], dict[str, Any]]]:
    """Yield the components of a value, however deep, each with its class."""
    for component in value if isinstance(value, list) else [value] if value else []:
        kind = field.kind_of(component)
        yield kind, component
        for name, inner in kind.fields.items():
            if isinstance(inner, Holder):
                yield from components_in(inner, component.get(name))
