"""Redirects: addresses that lead elsewhere, in all languages by one entry, or in some."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from peewee import BooleanField, IntegerField, TextField

from models.addresses.canonical import LONGEST, lowered, parse_address, written
from models.addresses.site_addresses import QUERY_NAME, QUERY_VALUE
from models.components import Component, ComponentsField
from models.edition import Edition
from models.instants import FOREVER
from models.links import AnyLink
from models.problems import Problem, refused
from models.reasons import reason
from models.redirect_checks import BELOW, redirect_problems
from models.translations import EnumField, Locale, PlainTextField, TranslatedField

STATUSES = (301, 302, 307, 308, 410)

ELSEWHERE = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)

QUERY = re.compile(f"/\\?{QUERY_NAME.pattern}={QUERY_VALUE.pattern}")
"""A query string at the root, which may be an address by itself."""

SAFE = "%!$&'()*+,;=:@/?#-._~[]"

NO_PATH = reason("must be a path such as /old-page or /old/*, without the prefix of a language")

NO_LOCATION = reason("must be a path without the prefix of a language, or an address such as https://www.example.org")


class RedirectLanguage(Component):
    """A language in whose addresses a redirect is."""

    locale = EnumField(Locale)


class Redirect(Edition):
    """An address that leads to an entry, to another path or to another site, or that is gone.

    `stem` is the path below which all is redirected, with the slash at its end; of a single address there is none.
    """

    is_found = False

    key = "source"

    note = TranslatedField(null=True)
    source = PlainTextField(longest=LONGEST, is_filtered=True, index=True)
    stem = TextField(null=True, index=True)
    target = AnyLink(null=True)
    location = PlainTextField(null=True, longest=LONGEST)
    status = IntegerField(default=301)
    keeps_query = BooleanField(default=True)
    languages = ComponentsField(RedirectLanguage, at_most=30)

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:  # noqa: ARG003  (for those who need it)
        """Write paths as they are compared, and the stem; refuse what leads to two places, or by no known status."""
        found = dict(values)
        if values.get("status") is not None and values["status"] not in STATUSES:
            names = ", ".join(map(str, STATUSES))
            raise refused("status", reason("{value} is not one of {names}", value=values["status"], names=names))
        if values.get("target") is not None and values.get("location") is not None:
            raise refused("location", reason("leads elsewhere than `target`: leave one of them out"))
        if values.get("source") is not None:
            found["source"] = canonical_path(values["source"], "source", NO_PATH)
            found["stem"] = found["source"].removesuffix("*") if found["source"].endswith(BELOW) else None
        if values.get("location") is not None:
            found["location"] = canonical_location(values["location"])
        return found

    @classmethod
    def problems_at(
        cls, values: dict[str, Any], at: int, entry: int | None = None, until: int = FOREVER
    ) -> Iterator[Problem]:
        """Find that it leads nowhere, in a circle, or that it is in the way of a page."""
        ends = min(until, values.get("live_until") or FOREVER, FOREVER if entry is None else cls.next_begin(entry, at))
        return redirect_problems(values, at, ends)

    @classmethod
    def without_derived(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Leave the stem out."""
        return {name: value for name, value in values.items() if name != "stem"}


def canonical_path(text: str, field: str, said: str) -> str:
    """Write a path, or all paths below one, as requests are compared with it; raise `ContentRefused` for any other.

    A query string at the root is written as the segment that stands for it: `/?p=12` as `/%3Fp=12`.
    """
    if QUERY.fullmatch(text):
        return written([lowered(text[1:])])
    is_stem = text.endswith(BELOW)
    address = parse_address(text.removesuffix("*") if is_stem else text)
    is_path = address is not None and text.startswith("/") and not address.host and not set(text) & set("?#")
    if not is_path or address is None or has_prefix(address.segments):
        raise refused(field, said)
    path = written(address.segments)
    return (path.rstrip("/") + BELOW) if is_stem else path


def canonical_location(text: str) -> str:
    """Write where a redirect leads, percent-encoded; a path is written as it is compared, what follows it stays."""
    if ELSEWHERE.fullmatch(text):
        return quote(text, safe=SAFE)
    if text.startswith("//"):
        raise refused("location", NO_LOCATION)
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    return canonical_path(path, "location", NO_LOCATION) + mark + quote(rest, safe=SAFE)


def has_prefix(segments: tuple[str, ...]) -> bool:
    """Tell whether a path begins with the tag of a language."""
    return bool(segments) and segments[0] in {locale.tag.lower() for locale in Locale}
