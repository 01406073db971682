"""The read context: the instant, the languages and the perspective that one root field is answered for.

It belongs to a root field, not to the request, so two aliased fields can differ.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from models.instants import NAMEABLE, to_microseconds
from models.translations import DEFAULT_LOCALE, FALLBACKS, LOCALES_BY_TAG, Locale
from resolvers.context.circumstances import Circumstances, SiteOptions
from resolvers.context.errors import BadUserInput, require_few
from resolvers.context.perspectives import PUBLIC, Published, Stage, perspective_of

FORM = re.compile(
    r"(?P<locale>[A-Za-z0-9-]+)?(?P<fallback>:[A-Za-z0-9,-]*)?(?:@(?P<at>-?[0-9]{1,18}|latest))?", re.ASCII
)

LATEST = "latest"
"""What stands in ids in the place of an instant for the stage of that name."""

PLACES = max(2, len(Locale))
"""Locales of the chain that a statement has room for; SQL chooses among two or more."""


@dataclass(frozen=True)
class ReadOptions:
    """What arguments or an id ask for: the locale chain, the instant, None for that of each request, and the stage."""

    chain: tuple[Locale, ...] = (DEFAULT_LOCALE, *FALLBACKS[DEFAULT_LOCALE])
    at: int | None = None
    stage: Stage = Stage.PUBLISHED

    def changed(self, arguments: Mapping[str, Any]) -> "ReadOptions":
        """Let the *arguments* that are given take the place of what was asked for.

        A locale brings its own fallbacks, unless they are given, too; an instant is of what is published.
        """
        locale, fallback, as_of = arguments.get("locale"), arguments.get("fallback"), arguments.get("asOf")
        chain, at, stage = self.chain, self.at, arguments.get("stage") or self.stage
        if as_of is not None:
            if arguments.get("stage") is Stage.LATEST:
                raise BadUserInput("The stage LATEST has no asOf: it is what editors have now.")
            at, stage = instant_of(as_of), Stage.PUBLISHED
        elif stage is Stage.LATEST:
            at = None
        if fallback is not None:
            require_few(fallback, "fallback")
        if locale is not None or fallback is not None:
            chain = chain_from(locale or self.chain[0], fallback)
        return self if (chain, at, stage) == (self.chain, self.at, self.stage) else ReadOptions(chain, at, stage)

    @property
    def names_reading(self) -> bool:
        """Whether an instant or a stage is asked for; else a preview may say what is shown."""
        return self.at is not None or self.stage is not Stage.PUBLISHED

    @cached_property
    def text(self) -> str:
        """The options in words for ids, empty for those of a field without arguments: `zh-Hant:en@1767315600000000`."""
        locale, *others = self.chain
        own = "" if locale is DEFAULT_LOCALE else locale.tag
        is_usual = tuple(others) == FALLBACKS[locale]
        fallback = "" if is_usual else ":" + ",".join(each.tag for each in others)
        at = LATEST if self.stage is Stage.LATEST else self.at
        return own + fallback + ("" if at is None else f"@{at}")

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
        chain = chain_from(LOCALES_BY_TAG[form["locale"] or DEFAULT_LOCALE.tag], locales)
        is_latest = form["at"] == LATEST
        at, stage = (None, Stage.LATEST) if is_latest else (instant_in(form["at"]), Stage.PUBLISHED)
        options = ReadOptions(chain, at, stage)
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
    return CHAINS[locale] if fallback is None else tuple(dict.fromkeys((locale, *fallback)))


CHAINS = {locale: tuple(dict.fromkeys((locale, *FALLBACKS[locale]))) for locale in Locale}
"""The chain of each locale with its own fallbacks."""


def instant_of(as_of: datetime) -> int:
    """Return the instant of the argument `asOf`; raise `BadUserInput` for one without an offset."""
    try:
        return to_microseconds(as_of)
    except ValueError:
        raise BadUserInput("asOf needs a UTC offset, as in 2026-01-02T09:00:00+08:00.") from None


@dataclass(frozen=True)
class ReadContext:
    """Read options made definite: `at` in microseconds, the options of the `site`, the perspective, and what is `now`.

    Where a list of ids names several options, it is for the ids at `places`. The `arguments` are those of the root
    field, coerced once for all that reads them.
    """

    options: ReadOptions
    at: int
    site: SiteOptions
    places: Sequence[int] = ()
    perspective: Published = PUBLIC
    now: int = 0
    arguments: Mapping[str, Any] = field(default_factory=dict, compare=False)

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

    @property
    def packed(self) -> "Packed":
        """The same in texts and numbers alone, for what is kept: `unpacked` makes a context of it."""
        return self.languages, self.options.at, tuple(self.places)

    def values(self) -> dict[str, Any]:
        """Return the parameters that every statement may use."""
        return {"at": self.at, "public_at": min(self.at, self.now), **self.options.values}


Packed = tuple[str, int | None, tuple[int, ...]]
"""A read context as `ReadContext.packed` has it: the languages, the instant that was named, and the places."""


def unpacked(packed: Packed, at: int, site: SiteOptions) -> ReadContext:
    """Make a packed context of what is published again, for an operation at another instant."""
    languages, named, places = packed
    return ReadContext(ReadOptions(chain_of(languages), named), at if named is None else named, site, places)


def chain_of(languages: str) -> tuple[Locale, ...]:
    """Return the chain that `ReadContext.languages` names; none for no word."""
    return tuple(map(Locale, languages.split(","))) if languages else ()


def open_context(
    options: ReadOptions, circumstances: Circumstances, places: Sequence[int], arguments: Mapping[str, Any]
) -> ReadContext:
    """Make the context of *options* for a root field with *arguments*.

    Raise `Denied` for a reading to which the caller has no right.
    """
    is_own = options.names_reading
    at = options.at
    if at is None:
        at = circumstances.instant if is_own else circumstances.shown
    perspective = perspective_of(at, options.stage, circumstances, preview=not is_own)
    return ReadContext(options, at, circumstances.site, places, perspective, circumstances.instant, arguments)
