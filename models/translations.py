"""Text in several languages: the locales of the site and the column that stores a text in each.

Which locale is read, and what stands in for a missing one, is not decided here.
"""

import re
from enum import StrEnum
from typing import Any

from peewee import JSONField, TextField


class Locale(StrEnum):
    """A language of the content."""

    EN = "EN"
    """English."""
    ZH_HANT = "ZH_HANT"
    """Chinese in traditional characters."""
    ZH_HANS = "ZH_HANS"
    """Chinese in simplified characters."""

    @property
    def tag(self) -> str:
        """The BCP 47 tag: the key under which a text is stored, and the value for HTML's `lang`."""
        return TAGS[self]


UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What no database stores as text: NUL, which PostgreSQL refuses, and lone surrogates, which have no UTF-8."""

TAGS = {Locale.EN: "en", Locale.ZH_HANT: "zh-Hant", Locale.ZH_HANS: "zh-Hans"}
LOCALES_BY_TAG = {tag: locale for locale, tag in TAGS.items()}


class TranslatedField(JSONField):
    """One text in up to three languages: `{"en": ..., "zh-Hant": ..., "zh-Hans": ...}`.

    A missing key is a missing translation; a text in no language at all is NULL, never `{}`.
    """


class ColorField(TextField):
    """A colour as `#RRGGBB`, in capitals."""


class EnumField(TextField):
    """A name out of a fixed set, stored as that name."""

    def __init__(self, choices: type[StrEnum], **options: Any) -> None:
        super().__init__(**options)
        self.enum = choices
