"""Spelling: what may have been meant where nothing is found, out of the titles that are shown.

Titles are read that have a word which begins with the same two letters; of their words, those are proposed that are
spelt most alike. So no word is proposed that nobody may see, and what is proposed finds something.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar, NamedTuple

import orjson

from models.search.columns import place_of
from models.search.tokens import runs
from resolvers.compiler.localized import Chain
from resolvers.compiler.matching import Condition, Token
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.search.query import Query, one, parsed

SHORTEST, LETTERS = 4, 2
"""Letters of a word that is looked at, and those at its beginning that are taken to be right."""

ALIKE = 0.7
"""How much of two words must be the same, by the ratio of `difflib`."""

MOST = 3
"""Proposals at most."""


NO_TITLE: Condition = Token("?")
"""What no title has, for where no word may be misspelt."""


def doubtful(query: Query) -> list[str]:
    """List the words that may be misspelt."""
    return [term.word for term in query.terms if len(term.word) >= SHORTEST and term.word.isalpha()]


def beginning_alike(query: Query, chain: Chain) -> Condition:
    """Ask for titles with words that begin like those which may be misspelt; for no title where none may."""
    words = dict.fromkeys(doubtful(query))
    if not words:
        return NO_TITLE
    return one(
        [Token(f"{place_of(locale.tag)}={word[:LETTERS]}", is_prefix=True) for word in words for locale in chain]
    )


@dataclass(frozen=True)
class Proposals:
    """Makes proposals of the tokens of titles; what was typed is bound as *name*."""

    name: str
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Write them as a list of texts."""
        places = "".join(place_of(locale.tag) for locale in formatting.context.chain)
        titles = Titles(orjson.loads(unescaped(payload)), places)
        text = formatting.values[self.name]
        return orjson.dumps(list(proposals(text, parsed(text), titles))[:MOST])


class Titles(NamedTuple):
    """The tokens of titles, as texts, of which those in the languages of some places are read."""

    texts: Sequence[str]
    places: str

    def words_like(self, words: Sequence[str]) -> set[str]:
        """List the words that begin like some."""
        beginnings = "|".join(dict.fromkeys(re.escape(word[:LETTERS]) for word in words))
        found = re.compile(rf" [{self.places}]((?:{beginnings})[^\W_]*)(?= )")
        return {word for text in self.texts for word in found.findall(text)}

    def have(self, words: Sequence[str]) -> bool:
        """Tell whether one title has all of some words."""
        return any(
            all(any(f" {place}{word} " in text for place in self.places) for word in words) for text in self.texts
        )


def proposals(text: str, query: Query, titles: Titles) -> Iterator[str]:
    """Yield what was typed with other words in place of those that no title has."""
    words = doubtful(query)
    known = titles.words_like(words) if words else set()
    wrong = [word for word in words if word not in known]
    others = [token for token in query.tokens if token not in wrong]
    if not wrong:
        return
    first, *further = ([*alike(word, known)] for word in wrong)
    if not all(further):
        return
    for chosen in first:
        meant = [chosen, *(each[0] for each in further)]
        if titles.have([*meant, *others]):
            yield replaced(text, dict(zip(wrong, meant, strict=True)))


def alike(word: str, known: set[str]) -> list[str]:
    """List the words that are spelt like one, the most alike first."""
    found = []
    matcher = SequenceMatcher(None, "", word, autojunk=False)
    for each in known:
        if abs(len(each) - len(word)) <= 2 and each[:LETTERS] == word[:LETTERS]:
            matcher.set_seq1(each)
            if matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
                found.append((-ratio, each))
    return [each for _, each in sorted(found)]


def replaced(text: str, words: dict[str, str]) -> str:
    """Put other words in the place of some, as they were typed."""

    def other(found: re.Match[str]) -> str:
        typed = runs(found[0])
        return words.get(typed[0][0], found[0]) if len(typed) == 1 else found[0]

    return re.sub(r"\w+", other, text).strip()
