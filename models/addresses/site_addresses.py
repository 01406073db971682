"""The addresses of a site: the patterns of all types, the prefixes of languages and its origins.

Patterns are those of the models, unless the file that SUNDIAL_ADDRESSES names has others:

    [paths]
    Event = "/whats-on/{slug}"

    [paths.NewsStory]
    zh-Hant = "/新聞/{slug}"

    [languages.zh-Hant]
    hreflang = "zh-Hant-HK"

    [languages.en]
    prefix = "en"

    [languages.zh-Hans]
    prefix = ""
    url = "https://cn.example.org"

Query strings at the root are addresses by themselves where they have one of these names: `/?p=12`.

    queries = ["p", "page_id"]
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from models.addresses.canonical import lowered
from models.addresses.patterns import SLUG_COLUMN, Pattern, Value, parse_pattern
from models.edition import Edition, content_types
from models.entry import database
from models.errors import AddressesInvalid, SettingInvalid
from models.language_slugs import in_path
from models.translations import DEFAULT_LOCALE, Locale

SETTING = "SUNDIAL_ADDRESSES"

X_DEFAULT = "x-default"
"""The `hreflang` of the address for those whose language is none of the others."""


MOST_MATCHES = 2
"""Types that a path may be of: one with a pattern of its own, and a tree."""


@dataclass(frozen=True)
class LanguageAddresses:
    """How addresses in a language are written: the *prefix*, with its slash if any, the *origin* and the `hreflang`."""

    locale: Locale
    prefix: str
    origin: str
    hreflang: str

    @property
    def alias(self) -> str:
        """What its addresses may begin with, beside the prefix: its tag in small letters."""
        return self.locale.tag.lower()

    @property
    def host(self) -> str:
        """The host of the origin; empty where none is named."""
        return self.origin.partition("://")[2].lower()


@dataclass(frozen=True)
class Match:
    """A path as one of a type, with the slug that its pattern has, as it stands in paths."""

    model: type[Edition]
    pattern: Pattern
    slug: str


Beginning = tuple[int | None, str | None]
"""How many segments a pattern has, and the first one if that is words; two times None for a tree, which comes last."""


class QueryAddress(NamedTuple):
    """An address that is a query string at the root, as a segment, and the rest of the query string."""

    segment: str
    rest: str


QUERY_NAME, QUERY_VALUE = re.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}"), re.compile("[A-Za-z0-9_-]{1,64}")
"""What the names of such query strings, and their values, are made of."""


class Addresses:
    """The addresses of a site at the origin *url*: all languages but the default one have a prefix unless *described*.

    Raise `AddressesInvalid` for patterns that cannot be used, or that some path is of two of.
    """

    def __init__(
        self,
        url: str = "",
        described: Mapping[str, Any] | None = None,
        models: Sequence[type[Edition]] | None = None,
    ) -> None:
        described = described or {}
        require_known(described, ("languages", "paths", "queries"), "a part of addresses")
        own, given = described.get("languages", {}), described.get("paths", {})
        self.queries = query_names(described.get("queries", []))
        self.languages = {locale: language_addresses(locale, url, own.get(locale.tag, {})) for locale in Locale}
        models = list(content_types()) if models is None else models
        require_known(given, [model.__name__ for model in models], "a content type")
        require_known(own, [locale.tag for locale in Locale], "a language")
        self.patterns = {
            (model.__name__, locale): pattern
            for model in models
            for locale in Locale
            if (pattern := pattern_of(model, locale, given.get(model.__name__)))
        }
        self.models = [model for model in models if self.has_page(model)]
        self.require_all_languages(models)
        self.values = {model.__name__: self.values_of(model) for model in self.models}
        self.require_clear()
        self.matching = {locale: self.by_beginning(locale) for locale in Locale}

    def query_address(self, query: str) -> QueryAddress | None:
        """Read a query string at the root that is an address by itself; None for one that is not described as such."""
        first, _, rest = query.partition("&")
        name, _, value = first.partition("=")
        is_one = name in self.queries and QUERY_VALUE.fullmatch(value)
        return QueryAddress(f"?{lowered(first)}", rest) if is_one else None

    def has_page(self, model: type[Edition]) -> bool:
        """Tell whether entries of a type have pages of their own."""
        return (model.__name__, DEFAULT_LOCALE) in self.patterns

    def pattern(self, model: type[Edition], locale: Locale) -> Pattern | None:
        """Return the pattern of a type's paths in a language; None where its entries have no pages."""
        return self.patterns.get((model.__name__, locale))

    def values_of(self, model: type[Edition]) -> list[Value]:
        """List the values that the patterns of a type have in any language."""
        patterns = [self.patterns[model.__name__, locale] for locale in Locale]
        return list(dict.fromkeys(value for pattern in patterns for value in pattern.values))

    def path(self, model: type[Edition], locale: Locale, values: Sequence[str]) -> str:
        """Write the path of the entry of a type whose pattern has these values."""
        return (self.languages[locale].prefix + self.patterns[model.__name__, locale].path(values)) or "/"

    def url(self, locale: Locale, path: str) -> str | None:
        """Write the whole address of a path; None where the site has no origin."""
        origin = self.languages[locale].origin
        return origin + path if origin else None

    def location(self, locale: Locale, path: str) -> str:
        """Write where a browser is to go: the path, or the whole address where languages have origins of their own."""
        origins = {each.origin for each in self.languages.values()}
        return self.languages[locale].origin + path if len(origins) > 1 else path

    def matches(self, locale: Locale, segments: Sequence[str]) -> list[Match]:
        """List the types that a path without its prefix may be of: the one whose pattern it is, and then the tree."""
        found = []
        by_beginning, number = self.matching[locale], len(segments)
        named = by_beginning.get((number, segments[0] if segments else ""), ())
        for model, pattern in (*named, *by_beginning.get((number, None), ()), *by_beginning.get((None, None), ())):
            values = pattern.match(segments)
            if values is not None:
                slug = next((text for value, text in values.items() if value.column == SLUG_COLUMN), "")
                found.append(Match(model, pattern, in_path(slug)))
        return found[:MOST_MATCHES]

    def by_beginning(self, locale: Locale) -> dict[Beginning, list[tuple[type[Edition], Pattern]]]:
        """List the patterns of a language by how they begin, in the order of the types."""
        found: dict[Beginning, list[tuple[type[Edition], Pattern]]] = {}
        for model in self.models:
            pattern = self.patterns[model.__name__, locale]
            found.setdefault(beginning(pattern), []).append((model, pattern))
        return found

    def require_all_languages(self, models: Sequence[type[Edition]]) -> None:
        """Raise `AddressesInvalid` for a type that has paths in some languages, and in others none."""
        for model in models:
            lacking = [locale.tag for locale in Locale if (model.__name__, locale) not in self.patterns]
            if lacking and len(lacking) < len(Locale):
                raise AddressesInvalid(f"{model.__name__} has paths in some languages, but none in {lacking[0]}.")

    def require_clear(self) -> None:
        """Raise `AddressesInvalid` where a path may be of two types, or of two languages."""
        for one, other in combinations(self.languages.values(), 2):
            if (one.origin, one.prefix) == (other.origin, other.prefix):
                text = f"{one.locale.tag} and {other.locale.tag} have the same addresses: give one of them a prefix."
                raise AddressesInvalid(text)
        for locale in Locale:
            for first, second in combinations(self.models, 2):
                patterns = self.patterns[first.__name__, locale], self.patterns[second.__name__, locale]
                if patterns[0].clashes(patterns[1]):
                    raise AddressesInvalid(
                        f"The paths of {first.__name__}, {patterns[0].text!r}, and of {second.__name__}, "
                        f"{patterns[1].text!r}, may be the same in {locale.tag}: change one of them."
                    )
            for model in self.models:
                self.require_no_prefix(model, locale)

    def require_no_prefix(self, model: type[Edition], locale: Locale) -> None:
        """Raise `AddressesInvalid` for paths without a prefix that begin as those of another language do."""
        first = next(iter(self.patterns[model.__name__, locale].segments), None)
        own = self.languages[locale]
        for other in self.languages.values():
            if not own.prefix and first in (other.prefix[1:] or other.alias, other.alias):
                name, tag = model.__name__, other.locale.tag
                raise AddressesInvalid(f"The paths of {name} in {locale.tag} begin with /{first}, as all in {tag} do.")


