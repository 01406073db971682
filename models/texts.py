"""Derived columns: what conditions and orders read in place of a text, made whenever a row is written.

    title               {"en": "Öl", "zh-Hant": "油"}
    title_folded        {"en": "ol", "zh-Hant": "油"}     conditions
    title_key_zh_hant   the sort key of 油                lists read in ZH_HANT
    title_key_en, ...   that of Öl, ...                   lists read in EN, ...

A text column says which it needs: `is_filtered`, `is_sorted`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from peewee import BlobField, Field, Model, TextField

from models.collation import fold, sort_key
from models.stored_json import JsonField
from models.translations import FALLBACKS, ComparedField, Locale, TranslatedField


class Derived:
    """A column whose value follows from that of *source*, in every row."""

    source: ComparedField

    def derived(self, value: Any) -> Any:
        """Return what stands here beside *value* in the source."""
        raise NotImplementedError


class FoldedTexts(Derived, JsonField):
    """A translated text as conditions compare it, in each language that it has."""

    def derived(self, value: Mapping[str, str] | None) -> Any:
        """Fold the text of each language."""
        return None if value is None else {tag: fold(text) for tag, text in value.items()}


class FoldedText(Derived, TextField):
    """A plain text as conditions compare it."""

    def derived(self, value: str | None) -> Any:
        """Fold the text."""
        return None if value is None else fold(value)


class SortKeyField(Derived, BlobField):
    """The place of a text in the lists that are read in one language.

    Of a translated text, that is the text which the language falls back to by default.
    """

    locale: Locale | None

    def derived(self, value: Mapping[str, str] | str | None) -> Any:
        """Make the sort key of the text that is shown."""
        shown = shown_in(self.locale, value) if isinstance(value, Mapping) else value
        return None if shown is None else sort_key(shown, self.locale)

    def db_value(self, value: Any) -> Any:
        """Store bytes as they are, which both drivers take; peewee would wrap them for the one connected last."""
        return value

    def python_value(self, value: Any) -> bytes | None:
        """Return bytes, whatever the driver has for them."""
        return None if value is None else bytes(value)


def shown_in(locale: Locale | None, texts: Mapping[str, str]) -> str | None:
    """Return the text that is shown to who reads in a language and says nothing of fallbacks."""
    chain = (locale, *FALLBACKS[locale]) if locale else ()
    return next((texts[each.tag] for each in chain if each.tag in texts), None)


def companions(field: Field) -> dict[str, Any]:
    """Make the derived columns of a column, by name; most have none."""
    made: dict[str, Any] = {}
    if isinstance(field, ComparedField):
        is_translated = isinstance(field, TranslatedField)
        if field.is_filtered:
            made[field.folded_name] = (FoldedTexts if is_translated else FoldedText)(null=True)
        for locale in field.sorts_in if field.is_sorted else ():
            made[field.key_name(locale)] = key = SortKeyField(null=True)
            key.locale = locale
        for column in made.values():
            column.source = field
    return made


@cache
def derived_fields(model: type[Model]) -> dict[str, Any]:
    """List the derived columns of *model* by name."""
    return {name: field for name, field in model._meta.fields.items() if isinstance(field, Derived)}


def derive_texts(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Work out the derived columns of a row from its other *values*."""
    return {name: field.derived(values.get(field.source.name)) for name, field in derived_fields(model).items()}
