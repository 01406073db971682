"""What a path leads to, as Python says it: the status, where to go, and the addresses of the page.

SQL tells what was found, in words: how, of which type, in which languages its texts are, and the values of its path.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from models.addresses.requests import Request
from models.addresses.site_addresses import Addresses
from models.edition import Edition, content_type
from models.translations import LOCALES_BY_TAG, Locale
from resolvers.attributes.addresses import Alternate, alternates_of, alternates_shape, named_in, path_of
from resolvers.attributes.redirects import NOTHING
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.placeholders import Formatter, Formatting
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Reads
from resolvers.context.read_context import chain_of

LIVE, FORMER, REDIRECT = "live", "former", "redirect"
"""How an entry is found: by the slug that it has, by one that it had, or by a redirect."""

NO_DETAIL = "- - -"
"""What stands for the words that are said of redirects alone."""

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
    described: str = ""
    model: type[Edition] | None = None

    def alternates(self, addresses: Addresses) -> Sequence[Alternate]:
        """List the addresses of the page in all its languages."""
        return alternates_of(addresses, self.model, self.described) if self.model else ()


def given_text(request: Request, path: str) -> str:
    """Write of a request for a *path* what its answer depends on: words of ASCII, with spaces in between."""
    query = quote(request.query, safe=UNSAFE) if request.query else ""
    flag = "as-is" if request.is_canonical else "changed"
    return f"{request.locale.tag} {flag} {path} ?{query}"


@lru_cache(64)
def answer_of(addresses: Addresses, payload: str, chain: tuple[Locale, ...]) -> Answer:
    """Say what was found for a request: `payload` is its text, how it was found, the type, and what describes it.

    The fields of a route ask one after the other.
    """
    tag, flag, asked, query, how, kind, status, keeps, elsewhere, *described = payload.split(" ", 9)
    locale = LOCALES_BY_TAG[tag]
    here = (addresses.languages[locale].prefix + asked.rstrip("/")) or "/"
    kept = query[1:] if how != REDIRECT or keeps == "keep" else ""
    found = Answer(GONE, locale, here, addresses.url(locale, here))
    if how == REDIRECT and int(status) != GONE and kind == NOTHING and elsewhere != NOTHING:
        return found._replace(status=int(status), location=with_query(elsewhere_in(addresses, locale, elsewhere), kept))
    if not described or (how == REDIRECT and int(status) == GONE):
        return found
    model = content_type(kind)
    languages, *values = described[0].split(" ")
    named = languages.partition("|")[0].split(".")
    read = next((each for each in chain if each.tag in named), None) or next(iter(named_in(languages)), locale)
    own, canonical = (path_of(addresses, model, each, values) for each in (locale, read))
    found = Answer(OK, locale, canonical, addresses.url(read, canonical), None, described[0], model)
    if how == LIVE and flag == "as-is" and here == own:
        return found
    location = with_query(addresses.location(locale, own), kept)
    return found._replace(status=int(status) if how == REDIRECT else MOVED, location=location)


def elsewhere_in(addresses: Addresses, locale: Locale, location: str) -> str:
    """Write where a redirect leads to no entry: a path gets the prefix of the language."""
    if not location.startswith("/"):
        return location
    prefix = addresses.languages[locale].prefix
    return addresses.location(locale, location if not prefix else prefix + (location if location != "/" else ""))


def with_query(location: str, query: str) -> str:
    """Add the query string that was given, behind one that is there and before a fragment."""
    if not query:
        return location
    address, mark, fragment = location.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{mark}{fragment}"


MEMBERS: Mapping[str, Callable[[Answer], Any]] = {
    "status": lambda answer: answer.status,
    "location": lambda answer: answer.location,
    "locale": lambda answer: answer.locale,
    "path": lambda answer: answer.path,
    "url": lambda answer: answer.url,
}
"""The values of a route by the names of their fields."""


Shape = Callable[[Answer, Addresses], Any]
"""Makes a value of an answer."""


def value_shape(selected: SelectedField) -> Shape:
    """Plan one of them, or the alternates."""
    if selected.name != "alternates":
        return lambda answer, addresses: MEMBERS[selected.name](answer)
    shape = alternates_shape(selected)
    return lambda answer, addresses: shape(answer.alternates(addresses))


def values_shape(several: Sequence[SelectedField]) -> Callable[[Answer, Addresses], bytes]:
    """Plan several that follow each other: the JSON of the first, and behind it the keys and the JSON of the others."""
    shapes = [(each.key, value_shape(each)) for each in several]

    def shape(answer: Answer, addresses: Addresses) -> bytes:
        pieces = [b'"%b":%b' % (key.encode(), orjson.dumps(made(answer, addresses))) for key, made in shapes]
        return b",".join(pieces).removeprefix(b'"%b":' % several[0].key.encode())

    return shape


@dataclass(frozen=True)
class RouteFormatter:
    """Formats values of routes, in the languages that are read, and notes which types a redirect has met."""

    made: Callable[[bytes, str], bytes]
    reads: Reads

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Make the value of the facts."""
        how, kind = payload.split(b" ", 6)[4:6]
        if how == REDIRECT.encode() and kind != NOTHING.encode():
            formatting.met |= self.reads.may_be_met.get(kind.decode(), frozenset())
        return self.made(payload, formatting.context.languages)


def formatter_of(shape: Callable[[Answer, Addresses], bytes], addresses: Addresses, reads: Reads) -> Formatter:
    """Make what formats values of routes."""

    def made(payload: bytes, languages: str) -> bytes:
        return shape(answer_of(addresses, payload.decode(), chain_of(languages)), addresses)

    return RouteFormatter(FORMATTED.remember(made), reads)
