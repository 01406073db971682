"""Texts: read in the first locale of the chain that has one, in SQL, and the report of which locale that was.

The locales are parameters, so a statement is the same for all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from models.texts import TEXT_LANGUAGES
from models.translations import Locale, TranslatedField
from resolvers.compiler.localized import Chain, served, shown
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.placeholders import Formatting
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import chain_of

Served = Sequence[tuple[str, int]]
"""The texts of an object that are there, by field name, with the place in the chain that each is served from."""


@dataclass(frozen=True)
class Translation:
    """The attribute that says in which languages an object's texts were served."""


@attribute_json.register
def text_json(attribute: TranslatedField, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read a text as it is shown."""
    return lambda writer: writer.dialect.text(writer.sql(shown(rows.table, attribute, writer.context.chain)))


@attribute_json.register
def translation_json(attribute: Translation, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read the languages of all texts of the object, selected or not."""
    texts = {field.name: name for name, field in translated_attributes(selected.parent.name)}
    column = getattr(rows.table, TEXT_LANGUAGES)
    stored, report = [source.name for source in rows.model._meta.fields[TEXT_LANGUAGES].sources], report_shape(selected)

    def made(payload: bytes, languages: str) -> bytes:
        tags, chain = dict(zip(stored, payload.decode().split("|"), strict=True)), chain_of(languages)
        found = [(shown, served(tags[name].split("."), chain)) for name, shown in texts.items() if tags[name]]
        return orjson.dumps(report(found, chain))

    reported = FORMATTED.remember(made)

    def formatter(payload: bytes, formatting: Formatting) -> bytes:
        return reported(payload, formatting.context.languages)

    return lambda writer: writer.placeholder(formatter, writer.sql(column))


def translated_attributes(type_name: str) -> list[tuple[str, TranslatedField]]:
    """List the texts of a type by field name; the first is the one that names the object."""
    attributes = OBJECT_TYPES[type_name].attributes
    return [(name, value) for name, value in attributes.items() if isinstance(value, TranslatedField)]


def report_shape(selected: SelectedField) -> Callable[[Served, Chain], dict[str, Any]]:
    """Plan `translation { locale isComplete fallbackFields { field locale } }`."""
    members = [(field.key, REPORT[field.name](field)) for field in selected.fields()]
    return lambda texts, chain: {key: value(texts, chain) for key, value in members}


def locale_at(place: int, chain: Chain) -> Locale | None:
    """Name the language at *place* of the chain; None beyond its end."""
    return chain[place] if place < len(chain) else None


def tag_of(locale: Locale | None) -> str | None:
    """Give the tag of a language."""
    return locale.tag if locale else None


def fallbacks_shape(selected: SelectedField) -> Callable[[Served, Chain], list[dict[str, Any]]]:
    """Plan the list of texts that were not served in the language asked for."""
    values: dict[str, Callable[[str, int, Chain], Any]] = {
        "__typename": lambda name, place, chain: "FallbackField",
        "field": lambda name, place, chain: name,
        "locale": lambda name, place, chain: locale_at(place, chain),
        "lang": lambda name, place, chain: tag_of(locale_at(place, chain)),
    }
    members = [(field.key, values[field.name]) for field in selected.fields()]
    return lambda texts, chain: [
        {key: value(name, place, chain) for key, value in members} for name, place in texts if place
    ]


REPORT: dict[str, Callable[[SelectedField], Callable[[Served, Chain], Any]]] = {
    "__typename": lambda selected: lambda texts, chain: "Translation",
    "locale": lambda selected: lambda texts, chain: locale_at(texts[0][1], chain) if texts else None,
    "lang": lambda selected: lambda texts, chain: tag_of(locale_at(texts[0][1], chain)) if texts else None,
    "isComplete": lambda selected: lambda texts, chain: not any(place for _, place in texts),
    "fallbackFields": fallbacks_shape,
}
