"""Matching: what the index of tokens is asked for, and how each database writes it as the text of one parameter."""

from collections.abc import Sequence
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


Condition = Token | All | Any

Group = Sequence[tuple[int, Parameter, int]]
"""Texts that are looked for one after the other, each in the column of a number, and what it counts."""


class Editions(NamedTuple):
    """The editions of a type: its *kind*, its *table* called *alias*, the *first* of their places, and a condition."""

    kind: str
    table: str
    alias: str
    first: int
    condition: str


class Sought(NamedTuple):
    """What the index of tokens is asked for, of *editions* of several types."""

    editions: Sequence[Editions]
    match: MatchParameter


class Syntax(NamedTuple):
    """How a database writes what its index is asked for."""

    quote: str
    prefix: str
    all: str
    any: str

    def written(self, condition: Condition) -> str:
        """Write a condition."""
        match condition:
            case Token(text, is_prefix):
                return f"{self.quote}{text}{self.quote}{self.prefix if is_prefix else ''}"
            case All(conditions):
                return "(" + self.all.join(map(self.written, conditions)) + ")"
            case Any(conditions):
                return "(" + self.any.join(map(self.written, conditions)) + ")"


FTS5 = Syntax('"', "*", " AND ", " OR ")
TSQUERY = Syntax("'", ":*", " & ", " | ")
"""How the databases write it. A token has none of these signs."""
