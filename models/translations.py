"""Text in several languages: the locales of the site and the columns that store texts.

Which locale is read is not decided here.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, TypeGuard

from peewee import Field, TextField

from models.languages import LANGUAGES
from models.stored_json import JsonField


class Locale(StrEnum):
    """A language of the content."""

    vars().update({language.locale: language.locale for language in LANGUAGES.all})
    __hash__ = str.__hash__  # that of an enum is written in Python, and chains are looked up often

    @property
    def tag(self) -> str:
        """The BCP 47 tag: the key under which a text is stored, and the value for HTML's `lang`."""
        return TAGS[self]


UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What no database stores as text: NUL, which PostgreSQL refuses, and lone surrogates, which have no UTF-8."""

LOCALES_BY_TAG = {language.tag: Locale(language.locale) for language in LANGUAGES.all}
TAGS = {locale: tag for tag, locale in LOCALES_BY_TAG.items()}

DEFAULT_LOCALE = LOCALES_BY_TAG[LANGUAGES.default]
"""The language of those who name none."""

FALLBACKS = {
    LOCALES_BY_TAG[language.tag]: tuple(LOCALES_BY_TAG[tag] for tag in language.fallback) for language in LANGUAGES.all
}
"""Where a missing text is looked for when the client does not say; sort keys follow from it, too."""


class ComparedField(Field):
    """A column of text that clients may filter by (*is_filtered*) and sort by (*is_sorted*).

    What is compared is stored beside it, in columns of the names given here (`models.texts`). Where a type has many
    entries, *has_order_index* gives the sort keys an index. One that *is_title* names the entry, as the first text of a
    type does: what is searched for stands there rather than in others.
    """

    sorts_in: ClassVar[tuple[Locale | None, ...]] = (None,)
    """The languages that have sort keys of their own; None is the order of all."""

    def __init__(
        self,
        *,
        is_filtered: bool = False,
        is_sorted: bool = False,
        has_order_index: bool = False,
        is_title: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.is_filtered, self.is_sorted, self.has_order_index = is_filtered, is_sorted, has_order_index
        self.is_title = is_title

    @property
    def folded_name(self) -> str:
        """The column of the folded text, which conditions compare."""
        return f"{self.name}_folded"

    def key_name(self, locale: Locale | None) -> str:
        """Name the column of the sort keys for lists that are read in a language."""
        return f"{self.name}_key" if locale is None else f"{self.name}_key_{locale.lower()}"


LONGEST = 100_000
"""Characters of a text, unless its field says otherwise: ten times a long article."""


class TranslatedField(ComparedField, JsonField):
    """One text in the languages that it has, by their tags: `{"en": ..., "zh-Hant": ..., "zh-Hans": ...}`.

    A missing key is a missing translation; a text in no language at all is NULL, never `{}`. What is published must
    have it in the languages that it is *required_in*, by their tags; each has *longest* characters at most.
    """

    sorts_in = tuple(Locale)

    def __init__(self, *, required_in: Sequence[str] = (), longest: int = LONGEST, **options: Any) -> None:
        super().__init__(**options)
        self.required_in, self.longest = tuple(required_in), longest
        if unknown := [tag for tag in required_in if tag not in LOCALES_BY_TAG]:
            raise TypeError(f"a text is required in {unknown[0]}, which is no language of the site")

    def text_name(self, locale: Locale) -> str:
        """Name the column of the text in a language."""
        return f"{self.name}_text_{locale.lower()}"


LONGEST_SLUG = 60
"""Characters of a slug in a language: percent-encoded, those of Chinese are nine each."""


class SlugsField(TranslatedField):
    """The slugs that an entry has of its own in some languages, by their tags (`models.language_slugs`).

    They are written as texts are, and stand in addresses alone.
    """

    def __init__(self) -> None:
        super().__init__(null=True, longest=LONGEST_SLUG)


def is_text(field: Any) -> TypeGuard[TranslatedField]:
    """Tell whether a field is a text that is read and translated."""
    return isinstance(field, TranslatedField) and not isinstance(field, SlugsField)


class PlainTextField(ComparedField, TextField):
    """A text that is the same in all languages, such as a code; sorted in the root order of Unicode.

    It has *longest* characters at most, and the whole of it matches *pattern*, if there is one.
    """

    def __init__(self, *, longest: int = LONGEST, pattern: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.longest, self.pattern = longest, pattern


class SlugField(TextField):
    """A name in addresses: of a-z, 0-9 and hyphens, so folded already, and sorted as it is."""


class ColorField(TextField):
    """A colour as `#RRGGBB`, in capitals."""


class EnumField(TextField):
    """A name out of a fixed set, stored as that name."""

    def __init__(self, choices: type[StrEnum], **options: Any) -> None:
        super().__init__(**options)
        self.enum = choices
