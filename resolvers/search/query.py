"""What somebody has typed into a search box, and how it is found in the index.

    robots "clear water" -exam 特攻 univ

    robots           a word, by its stem
    "clear water"    words that stand side by side
    -exam            what is found has no such word
    特攻             characters side by side
    univ             the last word is still being typed: words that begin with it are found, too

All of them must be found in one entry, each in any of the languages that are read. What has no letter or digit
is passed over, and nothing that is typed is an error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.search.columns import WHOLE, place_of
from models.search.tokens import Runs, exact, pairs, runs, stem
from models.translations import UNSTORABLE
from resolvers.compiler.localized import Chain
from resolvers.compiler.matching import All, Any, Condition, Token, Without

LONGEST = 200
"""Characters of what is typed that are looked at."""

MOST_TERMS = 8
"""Words and phrases that are looked for; the rest is left out."""

MOST_TOKENS = 24
"""Tokens of a phrase or a run of characters that are looked for, and twice as many in all; the rest is left out.

A run of 200 characters would be 600 tokens to look up in the index of each type.
"""

SHORTEST_PREFIX = 3
"""Letters from which on a word may be the beginning of one."""

QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{FULLWIDTH QUOTATION MARK}「」『』《》'
PART = re.compile(rf"(?:^|(?<=\s))-(?=\S)|[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|[^\s{QUOTES}]+")
PASSED = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "was",
        "what",
        "when",
        "where",
        "which",
        "who",
        "with",
    ]
)
"""English words that are in most texts; they are looked for only where nothing else is typed, or in quotes."""


class Term(NamedTuple):
    """Something that must be found: *runs* of characters and words, each with whether it is of the former."""

    runs: Runs
    is_prefix: bool = False
    is_phrase: bool = False

    @property
    def word(self) -> str:
        """The word that it is; nothing where it is more, or is of characters."""
        (text, is_unspaced), *others = self.runs
        return "" if is_unspaced or others else text

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its exact tokens, as they stand side by side."""
        return exact(self.runs)

    @property
    def units(self) -> list[tuple[str, bool]]:
        """What the index has of it: words, and of characters their pairs, each with whether it is of characters."""
        return [
            *dict.fromkeys(
                (unit, is_unspaced)
                for run, is_unspaced in self.runs
                for unit in ((pairs(run) or [run]) if is_unspaced else [run])
            )
        ]


