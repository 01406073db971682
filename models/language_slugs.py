"""Slugs of languages: what each may be, what stands beside the field that holds them, and how they are looked up.

    slugs                    {"zh-Hant": "新醫學院"}
    slugs_text_zh_hant       %E6%96%B0%E9%86%AB%E5%AD%B8%E9%99%A2      what stands in paths, and is looked up
    slugs_text_en            NULL: in English the entry has `slug`

What an entry has in a language is its own slug there, or else `slug`, as entries of types without such slugs have.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from models.derived_columns import Derived, companions
from models.texts import TextInLanguage
from models.translations import LONGEST_SLUG, Locale, SlugsField

ZERO = "\u3007"
"""A digit of Chinese, a circle, that Unicode counts among the numbers that are letters."""

LETTERS = r"\p{Ll}\p{Lm}\p{Lo}\p{Nd}" + ZERO

FORM = f"[{LETTERS}][{LETTERS}\\p{{Mn}}\\p{{Mc}}]*(-[{LETTERS}][{LETTERS}\\p{{Mn}}\\p{{Mc}}]*)*"
"""What such a slug looks like, as a regular expression of Unicode, which that of Python is not."""

FIRST, LATER = frozenset({"Ll", "Lm", "Lo", "Nd"}), frozenset({"Ll", "Lm", "Lo", "Nd", "Mn", "Mc"})
"""The categories of a character that begins a word of a slug, and of those behind it."""

PLAIN = re.compile("[a-z0-9-]+")
"""What stands in paths as it is, which most slugs are."""

INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks that nothing is seen of."""


def is_language_slug(text: str) -> bool:
    """Tell whether a text, in NFC, is a slug in some script: small letters and digits, with hyphens between words."""
    return len(text) <= LONGEST_SLUG and not INVISIBLE.search(text) and all(map(is_word, text.split("-")))


def is_word(text: str) -> bool:
    """Tell whether a text is a word of a slug."""
    categories = [unicodedata.category(each) if each != ZERO else "Nd" for each in text]
    return bool(text) and categories[0] in FIRST and all(each in LATER for each in categories)


def in_path(text: str) -> str:
    """Write a slug as it stands in paths, percent-encoded."""
    return text if PLAIN.fullmatch(text) else quote(text, safe="")


class SlugInLanguage(TextInLanguage):
    """The slug of a language as it stands in paths; NULL where the entry has none of its own there."""

    def derived(self, *values: Mapping[str, str] | None) -> str | None:
        """Encode it."""
        found = super().derived(*values)
        return None if found is None else in_path(found)


@companions.register
def columns_of_slugs(field: SlugsField) -> dict[str, Derived]:
    """Make the column of each language."""
    return {field.text_name(locale): SlugInLanguage((field,), locale) for locale in Locale}


@cache
def slugs_field(model: Any) -> SlugsField | None:
    """Return the field of a type's slugs of languages; None for a type whose entries have one slug."""
    return next((field for field in model._meta.sorted_fields if isinstance(field, SlugsField)), None)


def column_of_slug(model: Any, locale: Locale) -> str | None:
    """Name the column of a type's slugs in a language, if it has one."""
    field = slugs_field(model)
    return None if field is None else field.text_name(locale)


def has_slug(table: Any, model: Any, locale: Locale, slug: Any) -> Any:
    """Write the condition that rows of a type have a slug in a language, given as it stands in paths."""
    column = column_of_slug(model, locale)
    if column is None:
        return table.slug == slug
    own = getattr(table, column)
    return (own == slug) | ((table.slug == slug) & own.is_null())


def slug_in(model: Any, values: Mapping[str, Any], tag: str) -> Any:
    """Return the slug that an edition has in a language."""
    field = slugs_field(model)
    return ((values.get(field.name) if field else None) or {}).get(tag) or values["slug"]
