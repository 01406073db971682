r"""Statements: SQL written once, with named places for what each run binds.

SQL is text in which a place for a value is a mark, `\0name\0` (`parameters.py`); so pieces of it are put together as
text. A finished statement has numbered places, and knows what is bound to each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.database import fetch_row
from models.entry import database
from models.errors import AnswerTooLarge, StatementTooDeep
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.parameters import LIST, MARK, MATCH
from resolvers.context.errors import TooDeep

BETWEEN = b"\x1e"
"""What stands between texts that are read as one: in JSON it is escaped."""


class Statement:
    """Texts that are read as one, each written as SQL with marks of its own; a value that has two places is bound once.

    What is read as one is measured as one: what is more than an answer may have is not built to its end on SQLite,
    whose limit on texts it reaches, and does not leave PostgreSQL. What stands *beside* is another value of its row.
    A *remark* stands before it, a comment.
    """

    def __init__(self, dialect: Dialect, texts: Sequence[str], beside: str | None = None, remark: str = "") -> None:
        self.dialect = dialect
        numbers: dict[tuple[int, str], str] = {}
        written = []
        for number, text in enumerate(texts):
            pieces = text.split(MARK)
            for place in range(1, len(pieces), 2):
                pieces[place] = numbers.setdefault((number, pieces[place]), f"{dialect.sign}{len(numbers) + 1}")
            written.append("".join(pieces))
        others = f", {beside}" if beside else ""
        self.text = remark + dialect.measured(dialect.joined(written), f"{dialect.sign}{len(numbers) + 1}", others)
        self.places = [(number, name.lstrip(LIST + MATCH), encoder_of(dialect, name)) for number, name in numbers]

    def is_parsed(self) -> bool:
        """Tell whether the database can parse it, nested as it is."""
        can_parse: bool = database.can_parse(self.text, len(self.places))
        return can_parse

    def bind(self, values: Sequence[Mapping[str, Any]]) -> list[Any]:
        """List what is bound, out of the values of each text by parameter name."""
        return [
            encode(values[number][name]) if encode else values[number][name] for number, name, encode in self.places
        ]

    def places_of(self, name: str) -> dict[int, int]:
        """Tell where a parameter of this name is bound, and for which text."""
        return {place: number for place, (number, found, _) in enumerate(self.places) if found == name}

    def run(self, bound: Sequence[Any], largest: int) -> Sequence[bytes | None]:
        """Execute; return the texts, in UTF-8, and behind them what stands *beside*.

        Raise `TooDeep` for one that is nested too deep, `AnswerTooLarge` for more than *largest* bytes.
        """
        try:
            text, *beside = fetch_row(self.text, self.dialect.with_limit(bound, largest))
        except StatementTooDeep:
            raise TooDeep from None
        if text is None and self.dialect.measures:
            raise AnswerTooLarge(largest)
        return [*AnswerSize(largest).add(text or b"null").split(BETWEEN), *beside]


def encoder_of(dialect: Dialect, name: str) -> Callable[[Any], Any] | None:
    """Return what gives a value the form in which it is bound, by the sign before its name; None for a plain one."""
    return {LIST: dialect.encode_list, MATCH: dialect.syntax.written}.get(name[:1])


@dataclass
class AnswerSize:
    """The bytes of an operation's answers so far, which together are no more than an answer may have: *largest*."""

    largest: int
    size: int = 0

    def add(self, text: bytes) -> bytes:
        """Count and return a text; raise `AnswerTooLarge` where that is too much."""
        self.size += len(text)
        if self.size > self.largest:
            raise AnswerTooLarge(self.largest)
        return text
