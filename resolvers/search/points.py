"""Points: how well an entry answers what is typed, in SQL that both databases work out alike.

Each term gives points, for where it is found, in the language that is read and in one that is fallen back to:

    in a title, as it is typed       16   10
    in a title, by its stem          14    9
    in a title, as a beginning       12    8
    anywhere else                     2    1

To these come, once, points for the whole of what is typed:

    it is a title                    60   40
    a title begins with it           30   20
    a title has it, word by word      6    6

"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from models.search.columns import TOKENS, place_of
from models.search.tokens import stem
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.localized import Chain
from resolvers.compiler.matching import IN_TEXTS, IN_TITLES, Condition, Counting, Group, Token, alternatives, apart
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.search.query import (
    NOWHERE,
    Query,
    anywhere,
    as_title,
    beside_index,
    beside_size,
    in_some_titles,
    in_text,
    in_titles,
    one,
    side_by_side,
    size_of,
    titles_with,
)
from resolvers.search.spelling import beginning_alike

TITLE, STEM, BEGINNING, ELSEWHERE = (16, 10), (14, 9), (12, 8), (2, 1)
WHOLE, OPENING, IN_ORDER = (60, 40), (30, 20), (6, 6)
"""The points, in the language that is read and in others."""

LEFT_OUT = -100
"""What takes an entry out in which it stands."""

MOST_PARTS = 3
"""Parts of what the index is asked for that it is asked for side by side."""

Looked = str | Condition | None
"""What is bound for a name: a text that stands in a title, what the index is asked for, or nothing."""


class Ranked(NamedTuple):
    """What of a query decides the SQL: how many terms it has at most, and in how many languages it is read.

    *beside* is how many phrases it has at most, and how many terms are to be left out.
    """

    terms: int
    beside: int
    languages: int

    @classmethod
    def of(cls, query: Query, chain: Chain) -> "Ranked":
        """Take it out of a query."""
        return cls(size_of(query.terms), beside_size(query), len(chain))


class Names(NamedTuple):
    """The names of what is bound for the hits called *alias*."""

    alias: str

    def of(self, what: str, *numbers: int) -> Parameter:
        """Name a text, of a term or a phrase and a language."""
        return Parameter("_".join((self.alias, what, *map(str, numbers))))

    def match(self, what: str) -> MatchParameter:
        """Name what the index is asked for."""
        return MatchParameter(f"{self.alias}_{what}")

    def parts(self, what: str, terms: int) -> list[MatchParameter]:
        """Name the parts of what the index is asked for, where it is of so many terms at most."""
        return [self.match(f"{what}_part_{number}") for number in range(min(terms, MOST_PARTS))]

    def finding(self, query: Query, chain: Chain) -> dict[str, Any]:
        """Return what is bound to find and to rank entries, for a query that is read in the languages of a chain."""
        asked: dict[str, Condition] = {
            "whole": as_title(query, chain),
            "title": in_titles(query, chain),
            "any": anywhere(query, chain),
            "some": in_some_titles(query, chain),
            "alike": beginning_alike(query, chain),
        }
        found: dict[str, Any] = {self.match(name): condition for name, condition in asked.items()}
        for name in ("title", "any"):
            names = self.parts(name, size_of(query.terms))
            found |= zip(names, apart(asked[name], len(names)), strict=True)
        beside: dict[str, Looked] = {}
        for number, texts in enumerate(beside_index(query, chain)):
            beside |= {self.of("beside", number, place): found_or_none(text) for place, text in enumerate(texts)}
        packed = packed_with(beside, groups_beside(Ranked.of(query, chain), self))
        return found | beside | {self.of("beside"): packed} | self.ranking(query, chain)

    def ranking(self, query: Query, chain: Chain) -> dict[str, Looked]:
        """Return what is bound to rank entries alone."""
        looked = dict(self.looked(query, chain))
        return looked | {self.of("points"): packed_with(looked, groups_of(Ranked.of(query, chain), self))}

    def looked(self, query: Query, chain: Chain) -> Iterator[tuple[str, Looked]]:
        """Yield what gives points; None in the place of what cannot be found."""
        size = size_of(query.terms)
        for place, locale in enumerate(chain):
            language = place_of(locale.tag)
            for number in range(size):
                term = query.terms[number] if number < len(query.terms) else None
                yield self.of("exact", number, place), side_by_side(term.tokens, language) if term else None
                yield self.of("begins", number, place), f" {language}{term.word}" if term and term.is_prefix else None
                stemmed = Token(f"{language}^{stem(term.word)}") if term and term.word else None
                yield self.match(f"stem_{number}_{place}"), stemmed
                yield self.match(f"text_{number}_{place}"), in_text(term, language) if term else None
                if place == 0:
                    yield self.match(f"title_{number}"), one(titles_with(term, chain)) if term else None
            words = side_by_side(query.tokens, language)
            yield self.of("words", place), words
            yield self.of("opening", place), f" |{language}{words}"
            yield self.of("all", place), f" |{language}{words}|{language} "


def found_or_none(text: str) -> str | None:
    """Return a text that is looked for; None for what stands in the place of one."""
    return None if text == NOWHERE else text


def packed_with(looked: Mapping[str, Looked], groups: Sequence[Group]) -> str:
    """Write groups as JSON, with what is bound in the place of its names, as texts that stand in columns of tokens.

    What cannot be found is left out, and so is what is looked for already. Before stands what several of them contain:
    where that is not there, they are not looked for.
    """
    required: dict[tuple[int, str], int] = {}
    packed = []
    for group in groups:
        found: dict[tuple[int, tuple[str, ...]], int] = {}
        for where, name, points in group.counting:
            for texts in alternatives_of(looked[name]):
                found.setdefault((where, tuple(texts)), points)
        before = [text for name in group.required if isinstance(text := looked[name], str)]
        packed.append(
            [
                (where, required.setdefault((where, contained(texts[0], before)), len(required)), texts, points)
                for (where, texts), points in found.items()
            ]
        )
    return orjson.dumps([list(required), packed]).decode()


def contained(text: str, before: Sequence[str]) -> str:
    """Return what a text contains: one of those looked for *before*, or its first token without its language."""
    return next((each for each in before if each in text), "".join(text[2:].partition(" ")[:2]))


def alternatives_of(looked: Looked) -> list[list[str]]:
    """List what is bound for one name as texts, all of one of the lists."""
    if looked is None:
        return []
    return [[looked]] if isinstance(looked, str) else alternatives(looked)


def groups_of(ranked: Ranked, names: Names) -> list[Group]:
    """List what gives points: of each term, and of the whole of what is typed, the first that is there does."""
    return [*(of_term(number, ranked, names) for number in range(ranked.terms)), of_all(ranked, names)]


def of_term(number: int, ranked: Ranked, names: Names) -> Group:
    """List what gives the points of one term; elsewhere it is found as the index has it."""
    places = range(ranked.languages)
    in_title = [
        Counting(IN_TITLES, what, points[place > 0])
        for place in places
        for what, points in (
            (names.of("exact", number, place), TITLE),
            (names.match(f"stem_{number}_{place}"), STEM),
            (names.of("begins", number, place), BEGINNING),
        )
    ]
    elsewhere = [Counting(IN_TEXTS, names.match(f"text_{number}_{place}"), ELSEWHERE[place > 0]) for place in places]
    return Group(in_title + elsewhere, [names.match(f"title_{number}")])


def of_all(ranked: Ranked, names: Names) -> Group:
    """List what gives the points for the whole of what is typed, the most first; all of it has the words in a row."""
    found = [
        Counting(IN_TITLES, names.of(what, place), points[place > 0])
        for place in range(ranked.languages)
        for what, points in (("all", WHOLE), ("opening", OPENING), ("words", IN_ORDER))
    ]
    words = [names.of("words", place) for place in range(ranked.languages)]
    return Group(sorted(found, key=lambda each: -each.points), words)


def groups_beside(ranked: Ranked, names: Names) -> list[Group]:
    """List what rows are held against beside the index: each phrase counts one, what is left out more than all."""
    return [
        Group(
            [
                Counting(0, names.of("beside", number, place), 1 if number < ranked.beside else LEFT_OUT)
                for place in range(ranked.languages)
            ]
        )
        for number in range(2 * ranked.beside)
    ]


class Points(NamedTuple):
    """The SQL of the points for what was typed."""

    ranked: Ranked
    names: Names
    dialect: Dialect

    def of(self, rows: str, first: int) -> str:
        """Write the points of an edition in *rows*, of a type whose places begin with *first*."""
        return self.dialect.points(*self.counted, rows, first)

    @property
    def counted(self) -> tuple[Sequence[Group], Parameter]:
        """What is counted, and the parameter that has it with its texts."""
        return groups_of(self.ranked, self.names), self.names.of("points")

    def beside_index(self, rows: str) -> list[str]:
        """Write, in one of the languages, that each phrase stands in a row, and that nothing does which is left out."""
        groups = groups_beside(self.ranked, self.names)
        if not groups:
            return []
        found = self.dialect.sum_of_first(groups, self.names.of("beside"), f'{rows}."{TOKENS}"')
        return [f"{found} = {self.ranked.beside}"]
