"""Patterns: how the path of an entry is written, and read again.

    /news/{slug}                        words and the slug
    /news/{published_on:%Y}/{slug}      the year of a day, as %m and %d are its month and day
    {parent path}/{slug}                the path of the entry above, and the slug

A segment is words or one value, so that what a pattern matches can be told, and two patterns be held against each
other. Paths are written in ASCII, percent-encoded as HTTP has them. Of a type with slugs of its languages, a pattern
has values of its language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from models.addresses.canonical import SAFE, canonical_segments
from models.errors import AddressesInvalid
from models.language_slugs import is_language_slug, slugs_field
from models.texts import TEXT_LANGUAGES
from models.translations import Locale
from models.values import SLUG

TREE = "{parent path}/{slug}"
"""The pattern of entries that stand below others of their type, by their link `parent`."""

DEEPEST = 8
"""Entries below each other in a path: of a tree, as many segments as are looked up."""

FORM = re.compile(r"\{([a-z_]+)(?::(%[Ymd]))?\}")


class Part(NamedTuple):
    """A part of a day as ISO 8601 has it: where it begins, from 1 on, and how many digits it has."""

    start: int
    length: int


PARTS = {"%Y": Part(1, 4), "%m": Part(6, 2), "%d": Part(9, 2)}
"""The parts of a day by how patterns name them."""


class Value(NamedTuple):
    """A value in a pattern: of a *column*, of a day one part of it; of slugs that languages have, that of *locale*."""

    column: str
    part: str = ""
    locale: Locale | None = None

    def takes(self, text: str) -> bool:
        """Tell whether the value may be a text."""
        if self.part:
            return len(text) == PARTS[self.part].length and text.isdecimal() and text.isascii()
        return bool(SLUG.fullmatch(text)) or (self.locale is not None and is_language_slug(text))


Segment = str | Value


@dataclass(frozen=True)
class Pattern:
    """A pattern of paths; one that *is a tree* has the slugs of all entries above in its path."""

    text: str
    segments: tuple[Segment, ...]
    is_tree: bool = False

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values in their order."""
        return tuple(each for each in self.segments if isinstance(each, Value))

    @cached_property
    def pieces(self) -> tuple[Segment, ...]:
        """The path in pieces: values, and all that stands between them, percent-encoded; text comes first."""
        found: list[Segment] = [""]
        for segment in self.segments:
            found += ["/", segment] if isinstance(segment, Value) else ["/" + quote(segment, safe=SAFE)]
        merged: list[Segment] = []
        for piece in found:
            if merged and isinstance(piece, str) and isinstance(merged[-1], str):
                merged[-1] += piece
            else:
                merged.append(piece)
        return tuple(merged)

    def path(self, values: Sequence[str]) -> str:
        """Write the path of what has these values, from a slash on; empty where the pattern has no segment."""
        given = iter(values)
        return "".join([piece if isinstance(piece, str) else next(given) for piece in self.pieces])

    def match(self, segments: Sequence[str]) -> dict[Value, str] | None:
        """Read the values out of the decoded segments of a path; None where it is none of this pattern's."""
        if self.is_tree:
            (value,) = self.values
            is_path = 0 < len(segments) <= DEEPEST and all(map(value.takes, segments))
            return {value._replace(column=SLUG_COLUMN): segments[-1]} if is_path else None
        if len(segments) != len(self.segments):
            return None
        pairs = list(zip(self.segments, segments, strict=True))
        is_match = all(own.takes(given) if isinstance(own, Value) else own == given for own, given in pairs)
        return {own: given for own, given in pairs if isinstance(own, Value)} if is_match else None

    def clashes(self, other: "Pattern") -> bool:
        """Tell whether some path is of both patterns; a tree comes after all others, so it clashes with trees."""
        if self.is_tree or other.is_tree:
            return self.is_tree and other.is_tree
        pairs = zip(self.segments, other.segments, strict=False)
        return len(self.segments) == len(other.segments) and all(overlap(*pair) for pair in pairs)


SLUG_COLUMN, TREE_COLUMN = "slug", "parent"
"""The columns of the slug, and in a tree of the slugs of all entries down to one, with slashes in between."""


def overlap(one: Segment, other: Segment) -> bool:
    """Tell whether two segments of patterns may be the same in a path."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, Value) and isinstance(other, Value):
        return not (one.part and other.part) or PARTS[one.part].length == PARTS[other.part].length
    words, value = (one, other) if isinstance(one, str) else (other, one)
    assert isinstance(value, Value)
    return value.takes(str(words))


def parse_pattern(text: str, model: Any, locale: Locale) -> Pattern:
    """Read the pattern of a type's paths in a language; raise `AddressesInvalid` for what is none."""
    require(TEXT_LANGUAGES in model._meta.fields, text, model, "no text names its entries")
    if text == TREE:
        require("parent" in model._meta.fields, text, model, "the type has no link `parent`")
        return Pattern(text, (value_in(TREE_COLUMN, model, locale),), is_tree=True)
    require(text.startswith("/"), text, model, f"it must begin with / or be {TREE}")
    segments = tuple(segment_in(each, text, model, locale) for each in text[1:].split("/")) if text != "/" else ()
    pattern = Pattern(text, segments)
    has_slug = any(value.column == SLUG_COLUMN for value in pattern.values)
    require(has_slug or not segments, text, model, "it must have {slug}, or be / for the only one of its type")
    require(len(pattern.values) == len(set(pattern.values)), text, model, "it has a value twice")
    return pattern


def value_in(column: str, model: Any, locale: Locale) -> Value:
    """Make the value of slugs in a language: those of the language where the type has such, else those of all."""
    return Value(column, locale=locale if slugs_field(model) else None)


def segment_in(text: str, pattern: str, model: Any, locale: Locale) -> Segment:
    """Read a segment of a pattern."""
    form = FORM.fullmatch(text)
    if form is None:
        is_words = text.isprintable() and not set(text) & set("{}%?#\\ ") and canonical_segments(text) == [text]
        require(is_words, pattern, model, f"the segment {text!r} is neither words in small letters nor one value")
        return text
    column, part = form[1], form[2] or ""
    field = model._meta.fields.get(column)
    if part:
        is_day = type(field).__name__ == "DateField" and getattr(field, "required", True)
        require(is_day, pattern, model, f"{column} is no day that is required")
    else:
        is_slug = column == SLUG_COLUMN
        require(is_slug, pattern, model, f"{text} is neither {{slug}} nor a part of a day, as {{day:%Y}} is")
    return Value(column, part) if part else value_in(column, model, locale)


def require(holds: bool, text: str, model: Any, reason: str) -> None:  # noqa: FBT001
    """Raise `AddressesInvalid` with a reason unless a condition holds."""
    if not holds:
        raise AddressesInvalid(f"The path {text!r} of {model.__name__} cannot be used: {reason}.")
