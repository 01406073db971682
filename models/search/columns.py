"""The columns of tokens that stand beside the texts of an edition, in each row.

    title_tokens   ` |0 0school 0of 0science |0 0~school 0~of 0~scienc ... 0^scienc 0=science 0!school_of_science `
    tokens         ` |0 0school 0of 0science |0 |0 0the 0largest 0school |0 ... 0~scienc 0~largest `

A token begins with the place of its language among those of the site. The exact tokens of a text stand in order between
two bars; `0~engin` is a stem. Behind those of titles stand the tokens by which the index finds titles: `0^engin` by a
stem, `0=engineering` by an exact token, and `0!school_of_engineering` by the whole of a short one. Pairs of characters
stand with the stems, and `_` where not all is indexed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from peewee import Field, TextField

from models.component_links import Holder, components_in
from models.components import ComponentField, ComponentsField
from models.derived_columns import Derived
from models.languages import LANGUAGES
from models.rich_text.fields import RichTextField
from models.search.tokens import LONGEST_WORD, RULES, pairs, runs, stem
from models.translations import PlainTextField, TranslatedField, is_text

TITLE_TOKENS, TOKENS = "title_tokens", "tokens"
"""The names of the columns."""

MOST_TOKENS = 20_000
"""Tokens of an edition behind which no further text is indexed: those of 50 pages. PostgreSQL takes a megabyte."""

WHOLE = 80
"""Characters of a title that can be found as a whole."""

CUT = "_"
"""The token of an edition whose texts are not indexed to the last letter: there are too many, or a word is too long."""

PLACES = "0123456789abcdefghijklmnopqrstuvwxyz"
"""What stands for a language, by its place among those of the site."""


class Weight(StrEnum):
    """How much it says of an entry that a word stands in a text."""

    TITLE = "TITLE"
    """It names the entry."""
    TEXT = "TEXT"
    """It says something of it."""


@cache
def place_of(tag: str) -> str:
    """Return what stands for a language in tokens."""
    return PLACES[LANGUAGES.tags.index(tag)]


class Stream:
    """Tokens of texts, in their order, with those by which the index finds them: of titles alone, or of all texts."""

    def __init__(self, *, is_of_titles: bool) -> None:
        self.is_of_titles = is_of_titles
        self.ordered: list[str] = []
        self.found: dict[str, None] = {}

    def add(self, place: str, text: str) -> None:
        """Add a text in the language that stands at *place*; nothing when there are too many tokens already."""
        if len(self.ordered) + len(self.found) > MOST_TOKENS:
            self.found[CUT] = None
            return
        tokens: list[str] = []
        words: list[str] = []
        formed: list[str] = []
        for run, is_unspaced in runs(text):
            if is_unspaced:
                tokens += run
                formed += pairs(run)
            else:
                tokens.append(run)
                words.append(run)
                if len(run) == LONGEST_WORD:
                    self.found[CUT] = None
        if not tokens:
            return
        self.ordered.append(f"|{place}")
        self.ordered += [place + token for token in tokens]
        self.ordered.append(f"|{place}")
        self.found.update(dict.fromkeys([f"{place}~{stem(word)}" for word in words]))
        if self.is_of_titles:
            self.found.update(dict.fromkeys(of_title(place, tokens, words, formed)))
        else:
            self.found.update(dict.fromkeys([place + form for form in formed]))

    def written(self) -> str | None:
        """Write the tokens between spaces, with those of the index behind them; None for none."""
        return f" {' '.join([*self.ordered, *self.found])} " if self.ordered else None


def of_title(place: str, tokens: Sequence[str], words: Sequence[str], formed: Sequence[str]) -> Iterator[str]:
    """Yield the tokens by which the index finds a title."""
    yield from (f"{place}={token}" for token in (*tokens, *formed))
    yield from (f"{place}^{stem(word)}" for word in words)
    whole = "_".join(tokens)
    if len(whole) <= WHOLE:
        yield f"{place}!{whole}"


class Text(NamedTuple):
    """A text of an edition: its path, the tag of its language, and how much it says."""

    path: str
    tag: str
    text: str
    weight: Weight


def texts_in(field: Field, value: Any, path: str, rich: Callable[[str], str] | None = None) -> Iterator[Text]:
    """Yield the texts of a column, those inside its components, too; one without a language is in all of them.

    *rich* makes text of the source of a rich one; it is compiled unless given.
    """
    if not value:
        return
    if isinstance(field, TranslatedField):
        read = (rich or plain_text_of) if isinstance(field, RichTextField) else str
        yield from (Text(path, tag, read(value[tag]), weight_of(field)) for tag in LANGUAGES.tags if tag in value)
    elif isinstance(field, PlainTextField):
        yield from (Text(path, tag, value, weight_of(field)) for tag in LANGUAGES.tags)
    elif isinstance(field, ComponentField | ComponentsField):
        for kind, component in components_in(field, value):
            for name, inner in kind.fields.items():
                if isinstance(inner, TranslatedField | PlainTextField):
                    yield from texts_in(inner, component.get(name), f"{path}.{name}", rich)


def plain_text_of(source: str) -> str:
    """Return the text of a rich text."""
    from models.rich_text import compiling

    return compiling.compiled(source).text


def weight_of(field: Any) -> Weight:
    """Tell how much a text says of its entry."""
    return Weight.TITLE if field.is_title else Weight.TEXT


class Tokens(Derived, TextField):
    """The tokens of some columns of an edition: of their titles alone, or of all their texts."""

    form = RULES

    def __init__(self, sources: Sequence[Any], *, is_of_titles: bool) -> None:
        super().__init__(tuple(sources))
        self.is_of_titles = is_of_titles

    def derived(self, *values: Any) -> str | None:
        """Cut the texts into tokens."""
        stream = Stream(is_of_titles=self.is_of_titles)
        for field, value in zip(self.sources, values, strict=True):
            for each in texts_in(field, value, field.name):
                if each.weight is Weight.TITLE or not self.is_of_titles:
                    stream.add(place_of(each.tag), each.text)
        return stream.written()


def searched(fields: Mapping[str, Any]) -> list[Any]:
    """List the columns in which texts are searched: texts, and components that hold any."""
    return [field for field in fields.values() if is_text(field) or isinstance(field, PlainTextField | Holder)]


def token_columns(fields: Mapping[str, Any]) -> dict[str, Tokens]:
    """Make the columns of tokens of a type with these columns; none without texts."""
    sources = searched(fields)
    titles = [field for field in sources if isinstance(field, Holder) or field.is_title]
    if not sources:
        return {}
    return {TITLE_TOKENS: Tokens(titles, is_of_titles=True), TOKENS: Tokens(sources, is_of_titles=False)}