@dataclass(frozen=True)
class Query:
    """What is to be found, and what is not to be in it."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    tokens: tuple[str, ...] = ()
    """All exact tokens that are to be found, in the order in which they are typed."""

    @property
    def phrases(self) -> list[Term]:
        """The terms whose tokens must stand side by side."""
        return [term for term in self.terms if term.is_phrase]


@lru_cache(1_000)
def parsed(text: str, shortest: int = SHORTEST_PREFIX) -> Query:
    """Read what is typed; its last word may be the beginning of one from so many letters on."""
    terms: list[Term] = []
    without: list[Term] = []
    text = UNSTORABLE.sub(" ", text[:LONGEST])
    is_negated = False
    parts = list(PART.finditer(text))
    for part in parts:
        if part[0] == "-":
            is_negated = True
            continue
        is_open = part is parts[-1] and part[1] is None and part.end() == len(text)
        found = (
            [quoted(part[1])]
            if part[1] is not None
            else list(typed(part[0], shortest if is_open and not is_negated else LONGEST))
        )
        (without if is_negated else terms).extend(term for term in found if term.runs)
        is_negated = False
    if shortest < SHORTEST_PREFIX and len(terms) > 1 and 0 < len(terms[-1].word) < shortest and not text[-1:].isspace():
        terms.pop()
    telling = [term for term in terms if term.is_phrase or term.word not in PASSED] or terms
    return Query(tuple(few(telling)), tuple(few(without)), tuple(token for term in terms for token in term.tokens))


def few(terms: Sequence[Term]) -> Iterator[Term]:
    """Yield different terms, the first of them, as long as they have not too many tokens together."""
    tokens = 0
    for term in [*dict.fromkeys(terms)][:MOST_TERMS]:
        tokens += len(term.tokens)
        if tokens > 2 * MOST_TOKENS:
            return
        yield term


def cut(found: Runs) -> Runs:
    """Leave out what is behind so many tokens."""
    left, kept = MOST_TOKENS, list[tuple[str, bool]]()
    for run, is_unspaced in found:
        if left > 0:
            kept.append((run[:left] if is_unspaced else run, is_unspaced))
        left -= len(run) if is_unspaced else 1
    return tuple(kept)


def quoted(text: str) -> Term:
    """Make the term of a text in quotes."""
    return Term(cut(runs(text)), is_phrase=True)


def typed(text: str, shortest: int) -> Iterator[Term]:
    """Yield the terms of a text without spaces; its last word may be incomplete from so many letters on."""
    found = runs(text)
    for place, (run, is_unspaced) in enumerate(found):
        is_incomplete = place == len(found) - 1 and not is_unspaced and len(run) >= shortest
        yield Term(cut(((run, is_unspaced),)), is_incomplete)


def anywhere(query: Query, chain: Chain) -> Condition:
    """Say what the index is asked for: all terms, each in one of the languages."""
    found = both([one([in_text(term, place_of(each.tag)) for each in chain]) for term in query.terms])
    return without_words(found, query, chain)


def in_titles(query: Query, chain: Chain) -> Condition:
    """Say the same of titles alone."""
    return without_words(both([one(titles_with(term, chain)) for term in query.terms]), query, chain)


def without_words(found: Condition, query: Query, chain: Chain) -> Condition:
    """Leave out what has words that are to be left out, as far as the index tells; rows are held against all of it.

    The index of titles knows of those in titles alone.
    """
    words = [term.word for term in query.without if term.word]
    tokens = [Token(f"{place_of(each.tag)}{sign}{stem(word)}") for word in words for each in chain for sign in "~^"]
    return Without(found, tokens) if tokens else found


def in_some_titles(query: Query, chain: Chain) -> Condition:
    """Ask for titles that have any of the terms."""
    return one([found for term in query.terms for found in titles_with(term, chain)])


def titles_with(term: Term, chain: Chain) -> list[Condition]:
    """Ask for titles that have a term, in each of the languages."""
    return [in_title(term, place_of(each.tag)) for each in chain]


def as_title(query: Query, chain: Chain) -> Condition:
    """Ask for the entries whose title is what is typed; a title that is too long is not found so."""
    whole = "_".join(query.tokens)[:WHOLE]
    return one([Token(f"{place_of(each.tag)}!{whole}") for each in chain])


def in_text(term: Term, place: str) -> Condition:
    """Ask for a term in a language: for words by their stems, and for one that may be incomplete by its beginning."""
    found = both([Token(place + (unit if is_unspaced else f"~{stem(unit)}")) for unit, is_unspaced in term.units])
    return Any([found, Token(place + term.word, is_prefix=True)]) if term.is_prefix else found


def in_title(term: Term, place: str) -> Condition:
    """Ask for a term in a title of a language."""
    found = both(
        [Token(f"{place}={unit}" if is_unspaced else f"{place}^{stem(unit)}") for unit, is_unspaced in term.units]
    )
    return Any([found, Token(f"{place}={term.word}", is_prefix=True)]) if term.is_prefix else found


def both(conditions: Sequence[Condition]) -> Condition:
    """Require each of some conditions."""
    return conditions[0] if len(conditions) == 1 else All(conditions)


def one(conditions: Sequence[Condition]) -> Condition:
    """Require one of some conditions."""
    return conditions[0] if len(conditions) == 1 else Any(conditions)


def side_by_side(tokens: Sequence[str], place: str) -> str:
    """Write tokens as they stand side by side in the columns of tokens."""
    return f" {' '.join(place + token for token in tokens)} "


def stem_of(term: Term, place: str) -> str:
    """Write the stem of a word as it stands in the columns of tokens; of anything else, its exact tokens."""
    return f" {place}~{stem(term.word)} " if term.word else side_by_side(term.tokens, place)


SIZES = (0, 1, 3, MOST_TERMS)
"""Numbers of terms that statements are written for: else there were dozens to keep.

Where there are fewer, what stands in place of the others changes nothing.
"""

BESIDE = (0, 2, MOST_TERMS)
"""The same of phrases and of words to be left out: the larger number of both."""

EVERYWHERE, NOWHERE = " |", " ? "
"""What each column of tokens has, and what none has."""


def size_of(terms: Sequence[Term]) -> int:
    """Return the number of terms that a statement for some is written for."""
    return next(size for size in SIZES if size >= len(terms))


def beside_size(query: Query) -> int:
    """Return the number of phrases, and that of words to be left out, that a statement is written for."""
    return next(size for size in BESIDE if size >= max(len(query.phrases), len(query.without)))


def beside_index(query: Query, chain: Chain) -> list[list[str]]:
    """List what rows are held against that the index finds, in each language: phrases, then what is to be left out."""
    places, size = [place_of(each.tag) for each in chain], beside_size(query)
    phrases = [[side_by_side(term.tokens, place) for place in places] for term in query.phrases]
    without = [[stem_of(term, place) for place in places] for term in query.without]
    phrases += [[EVERYWHERE] * len(places)] * (size - len(phrases))
    return phrases + without + [[NOWHERE] * len(places)] * (size - len(without))
