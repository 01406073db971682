"""Snippets: where in an entry something was found, in which language, and the words around it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

import orjson
from strawberry.utils.str_converters import to_camel_case

from models.rich_text.fields import RichTextField
from models.search.columns import Text, Weight, texts_in
from models.search.tokens import RUN, runs, stem
from models.translations import LOCALES_BY_TAG, PlainTextField
from resolvers.compiler.localized import Chain
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.compiler.selections import SelectedField
from resolvers.search.query import Query, Term, parsed

MARKS = re.compile(r"^::: embed \S+$|\]\([^()]*\)|[\[\]*`\\]|^#+ |^> ", re.MULTILINE)
"""What is left out of Markdown."""

BEFORE, LONGEST = 60, 200
"""Characters of a text that are shown before the first word that was found, and in all."""


MOST_REMEMBERED = 20_000
"""Words and characters whose tokens are remembered: 4 MB."""


class Unit(NamedTuple):
    """A word of a text, or a character of a script without spaces, as it is found, and where it stands."""

    token: str
    start: int
    end: int


class Found(NamedTuple):
    """A text with the places in it that answer *terms* of what was typed."""

    text: Text
    terms: int
    places: Sequence[tuple[int, int]]


def units(text: str) -> Iterator[Unit]:
    """Yield the words and characters of a text."""
    for found in RUN.finditer(text):
        run, _ = found.groups()
        for start, end in [(place, place + 1) for place in range(*found.span())] if run else [found.span()]:
            if token := token_of(text[start:end]):
                yield Unit(token, start, end)


@lru_cache(MOST_REMEMBERED)
def token_of(text: str) -> str:
    """Return the token of a word or a character, by which it is found; nothing for what is none."""
    return next((token for token, _ in runs(text)), "")


def places_of(term: Term, found: Sequence[Unit]) -> Iterator[int]:
    """Yield which of the units of a text answer a term."""
    if term.word and not term.is_phrase:
        wanted = stem(term.word)
        for place, unit in enumerate(found):
            if stem(unit.token) == wanted or (term.is_prefix and unit.token.startswith(term.word)):
                yield place
        return
    tokens = [unit.token for unit in found]
    for length in {len(term.tokens), *([2] if not term.is_phrase and len(term.tokens) > 2 else [])}:
        for first in range(len(term.tokens) - length + 1):
            wanted_here = list(term.tokens[first : first + length])
            for place in range(len(tokens) - length + 1):
                if tokens[place : place + length] == wanted_here:
                    yield from range(place, place + length)


def look(text: Text, query: Query) -> Found:
    """Find what was typed in a text."""
    found = list(units(text.text))
    by_term = [set(places_of(term, found)) for term in query.terms]
    places: list[tuple[int, int]] = []
    for place in sorted(set().union(*by_term)):
        unit = found[place]
        if places and places[-1][1] == unit.start:
            places[-1] = places[-1][0], unit.end
        else:
            places.append((unit.start, unit.end))
    return Found(text, sum(map(bool, by_term)), places)


def best(texts: Sequence[Text], query: Query, chain: Chain) -> Found | None:
    """Return the text that answers most of what was typed; of several the title, and the language that is read."""
    order = {locale.tag: place for place, locale in enumerate(chain)}
    read = [text for text in texts if text.tag in order]
    read.sort(key=lambda text: (text.weight is not Weight.TITLE, order[text.tag]))
    found: Found | None = None
    for text in read:
        each = look(text, query)
        if each.terms > (found.terms if found else 0):
            found = each
        if each.terms == len(query.terms):
            break
    return found


Part = tuple[str, bool]
"""A piece of a text, and whether it is what was found."""


def parts(found: Found) -> list[Part]:
    """Cut the words around what was found into pieces."""
    text, first = found.text.text, found.places[0][0]
    start = 0 if first <= BEFORE else next_start(text, first - BEFORE, first)
    end = len(text) if len(text) - start <= LONGEST else last_end(text, first, start + LONGEST)
    made: list[Part] = [("\N{HORIZONTAL ELLIPSIS}", False)] if start else []
    last = start
    for begins, ends in found.places:
        if ends > end:
            break
        made += [(text[last:begins], False), (text[begins:ends], True)]
        last = ends
    made.append((text[last:end] + ("\N{HORIZONTAL ELLIPSIS}" if end < len(text) else ""), False))
    return [part for part in made if part[0]]


def next_start(text: str, start: int, first: int) -> int:
    """Return where a word begins behind a place, before the first that was found."""
    space = text.find(" ", start, first)
    return start if space < 0 else space + 1


def last_end(text: str, first: int, end: int) -> int:
    """Return where a word ends before a place, behind the first that was found."""
    space = text.rfind(" ", first, end)
    return end if space < 0 else space


@dataclass(frozen=True)
class Snippet:
    """Makes the snippet of an entry out of its texts, which are in *fields*; what was typed is bound as *name*."""

    fields: Sequence[Any]
    name: str
    shape: Callable[[Found | None], Any]
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Write the snippet as JSON; null for an entry that was found by what it links to."""
        values = zip(self.fields, orjson.loads(unescaped(payload)), strict=True)
        texts = [text for field, value in values for text in stored_texts(field, value)]
        query = parsed(formatting.values[self.name])
        return orjson.dumps(self.shape(best(texts, query, formatting.context.chain)))


def stored_texts(field: Any, value: Any) -> Iterator[Text]:
    """Yield the texts of a column, of what the database has for it: most have JSON, a rich text is plain already."""
    if isinstance(field, RichTextField):
        found = {tag: text for tag, text in value.items() if text}
        return texts_in(field, found, field.name, str)
    known = value if value is None or isinstance(field, PlainTextField) else orjson.loads(value)
    return texts_in(field, known, field.name, without_marks)


def without_marks(source: str) -> str:
    """Take the marks of Markdown out of a rich text inside a component, roughly: nothing is compiled for readers."""
    return MARKS.sub("", source)


def snippet_shape(selected: SelectedField) -> Callable[[Found | None], Any]:
    """Plan `snippet { field locale lang text parts { text isMatch } }`."""
    members = [(each.key, MEMBERS[each.name](each)) for each in selected.fields()]
    return lambda found: found and {key: value(found) for key, value in members}


def parts_shape(selected: SelectedField) -> Callable[[Found], Any]:
    """Plan the pieces of a snippet."""
    values: dict[str, Callable[[Part], Any]] = {
        "__typename": lambda part: "SnippetPart",
        "text": lambda part: part[0],
        "isMatch": lambda part: part[1],
    }
    members = [(each.key, values[each.name]) for each in selected.fields()]
    return lambda found: [{key: value(part) for key, value in members} for part in parts(found)]


MEMBERS: dict[str, Callable[[SelectedField], Callable[[Found], Any]]] = {
    "__typename": lambda selected: lambda found: "Snippet",
    "field": lambda selected: lambda found: ".".join(map(to_camel_case, found.text.path.split("."))),
    "locale": lambda selected: lambda found: LOCALES_BY_TAG[found.text.tag],
    "lang": lambda selected: lambda found: found.text.tag,
    "text": lambda selected: lambda found: "".join(text for text, _ in parts(found)),
    "parts": parts_shape,
}
