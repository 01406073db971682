"""The addresses of entries: where the page of each is, in the language that is read and in all that it is in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from models.addresses.site_addresses import X_DEFAULT, Addresses
from models.edition import Edition
from models.texts import TEXT_LANGUAGES
from models.translations import DEFAULT_LOCALE, FALLBACKS, Locale
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.paths import path_json, value_sql
from resolvers.compiler.placeholders import Formatter, Formatting
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class PagePath:
    """The path of an entry's page; with its origin where it *is whole*."""

    is_whole: bool = False


@dataclass(frozen=True)
class Alternates:
    """The addresses of an entry's page in all languages in which it has a name."""


class Alternate(NamedTuple):
    """One of them."""

    locale: Locale
    hreflang: str
    path: str
    url: str | None
    is_translated: bool


@attribute_json.register
def path_of_page(attribute: PagePath, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Write the path in SQL."""
    if not is_edition(rows):
        return lambda writer: writer.dialect.null
    return lambda writer: path_json(writer, rows, origins=attribute.is_whole)


@attribute_json.register
def alternates_json(attribute: Alternates, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Let SQL tell the languages and the values of the path, of which the addresses are made."""
    shape = alternates_shape(selected)

    def write(writer: StatementWriter) -> str:
        addresses = writer.context.site.addresses
        if not is_edition(rows) or not addresses.has_page(rows.model):
            return writer.dialect.empty_list
        return writer.placeholder(formatter_of(shape, addresses, rows.model), described_sql(writer, rows))

    return write


def is_edition(rows: Rows) -> bool:
    """Tell whether rows are entries."""
    return rows.model is not None and issubclass(rows.model, Edition)


def formatter_of(shape: Callable[[Sequence[Alternate]], Any], addresses: Addresses, model: Any) -> Formatter:
    """Make what formats the addresses of entries of a type; it makes the same of the same, in all languages."""

    def made(payload: bytes, languages: str) -> bytes:
        return orjson.dumps(shape(alternates_of(addresses, model, payload.decode())))

    remembered = FORMATTED.remember(made)

    def formatter(payload: bytes, formatting: Formatting) -> bytes:
        return remembered(payload, "")

    return formatter


def described_sql(writer: StatementWriter, rows: Rows) -> str:
    """Write what the addresses of a row are made of: in which languages its texts are, and the values of its path.

    All patterns of a type are of the same values, or else those of each language stand there.
    """
    values = page_values(writer.context.site.addresses, rows.model)
    texts = [rows.column(TEXT_LANGUAGES), *(value_sql(writer, rows, value) for value in values)]
    return "||' '||".join(texts)


def page_values(addresses: Addresses, model: Any) -> list[Any]:
    """List the values that the patterns of a type have in any language."""
    return addresses.values[model.__name__]


def path_of(addresses: Addresses, model: Any, locale: Locale, values: Sequence[str]) -> str:
    """Write the path of an entry in a language, of the values that `described_sql` gives."""
    pattern = addresses.pattern(model, locale)
    assert pattern is not None
    given = dict(zip(page_values(addresses, model), values, strict=True))
    return addresses.path(model, locale, [given[value] for value in pattern.values])


def paths_of(addresses: Addresses, model: Any, values: Sequence[str]) -> dict[Locale, str]:
    """Write the paths of an entry in all languages, of the values that `described_sql` gives."""
    return {locale: path_of(addresses, model, locale, values) for locale in Locale}


def named_in(languages: str) -> list[Locale]:
    """List the languages in which an entry has a name, the default one first, of what its column of languages says."""
    tags = languages.partition("|")[0].split(".")
    chain = (DEFAULT_LOCALE, *FALLBACKS[DEFAULT_LOCALE], *Locale)
    return list(dict.fromkeys(locale for locale in chain if locale.tag in tags))


def alternates_of(addresses: Addresses, model: Any, described: str) -> list[Alternate]:
    """List the addresses of an entry, in the order of the languages, and behind them that for all other languages."""
    languages, *values = described.split(" ")
    named, paths = named_in(languages), paths_of(addresses, model, values)
    texts = [each.split(".") for each in languages.split("|") if each]
    found = [
        Alternate(
            locale,
            addresses.languages[locale].hreflang,
            paths[locale],
            addresses.url(locale, paths[locale]),
            all(locale.tag in each for each in texts),
        )
        for locale in Locale
        if locale in named and locale in paths
    ]
    first = next((each for locale in named for each in found if each.locale is locale), None)
    return [*found, *([first._replace(hreflang=X_DEFAULT)] if first else [])]


MEMBERS: Mapping[str, Callable[[Alternate], Any]] = {
    "__typename": lambda each: "Alternate",
    "locale": lambda each: each.locale,
    "hreflang": lambda each: each.hreflang,
    "path": lambda each: each.path,
    "url": lambda each: each.url,
    "isTranslated": lambda each: each.is_translated,
}


def alternates_shape(selected: SelectedField) -> Callable[[Sequence[Alternate]], Any]:
    """Plan `alternates { hreflang url }`."""
    members = [(field.key, MEMBERS[field.name]) for field in selected.fields()]
    return lambda several: [{key: value(each) for key, value in members} for each in several]
