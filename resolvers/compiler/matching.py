"""Matching: what the index of tokens is asked for, and how each database writes it as the text of one parameter."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from resolvers.compiler.parameters import MatchParameter, Parameter


class Token(NamedTuple):
    """A token that the index is asked for, or what one begins with."""

    text: str
    is_prefix: bool = False


class All(NamedTuple):
    """What is found by each of some conditions."""

    conditions: Sequence["Condition"]


class Any(NamedTuple):
    """What is found by one of some conditions."""

    conditions: Sequence["Condition"]


class Without(NamedTuple):
    """What is found by a condition, and has none of some tokens."""

    condition: "Condition"
    tokens: Sequence[Token]


Condition = Token | All | Any | Without

IN_TITLES, IN_TEXTS = 0, 1
"""Where something is looked for: in the titles of an edition, and in all its texts."""


class Counting(NamedTuple):
    """What counts *points* where it is there: a text, or what the index has where *what* is a `MatchParameter`."""

    where: int
    what: Parameter
    points: int


class Group(NamedTuple):
    """What is looked for one after the other, of which the first that is there counts; those in texts come last.

    Nothing counts in titles unless one of what is *required* is there, if anything is.
    """

    counting: Sequence[Counting]
    required: Sequence[Parameter] = ()


class Editions(NamedTuple):
    """The editions of a type: its *kind*, its *table* called *alias*, the *first* of their places, and a condition."""

    kind: str
    table: str
    alias: str
    first: int
    condition: str


class Sought(NamedTuple):
    """What the index of tokens is asked for, of *editions* of several types: that of titles, or of all texts.

    All of its *parts* together find what *match* finds. Of what is held against more than the index tells, the *newest*
    are looked at, as many of each type; None where all are.
    """

    editions: Sequence[Editions]
    match: MatchParameter
    parts: Sequence[MatchParameter]
    is_of_titles: bool
    newest: int | None


def apart(condition: Condition, number: int) -> list[Condition]:
    """List so many conditions that find together what one finds, some of them twice where it has fewer parts."""
    match condition:
        case All(conditions):
            groups = [conditions[first::number] or conditions[:1] for first in range(number)]
            return [group[0] if len(group) == 1 else All(group) for group in groups]
        case Without(found, tokens):
            first, *others = apart(found, number)
            return [Without(first, tokens), *others]
        case _:
            return [condition] * number


class Syntax(NamedTuple):
    """How a database writes what its index is asked for."""

    quote: str
    prefix: str
    all: str
    any: str
    without: str

    def written(self, condition: Condition | None) -> str | None:
        """Write a condition; None for none."""
        return None if condition is None else self.text(condition)

    def text(self, condition: Condition) -> str:
        """Write one that is there."""
        match condition:
            case Token(text, is_prefix):
                return f"{self.quote}{text}{self.quote}{self.prefix if is_prefix else ''}"
            case All(conditions):
                return "(" + self.all.join(map(self.text, conditions)) + ")"
            case Any(conditions):
                return "(" + self.any.join(map(self.text, conditions)) + ")"
            case Without(found, tokens):
                return f"({self.text(found)}{self.without}{self.text(Any(tokens))})"


def alternatives(condition: Condition) -> list[list[str]]:
    """List what meets a condition, as texts that stand in a column of tokens, all of one of the lists."""
    match condition:
        case Token(text, is_prefix):
            return [[f" {text}" if is_prefix else f" {text} "]]
        case All(conditions):
            return [[text for texts in chosen for text in texts] for chosen in product(*map(alternatives, conditions))]
        case Any(conditions):
            return [texts for each in conditions for texts in alternatives(each)]
        case Without(found, _):
            return alternatives(found)


FTS5 = Syntax('"', "*", " AND ", " OR ", " NOT ")
TSQUERY = Syntax("'", ":*", " & ", " | ", " & !")
"""How the databases write it. A token has none of these signs."""
