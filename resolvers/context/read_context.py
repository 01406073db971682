"""The read context: the instant, the languages and the perspective that one root field is answered for.

It belongs to a root field, not to the request, so two aliased fields can differ.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from models.instants import NAMEABLE, to_microseconds
from models.translations import DEFAULT_LOCALE, FALLBACKS, LOCALES_BY_TAG, Locale
from resolvers.context.errors import BadUserInput, require_few

FORM = re.compile(r"(?P<locale>[A-Za-z0-9-]+)?(?P<fallback>:[A-Za-z0-9,-]*)?(?:@(?P<at>-?[0-9]{1,18}))?", re.ASCII)

PLACES = max(2, len(Locale))
"""Locales of the chain that a statement has room for; SQL chooses among two or more."""


class Perspective(Enum):
    """What of the content a reader sees."""

    PUBLISHED = "PUBLISHED"
    """The editions that are live at the instant."""


@dataclass(frozen=True)
class ReadOptions:
    """What arguments or an id ask for: the locale chain, and the instant, None for that of each request."""

    chain: tuple[Locale, ...] = (DEFAULT_LOCALE, *FALLBACKS[DEFAULT_LOCALE])
    at: int | None = None

    def changed(self, arguments: Mapping[str, Any]) -> "ReadOptions":
        """Let the *arguments* that are given take the place of what was asked for.

        A locale brings its own fallbacks, unless they are given, too.
        """
        locale, fallback, as_of = arguments.get("locale"), arguments.get("fallback"), arguments.get("asOf")
        chain, at = self.chain, self.at if as_of is None else instant_of(as_of)
        if fallback is not None:
            require_few(fallback, "fallback")
        if locale is not None or fallback is not None:
            chain = chain_from(locale or self.chain[0], fallback)
        return self if (chain, at) == (self.chain, self.at) else ReadOptions(chain, at)

    @cached_property
    def text(self) -> str:
        """The options in words for ids, empty for those of a field without arguments: `zh-Hant:en@1767315600000000`."""
        locale, *others = self.chain
        own = "" if locale is DEFAULT_LOCALE else locale.tag
        is_usual = tuple(others) == FALLBACKS[locale]
        fallback = "" if is_usual else ":" + ",".join(each.tag for each in others)
        return own + fallback + ("" if self.at is None else f"@{self.at}")

    @cached_property
    def id_suffix(self) -> str:
        """The same in base64, as ids end with it."""
        return b64encode(self.text.encode()).decode()

    @cached_property
    def languages(self) -> str:
        """The chain as one word."""
        return ",".join(self.chain)

    @cached_property
    def values(self) -> dict[str, str]:
        """The parameters of the chain; a short one repeats its last locale."""
        tags = [locale.tag for locale in self.chain]
        tags += tags[-1:] * (PLACES - len(tags))
        return {f"locale_{place}": tag for place, tag in enumerate(tags)}


DEFAULT = ReadOptions()
"""The options of a field without arguments."""


def parse_read_options(text: str) -> ReadOptions:
    """Read what `ReadOptions.text` wrote; raise `ValueError` for anything that it never writes."""
    form = FORM.fullmatch(text)
    if form is None:
        raise ValueError(text)
    fallback = [tag for tag in form["fallback"][1:].split(",") if tag] if form["fallback"] else None
    try:
        locales = None if fallback is None else [LOCALES_BY_TAG[tag] for tag in fallback]
        options = ReadOptions(
            chain_from(LOCALES_BY_TAG[form["locale"] or DEFAULT_LOCALE.tag], locales), instant_in(form["at"])
        )
    except KeyError:
        raise ValueError(text) from None
    if options.text != text:
        raise ValueError(text)
    return options


def instant_in(digits: str | None) -> int | None:
    """Read an instant in microseconds; raise `ValueError` for one that no `DateTime` names."""
    if digits is None:
        return None
    if not NAMEABLE[0] < int(digits) < NAMEABLE[1]:
        raise ValueError(digits)
    return int(digits)


def chain_from(locale: Locale, fallback: Sequence[Locale] | None) -> tuple[Locale, ...]:
    """List the locales to be tried, each once: *locale*, then the *fallback*, by default its own."""
    return tuple(dict.fromkeys((locale, *(FALLBACKS[locale] if fallback is None else fallback))))


def instant_of(as_of: datetime) -> int:
    """Return the instant of the argument `asOf`; raise `BadUserInput` for one without an offset."""
    try:
        return to_microseconds(as_of)
    except ValueError:
        raise BadUserInput("asOf needs a UTC offset, as in 2026-01-02T09:00:00+08:00.") from None


@dataclass(frozen=True)
class SiteOptions:
    """What settings say of the site: its time zone, and its slug where one of several is meant."""

    zone: ZoneInfo
    slug: str = ""


@dataclass(frozen=True)
class ReadContext:
    """Read options made definite: `at` in microseconds, the options of the `site`, and the perspective.

    Where a list of ids names several options, it is for the ids at `places`.
    """

    options: ReadOptions
    at: int
    site: SiteOptions
    places: Sequence[int] = ()
    perspective: Perspective = Perspective.PUBLISHED

    @property
    def chain(self) -> tuple[Locale, ...]:
        """The locales in the order they are tried."""
        return self.options.chain

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return self.site.zone

    @property
    def languages(self) -> str:
        """The chain as one word, for caches: hashing names of an enum takes longer than looking them up."""
        return self.options.languages

    def values(self) -> dict[str, Any]:
        """Return the parameters that every statement may use."""
        return {"at": self.at, **self.options.values}


def chain_of(languages: str) -> tuple[Locale, ...]:
    """Return the chain that `ReadContext.languages` names; none for no word."""
    return tuple(map(Locale, languages.split(","))) if languages else ()


def open_context(options: ReadOptions, now: datetime, site: SiteOptions, places: Sequence[int] = ()) -> ReadContext:
    """Make the context of *options*; *now* is the operation's instant."""
    return ReadContext(options, to_microseconds(now) if options.at is None else options.at, site, places)
