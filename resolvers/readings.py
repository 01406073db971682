"""Readings: the instant and the languages that one root field is answered for.

A reading belongs to a root field, not to the request, so two aliased fields can differ.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from models.instants import to_microseconds
from models.translations import FALLBACKS, Locale
from resolvers.errors import BadUserInput


@dataclass(frozen=True)
class Reading:
    """`at` in microseconds; `chain`, the locales in the order they are tried; the site's `zone`.

    `variables` are the operation's; `made` keeps what was made of them, by what made it.
    """

    at: int
    chain: tuple[Locale, ...]
    zone: ZoneInfo
    variables: Any = None
    made: dict[Hashable, Any] = field(default_factory=dict)

    @cached_property
    def languages(self) -> str:
        """The chain as one word, under which answers are kept: hashing names of an enum takes longer than look-ups."""
        return ",".join(self.chain)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what *make* makes, at most once in this reading; *key* names part of the plan, which outlives it."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def values(self) -> dict[str, Any]:
        """Give the parameters that every statement may use; a short chain repeats its last locale."""
        tags = [locale.tag for locale in self.chain]
        tags += tags[-1:] * (len(Locale) - len(tags))
        return {"at": self.at, **{f"locale_{place}": tag for place, tag in enumerate(tags)}}


def chain_of(languages: str) -> tuple[Locale, ...]:
    """Return the chain that `Reading.languages` names; none for no word."""
    return tuple(map(Locale, languages.split(","))) if languages else ()


def open_reading(arguments: Mapping[str, Any], now: datetime, zone: ZoneInfo, variables: Any = None) -> Reading:
    """Make the reading that a root field's *arguments* ask for; *now* is the operation's instant."""
    locale = arguments.get("locale", Locale.EN)
    fallback = arguments.get("fallback")
    chain = dict.fromkeys((locale, *(FALLBACKS[locale] if fallback is None else fallback)))
    at = arguments.get("asOf") or now
    try:
        microseconds = to_microseconds(at)
    except ValueError:
        raise BadUserInput("asOf needs a UTC offset, as in 2026-01-02T09:00:00+08:00.") from None
    return Reading(microseconds, tuple(chain), zone, variables)