def beginning(pattern: Pattern) -> Beginning:
    """Say what a pattern's paths have in common that is looked up at once."""
    if pattern.is_tree:
        return None, None
    first = pattern.segments[0] if pattern.segments else ""
    return len(pattern.segments), first if isinstance(first, str) else None


def language_addresses(locale: Locale, url: str, described: Mapping[str, Any]) -> LanguageAddresses:
    """Say how addresses in a language are written."""
    require_known(described, ("prefix", "hreflang", "url"), "an option of a language")
    prefix = str(described.get("prefix", "" if locale is DEFAULT_LOCALE else locale.tag.lower()))
    if (prefix and not prefix.replace("-", "").isalnum()) or prefix != prefix.lower() or not prefix.isascii():
        raise AddressesInvalid(f"The prefix {prefix!r} of {locale.tag} must be of a-z, 0-9 and hyphens.")
    return LanguageAddresses(
        locale,
        f"/{prefix}" if prefix else "",
        str(described.get("url", url)).rstrip("/"),
        str(described.get("hreflang", locale.tag)),
    )


def pattern_of(model: type[Edition], locale: Locale, given: Any) -> Pattern | None:
    """Read the pattern of a type in a language: what is *given* for it, or that of the model."""
    if isinstance(given, Mapping):
        require_known(given, [each.tag for each in Locale], "a language")
        given = given.get(locale.tag)
    if given is not None and not isinstance(given, str):
        raise AddressesInvalid(f"The path of {model.__name__} must be a text, or one for each language.")
    text = model.path if given is None else given
    return parse_pattern(text, model, locale) if text else None


