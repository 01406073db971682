"""Requests of pages: what a path asks for, before anything is read."""

from functools import lru_cache
from typing import NamedTuple

from models.addresses.canonical import LONGEST, LONGEST_WRITTEN, Address, parse_address
from models.addresses.site_addresses import Addresses, LanguageAddresses, Match
from models.translations import DEFAULT_LOCALE, Locale


class Request(NamedTuple):
    """A path that is asked for: its language, and the segments behind the prefix, with the types that it may be of.

    It *is canonical* where it was written as the site writes it.
    """

    locale: Locale
    segments: tuple[str, ...]
    query: str
    is_canonical: bool
    matches: tuple[Match, ...]


def parse_request(addresses: Addresses, text: str, host: str = "", locale: Locale | None = None) -> Request | None:
    """Read a path, which may be a whole address; None for what leads nowhere.

    A request is read where its options are, where its arguments are and where its cost is: the last ones are kept.
    """
    return None if len(text) > LONGEST_WRITTEN or len(host) > LONGEST else parsed(addresses, text, host, locale)


@lru_cache(256)
def parsed(addresses: Addresses, text: str, host: str, locale: Locale | None) -> Request | None:
    """Read it.

    The prefix decides the language, or else the host. A path without a prefix is one of *locale*, if that is given.
    """
    address = parse_address(text)
    if address is None:
        return None
    here = languages_at(addresses, host.lower() or address.host)
    language, is_own = with_prefix(addresses, here, address)
    segments = address.segments if language is None else address.segments[1:]
    if language is None:
        language, is_own = without_prefix(addresses, here, locale)
    query = address.query
    if not segments and (found := addresses.query_address(query)):
        segments, query = (found.segment,), found.rest
    matches = tuple(addresses.matches(language.locale, segments))
    return Request(language.locale, segments, query, is_own and address.is_canonical, matches)


def languages_at(addresses: Addresses, host: str) -> list[LanguageAddresses]:
    """List the languages that have their addresses at a host, or all where it is none of the site's."""
    every = list(addresses.languages.values())
    return [each for each in every if host and each.host == host] or every


def with_prefix(
    addresses: Addresses, here: list[LanguageAddresses], address: Address
) -> tuple[LanguageAddresses | None, bool]:
    """Find the language that the first segment is the prefix of, and tell whether that is how it is written."""
    first = address.segments[0] if address.segments else ""
    for language in here:
        if first and language.prefix == f"/{first}":
            return language, True
    for language in addresses.languages.values():
        if first and first == language.alias:
            return language, False
    return None, False


def without_prefix(
    addresses: Addresses, here: list[LanguageAddresses], locale: Locale | None
) -> tuple[LanguageAddresses, bool]:
    """Find the language of a path without a prefix, and tell whether it is written so."""
    if locale is not None:
        return addresses.languages[locale], True
    bare = [language for language in here if not language.prefix]
    if bare:
        return next((each for each in bare if each.locale is DEFAULT_LOCALE), bare[0]), True
    return next((each for each in here if each.locale is DEFAULT_LOCALE), here[0]), False
