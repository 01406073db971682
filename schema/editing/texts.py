"""Texts as they are stored: each language by itself, nothing fallen back on, with where it came from."""

from enum import StrEnum
from typing import Any

from models.editing.reading_texts import Source
from models.editing.reading_texts import Text as StoredText
from models.languages import LANGUAGES
from models.translations import LOCALES_BY_TAG
from schema.editing.names import LANGUAGE_NAMES
from schema.locales import Locale
from schema.members import member, type_of
from schema.namespace import enum_type
from schema.services import object_type


class TextSourceKind(StrEnum):
    """Where a text came from."""

    ORIGINAL = "ORIGINAL"
    """Somebody wrote it."""
    TRANSLATION = "TRANSLATION"
    """Somebody translated it from another language."""
    CONVERSION = "CONVERSION"
    """It was converted from another script by rules."""
    MACHINE = "MACHINE"
    """A machine translated or wrote it."""


enum_type(TextSourceKind)


@object_type
class TextSource:
    """Where a text came from, and whether that has changed since."""

    kind: TextSourceKind
    """How it came about."""
    of: Locale | None
    """The language that it was made from; null where that is not known."""
    stale: bool
    """Whether the text that it was made from is another one now."""


@object_type
class Text:
    """A text in one language."""

    value: str
    """The text."""
    source: TextSource
    """Where it came from."""


class Languages:
    """The fields of a text in its languages, read by their names."""

    def __init__(self, text: StoredText) -> None:
        self.text = text

    def __getattr__(self, name: str) -> Any:
        if name not in TAGS:
            raise AttributeError(name, name=name, obj=self)
        tag = TAGS[name]
        value = self.text.texts.get(tag)
        return None if value is None else Text(value=value, source=source_of(self.text.source(tag)))


def source_of(source: Source) -> TextSource:
    """Show where a text came from."""
    of = None if source.of is None else LOCALES_BY_TAG.get(source.of)
    return TextSource(kind=TextSourceKind(source.kind), of=of, stale=source.is_stale)


def field_name(tag: str) -> str:
    """Name the field of a language in Python."""
    return f"text_{tag.lower().replace('-', '_')}"


TAGS = {field_name(tag): tag for tag in LANGUAGES.tags}


def make_texts() -> Any:
    """Make the type of texts in the languages of the site."""
    fields = []
    for language in LANGUAGES.all:
        field = member(field_name(language.tag), "Optional[Text]", f"{language.name}; null where there is none.")
        field.graphql_name = LANGUAGE_NAMES[language.tag]
        fields.append(field)
    return type_of("Texts", fields, "A text as it is stored, in each of its languages.")


make_texts()
