"""Parts: values in the JSON of a row, shaped where they stand.

They need no statement of their own; only links inside them do, one for each, whatever the number
of parts and the depth of the tree they form.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import orjson
from peewee import Cast, Field

from models.database import is_postgresql
from models.links import Link
from models.parts import PartField, PartsField
from models.translations import TranslatedField
from resolvers.planning import Planner, attribute_shape, part_shape, row_shape
from resolvers.reads import Loaded, PartRows, Read, Row, Shape
from resolvers.relations import entries_read
from resolvers.selections import Selected
from resolvers.texts import ABSENT, UNSERVED, Translation, report_shape, translated_attributes


@lru_cache(maxsize=4096)
def decode(text: str | None) -> Any:
    """Parse the JSON of a column; the same text, met again in the next request, costs nothing.

    The result is shared between requests and must not be changed.
    """
    return None if text is None else orjson.loads(text)


@attribute_shape.register(PartsField)
@attribute_shape.register(PartField)
def column_of_parts_shape(attribute: Field, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Plan the parts in a column of an edition."""
    column = getattr(target.table, attribute.name)
    place = target.column(attribute.name, Cast(column, "TEXT") if is_postgresql() else column)
    inner = planner.below(selected, PartRows(target, lambda row: as_list(decode(row[place]))))
    if isinstance(attribute, PartField):
        return lambda row, loaded: None if row[place] is None else inner(decode(row[place]), loaded)
    return lambda row, loaded: [inner(part, loaded) for part in decode(row[place])]


def as_list(value: Any) -> list[dict[str, Any]]:
    """Give one part, several or none as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


@part_shape.register
def plain_part_shape(attribute: Field, selected: Selected, target: PartRows, planner: Planner) -> Shape:
    """Take a plain value, which JSON holds as clients get it."""
    name = attribute.name
    return lambda part, loaded: part.get(name)


@part_shape.register
def nested_parts_shape(attribute: PartsField, selected: Selected, target: PartRows, planner: Planner) -> Shape:
    """Plan the parts below a part."""
    name = attribute.name

    def values(row: Row) -> Iterator[dict[str, Any]]:
        for part in target.values(row):
            yield from part.get(name, ())

    inner = planner.below(selected, PartRows(target.read, values))
    return lambda part, loaded: [inner(child, loaded) for child in part.get(name, ())]


@part_shape.register
def part_link_shape(attribute: Link, selected: Selected, target: PartRows, planner: Planner) -> Shape:
    """Plan a link inside parts: one statement for those of all parts of all rows."""
    read, shape = entries_read(attribute.target, selected, planner)
    name = attribute.name
    place = target.read.child(read, lambda row, _: (part.get(name) for part in target.values(row)))
    linked = row_shape(place, name, shape)
    return lambda part, loaded: linked(part, loaded) if part.get(name) else None


@part_shape.register
def part_text_shape(attribute: TranslatedField, selected: Selected, target: PartRows, planner: Planner) -> Shape:
    """Take a text in the first language of the reading that has it."""
    name = attribute.name

    def text(part: dict[str, Any], loaded: Loaded) -> str | None:
        texts = part.get(name) or {}
        return next((texts[locale.tag] for locale in loaded.reading.chain if locale.tag in texts), None)

    return text


@part_shape.register
def part_translation_shape(attribute: Translation, selected: Selected, target: PartRows, planner: Planner) -> Shape:
    """Tell the languages of the texts of a part."""
    fields = translated_attributes(selected.parent.name)
    return report_shape(
        selected, lambda part, loaded: [(name, served_place(part.get(field.name), loaded)) for name, field in fields]
    )


def served_place(texts: dict[str, str] | None, loaded: Loaded) -> int:
    """Find the place in the chain that a text of a part is served from, as `texts.served` does in SQL."""
    if texts is None:
        return ABSENT
    places = (place for place, locale in enumerate(loaded.reading.chain) if locale.tag in texts)
    return next(places, UNSERVED)
