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

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from models.search.columns import TITLE_TOKENS, TOKENS, place_of
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.localized import Chain
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.search.query import (
    NOWHERE,
    Query,
    anywhere,
    as_title,
    beside_index,
    in_some_titles,
    in_titles,
    side_by_side,
    size_of,
    stem_of,
)
from resolvers.search.spelling import beginning_alike

if TYPE_CHECKING:
    from resolvers.compiler.matching import Condition

TITLE, STEM, BEGINNING, ELSEWHERE = (16, 10), (14, 9), (12, 8), (2, 1)
WHOLE, OPENING, IN_ORDER = (60, 40), (30, 20), (6, 6)
"""The points, in the language that is read and in others."""


class Ranked(NamedTuple):
    """What of a query decides the SQL: how many terms and phrases it has at most, and in how many languages it is read.

    So many terms are to be *without*.
    """

    terms: int
    phrases: int
    without: int
    languages: int

    @classmethod
    def of(cls, query: Query, chain: Chain) -> "Ranked":
        """Take it out of a query."""
        return cls(size_of(query.terms), size_of(query.phrases), size_of(query.without), len(chain))


class Names(NamedTuple):
    """The names of what is bound for the hits called *alias*."""

    alias: str

    def of(self, what: str, *numbers: int) -> Parameter:
        """Name a text, of a term or a phrase and a language."""
        return Parameter("_".join((self.alias, what, *map(str, numbers))))

    def match(self, what: str) -> MatchParameter:
        """Name what the index is asked for."""
        return MatchParameter(f"{self.alias}_{what}")

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
        for number, texts in enumerate(beside_index(query, chain)):
            found |= {self.of("beside", number, place): text for place, text in enumerate(texts)}
        return found | dict(self.ranking(query, chain))

    def ranking(self, query: Query, chain: Chain) -> Iterator[tuple[str, str]]:
        """Yield what is bound to rank entries alone."""
        size = size_of(query.terms)
        for place, locale in enumerate(chain):
            language = place_of(locale.tag)
            for number in range(size):
                term = query.terms[number] if number < len(query.terms) else None
                yield self.of("exact", number, place), side_by_side(term.tokens, language) if term else NOWHERE
                yield self.of("stem", number, place), stem_of(term, language) if term else NOWHERE
                begins = f" {language}{term.word}" if term and term.is_prefix else NOWHERE
                yield self.of("begins", number, place), begins
            words = side_by_side(query.tokens, language)
            yield self.of("words", place), words
            yield self.of("opening", place), f" |{language}{words}"
            yield self.of("all", place), f" |{language}{words}|{language} "


class Points(NamedTuple):
    """The SQL of the points for what was typed."""

    ranked: Ranked
    names: Names
    dialect: Dialect

    def has(self, column: str, what: str, *numbers: int) -> str:
        """Write that a column of tokens has a text."""
        return f"{self.dialect.position}({column}, {self.names.of(what, *numbers).mark}) > 0"

    def of(self, rows: str) -> str:
        """Write the points of a row, which has the columns of tokens."""
        title, text = f'{rows}."{TITLE_TOKENS}"', f'{rows}."{TOKENS}"'
        terms = [self.of_term(number, title, text) for number in range(self.ranked.terms)]
        return " + ".join([*terms, self.of_all(title)])

    def of_term(self, number: int, title: str, text: str) -> str:
        """Write the points of one term."""
        places = range(self.ranked.languages)
        in_title = [
            (self.has(title, what, number, place), points[place > 0])
            for place in places
            for what, points in (("exact", TITLE), ("stem", STEM), ("begins", BEGINNING))
        ]
        elsewhere = [
            (self.has(text, what, number, place), ELSEWHERE[place > 0])
            for place in places
            for what in ("stem", "begins")
        ]
        return case(in_title + elsewhere, 0)

    def of_all(self, title: str) -> str:
        """Write the points for the whole of what is typed."""
        cases = []
        for place in range(self.ranked.languages):
            each = int(place > 0)
            cases += [(self.has(title, "all", place), WHOLE[each]), (self.has(title, "opening", place), OPENING[each])]
        in_order = [(self.has(title, "words", place), IN_ORDER[0]) for place in range(self.ranked.languages)]
        return case([*sorted(cases, key=lambda one: -one[1]), *in_order], 0)

    def beside_index(self, rows: str) -> list[str]:
        """Write, in one of the languages, that each phrase stands in a row, and that nothing does which is left out."""
        text, phrases = f'{rows}."{TOKENS}"', self.ranked.phrases
        held = [
            " OR ".join(self.has(text, "beside", number, place) for place in range(self.ranked.languages))
            for number in range(phrases + self.ranked.without)
        ]
        return [f"({each})" if number < phrases else f"NOT ({each})" for number, each in enumerate(held)]


def case(cases: list[tuple[str, int]], otherwise: int) -> str:
    """Write the points of the first condition that holds."""
    written = " ".join(f"WHEN {condition} THEN {points}" for condition, points in cases)
    return f"CASE {written} ELSE {otherwise} END"
