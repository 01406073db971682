"""Texts: read in the first language of the reading that has one, in SQL, and told which it was.

The languages are parameters, so a statement is the same for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, Expression, Node, fn

from models.translations import Locale, TranslatedField
from resolvers.planning import At, Planner, attribute_shape, object_shape
from resolvers.reads import Loaded, Read, Shape
from resolvers.selections import Selected
from resolvers.statements import Parameter
from resolvers.types import OBJECT_TYPES

CHAIN = tuple(Parameter(f"locale_{place}") for place in range(len(Locale)))

ABSENT, UNSERVED = -1, len(Locale)
"""Beside the place in the chain: no text in any language; a text, but in none that may be served."""


@dataclass(frozen=True)
class Translation:
    """The attribute that says in which languages an object's texts were served."""


def in_locales(column: Node) -> list[Expression]:
    """Select a text in each language of the reading's chain, in its order."""
    return [Expression(column, "->>", locale.place) for locale in CHAIN]


def text(column: Node) -> Node:
    """Select a text in the first language of the chain that has it."""
    return fn.COALESCE(*in_locales(column))


def served(column: Any) -> Node:
    """Select the place in the chain of the language that `text` takes."""
    found = [(candidate.is_null(is_null=False), SQL(str(place))) for place, candidate in enumerate(in_locales(column))]
    return Case(None, [(column.is_null(), SQL(str(ABSENT))), *found], SQL(str(UNSERVED)))


@attribute_shape.register
def text_shape(attribute: TranslatedField, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read a text as it is shown."""
    return At(target.column(attribute.name, text(getattr(target.table, attribute.name))))


@attribute_shape.register
def translation_shape(attribute: Translation, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read the languages of all texts of the object, selected or not."""
    places = [
        (name, At(target.column(f"{field.name} served", served(getattr(target.table, field.name)))))
        for name, field in translated_attributes(selected.parent.name)
    ]
    return report_shape(selected, lambda row, loaded: [(name, place(row, loaded)) for name, place in places])


def translated_attributes(type_name: str) -> list[tuple[str, TranslatedField]]:
    """List the texts of a type by field name; the first is the one that names the object."""
    attributes = OBJECT_TYPES[type_name].attributes
    return [(name, value) for name, value in attributes.items() if isinstance(value, TranslatedField)]


def report_shape(selected: Selected, places: Callable[[Any, Loaded], list[tuple[str, int]]]) -> Shape:
    """Shape `translation { locale isComplete fallbackFields { field locale } }`."""
    shape = object_shape([(field.key, REPORT[field.name](field)) for field in selected.fields()])

    def report(row: Any, loaded: Loaded) -> Any:
        texts = [(name, place) for name, place in places(row, loaded) if place != ABSENT]
        return shape(texts, loaded)

    return report


def locale_at(place: int, loaded: Loaded) -> Locale | None:
    """Name the language at *place* of the chain; None beyond its end."""
    return loaded.reading.chain[place] if place < len(loaded.reading.chain) else None


def fallbacks_shape(selected: Selected) -> Shape:
    """Shape the list of texts that were not served in the language asked for."""
    values: dict[str, Shape] = {
        "__typename": lambda text, loaded: "FallbackField",
        "field": lambda text, loaded: text[0],
        "locale": lambda text, loaded: locale_at(text[1], loaded),
    }
    shape = object_shape([(field.key, values[field.name]) for field in selected.fields()])
    return lambda texts, loaded: [shape(text, loaded) for text in texts if text[1]]


REPORT: dict[str, Callable[[Selected], Shape]] = {
    "__typename": lambda selected: lambda texts, loaded: "Translation",
    "locale": lambda selected: lambda texts, loaded: locale_at(texts[0][1], loaded) if texts else None,
    "isComplete": lambda selected: lambda texts, loaded: not any(place for _, place in texts),
    "fallbackFields": fallbacks_shape,
}
