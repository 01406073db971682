"""What stands beside texts: each in a column of its language, the forms by which they are compared, their languages.

    title               {"en": "Öl", "zh-Hant": "油"}
    title_text_en, ...  Öl                                answers
    title_folded        {"en": "ol", "zh-Hant": "油"}     conditions
    title_key_zh_hant   the sort key of 油                lists read in ZH_HANT
    title_key_en, ...   that of Öl, ...                   lists read in EN, ...
    text_languages      en.zh-Hant|en                     the report of languages: of title, and of the next text

A text column says by what it is compared: `is_filtered`, `is_sorted`.
"""

from collections.abc import Mapping
from typing import Any

from peewee import BlobField, TextField

from models.collation import fold, sort_key
from models.derived_columns import Derived, companions
from models.stored_json import JsonField
from models.translations import FALLBACKS, ComparedField, Locale, TranslatedField

TEXT_LANGUAGES = "text_languages"
"""The column that tells of an edition in which languages each of its texts is."""


class FoldedTexts(Derived, JsonField):
    """A translated text as conditions compare it, in each language that it has."""

    def derived(self, *values: Mapping[str, str] | None) -> Any:
        """Fold the text of each language."""
        (value,) = values
        return None if value is None else {tag: fold(text) for tag, text in value.items()}


class FoldedText(Derived, TextField):
    """A plain text as conditions compare it."""

    def derived(self, *values: str | None) -> Any:
        """Fold the text."""
        (value,) = values
        return None if value is None else fold(value)


class SortKeyField(Derived, BlobField):
    """The place of a text in the lists that are read in one language.

    Of a translated text, that is the text which the language falls back to by default.
    """

    def __init__(self, sources: tuple[Any, ...], locale: Locale | None) -> None:
        super().__init__(sources)
        self.locale = locale

    def derived(self, *values: Mapping[str, str] | str | None) -> Any:
        """Make the sort key of the text that is shown."""
        (value,) = values
        shown = shown_in(self.locale, value) if isinstance(value, Mapping) else value
        return None if shown is None else sort_key(shown, self.locale)

    def db_value(self, value: Any) -> Any:
        """Store bytes as they are, which both drivers take; peewee would wrap them for the one connected last."""
        return value

    def python_value(self, value: Any) -> bytes | None:
        """Return bytes, whatever the driver has for them."""
        return None if value is None else bytes(value)


class TextInLanguage(Derived, TextField):
    """A translated text in one language, which answers read: to find it in the JSON takes SQLite a third longer."""

    def __init__(self, sources: tuple[Any, ...], locale: Locale) -> None:
        super().__init__(sources)
        self.locale = locale

    def derived(self, *values: Mapping[str, str] | None) -> str | None:
        """Return the text, None where there is none in the language."""
        (value,) = values
        return None if value is None else value.get(self.locale.tag)


class TextLanguages(Derived, TextField):
    """In which languages each text of an edition is: `en.zh-Hant|en`, empty for one that is in none."""

    def derived(self, *values: Mapping[str, str] | None) -> str:
        """Write the tags of each text."""
        return "|".join(".".join(sorted(text or ())) for text in values)


def shown_in(locale: Locale | None, texts: Mapping[str, str]) -> str | None:
    """Return the text that is shown to who reads in a language and says nothing of fallbacks."""
    chain = (locale, *FALLBACKS[locale]) if locale else ()
    return next((texts[each.tag] for each in chain if each.tag in texts), None)


@companions.register
def columns_beside(field: ComparedField) -> dict[str, Derived]:
    """Make the columns of a text in its languages, and of the forms that it is compared by."""
    made: dict[str, Derived] = {}
    if isinstance(field, TranslatedField):
        made = {field.text_name(locale): TextInLanguage((field,), locale) for locale in Locale}
    if field.is_filtered:
        form = FoldedTexts if isinstance(field, TranslatedField) else FoldedText
        made[field.folded_name] = form((field,))
    for locale in field.sorts_in if field.is_sorted else ():
        made[field.key_name(locale)] = SortKeyField((field,), locale)
    return made