def query_names(given: Any) -> frozenset[str]:
    """Read the names of queries that are addresses; raise `AddressesInvalid` for what is no list of names."""
    if not isinstance(given, list) or not all(isinstance(each, str) and QUERY_NAME.fullmatch(each) for each in given):
        raise AddressesInvalid('`queries` must be a list of names, as in queries = ["p", "page_id"].')
    return frozenset(given)


def require_known(given: Any, known: Sequence[str], what: str) -> None:
    """Raise `AddressesInvalid` for a name that is none of those that are *known*."""
    for name in given:
        if name not in known:
            raise AddressesInvalid(f"{name!r} is described as {what}, and is none of {', '.join(known)}.")


def read_addresses(url: str, path: str) -> Addresses:
    """Read the addresses of a site at an origin, and of the file that describes them, if there is one.

    Raise `SettingInvalid` for a file that cannot be read, `AddressesInvalid` for what is wrong in it.
    """
    if not path:
        return Addresses(url)
    try:
        described = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingInvalid(SETTING, path, f"the file cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise SettingInvalid(SETTING, path, str(error)) from None
    return Addresses(url, described)


USED_WITH: WeakKeyDictionary[Any, Addresses] = WeakKeyDictionary()
"""The addresses of the sites whose content databases have."""


def addresses_here() -> Addresses:
    """Return the addresses of the site whose database is used."""
    return USED_WITH.get(database.obj) or default_addresses()


@cache
def default_addresses() -> Addresses:
    """Return the addresses of a site that is described by its models alone."""
    return Addresses()
