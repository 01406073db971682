"""What a path leads to, as Python says it: the status, where to go, and the addresses of the page.

SQL tells what was found, in words: how, of which type, in which languages its texts are, and the values of its path.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from models.addresses.canonical import written
from models.addresses.requests import Request
from models.addresses.site_addresses import Addresses
from models.edition import content_type
from models.translations import LOCALES_BY_TAG, Locale
from resolvers.attributes.addresses import Alternate, alternates_of, alternates_shape, named_in, paths_of
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.placeholders import Formatter, Formatting
from resolvers.compiler.selections import SelectedField
from resolvers.context.read_context import chain_of

LIVE, FORMER = "live", "former"
"""How an entry is found: by the slug that it has, or by one that it had."""

OK, MOVED, GONE = 200, 301, 410

UNSAFE = "%!$&'()*+,;=:@/?-._~[]{}|^`<>"
"""What stands in a query string as it was given; quotes, spaces and letters of no ASCII are escaped."""


class Answer(NamedTuple):
    """What a path leads to."""

    status: int
    locale: Locale
    path: str
    url: str | None
    location: str | None = None
    alternates: tuple[Alternate, ...] = ()


def given_text(request: Request) -> str:
    """Write of a request what its answer depends on: words of ASCII, with spaces in between."""
    query = quote(request.query, safe=UNSAFE)
    flag = "as-is" if request.is_canonical else "changed"
    return f"{request.locale.tag} {flag} {written(request.segments)} ?{query}"


def answer_of(addresses: Addresses, payload: str, chain: tuple[Locale, ...]) -> Answer:
    """Say what was found for a request: `payload` is its text, how it was found, the type, and what describes it."""
    tag, flag, asked, query, how, kind, *described = payload.split(" ", 6)
    locale, model = LOCALES_BY_TAG[tag], content_type(kind)
    if not described:
        path = (addresses.languages[locale].prefix + asked.rstrip("/")) or "/"
        return Answer(GONE, locale, path, addresses.url(locale, path))
    languages, *values = described[0].split(" ")
    paths, named = paths_of(addresses, model, values), named_in(languages)
    read = next((each for each in (*chain, *named) if each in named), locale)
    alternates = tuple(alternates_of(addresses, model, described[0]))
    found = Answer(OK, locale, paths[read], addresses.url(read, paths[read]), alternates=alternates)
    is_there = (addresses.languages[locale].prefix + asked.rstrip("/") or "/") == paths[locale]
    if how == LIVE and flag == "as-is" and is_there:
        return found
    location = addresses.location(locale, paths[locale]) + (query if len(query) > 1 else "")
    return found._replace(status=MOVED, location=location)


MEMBERS: Mapping[str, Callable[[Answer], Any]] = {
    "status": lambda answer: answer.status,
    "location": lambda answer: answer.location,
    "locale": lambda answer: answer.locale,
    "path": lambda answer: answer.path,
    "url": lambda answer: answer.url,
}
"""The values of a route by the names of their fields."""


def value_shape(name: str, selected: SelectedField) -> Callable[[Answer], Any]:
    """Plan one of them, or the alternates."""
    if name != "alternates":
        return MEMBERS[name]
    shape = alternates_shape(selected)
    return lambda answer: shape(answer.alternates)


def formatter_of(shape: Callable[[Answer], Any], addresses: Addresses) -> Formatter:
    """Make what formats a value of routes, in the languages that are read."""

    def made(payload: bytes, languages: str) -> bytes:
        return orjson.dumps(shape(answer_of(addresses, payload.decode(), chain_of(languages))))

    remembered = FORMATTED.remember(made)

    def formatter(payload: bytes, formatting: Formatting) -> bytes:
        return remembered(payload, formatting.context.languages)

    return formatter
