"""Conversion of Traditional to Simplified Chinese, by OpenCC: proposed to editors, and never written by itself.

A text is proposed where there is none in Simplified Chinese, or where the one that there is was converted from a text
that has changed since. One that somebody wrote or translated is left alone.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from models.editing.reading_texts import CONVERSION, texts_of
from models.edition import Edition
from models.edition_values import EditionValues
from models.search.tokens import simplifying
from models.translations import LOCALES_BY_TAG

TRADITIONAL, SIMPLIFIED = "zh-Hant", "zh-Hans"


class Conversion(NamedTuple):
    """A text that is proposed for a path."""

    path: str
    value: str


def converter() -> Any | None:
    """Return what converts; None where the site lacks one of the languages."""
    return simplifying() if {TRADITIONAL, SIMPLIFIED} <= LOCALES_BY_TAG.keys() else None


def proposals(model: type[Edition], values: EditionValues, sources: dict[str, Any]) -> Iterator[Conversion]:
    """Yield the texts of an edition that are proposed, in the order of its fields; those of components are not."""
    chosen = converter()
    if chosen is None:
        return
    for text in texts_of(model, values, sources):
        original, converted = text.texts.get(TRADITIONAL), text.texts.get(SIMPLIFIED)
        source = text.source(SIMPLIFIED)
        is_old = converted and source.kind == CONVERSION and source.is_stale
        if original and text.path == text.name and (not converted or is_old):
            yield Conversion(f"{text.name}.{SIMPLIFIED}", chosen.convert(original))
