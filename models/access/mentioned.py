"""What lines of the journal mention by number: people, tokens and entries, each kind read in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from models.access.tables import Person, Token
from models.entry import Entry


class Who(Protocol):
    """What says by numbers who acted: a line, or several lines together."""

    @property
    def person(self) -> Any:
        """The number of a person."""

    @property
    def token(self) -> Any:
        """The number of a token."""


@dataclass(frozen=True)
class Mentioned:
    """The rows that lines mention, by their numbers; tokens with their owners."""

    people: Mapping[int | None, Person]
    tokens: Mapping[int | None, Token]
    entries: Mapping[int | None, Entry]


def mentioned_in(lines: Sequence[Who]) -> Mentioned:
    """Read what lines mention."""
    tokens = Token.select(Token, Person).join(Person)
    return Mentioned(
        found(Person.select(), Person.person, (line.person for line in lines)),
        found(tokens, Token.token, (line.token for line in lines)),
        found(Entry.select(), Entry.entry, (getattr(line, "entry", None) for line in lines)),
    )


def found(rows: Any, column: Any, numbers: Iterable[int | None]) -> dict[int | None, Any]:
    """Read rows by their numbers."""
    wanted = sorted({number for number in numbers if number is not None})
    return {getattr(row, column.name): row for row in rows.where(column.in_(wanted))} if wanted else {}


def entry_numbers(uids: Iterable[str]) -> dict[tuple[str, str], int]:
    """Return the numbers of entries by their types and uids."""
    return {(row.type, row.uid): row.entry for row in Entry.select().where(Entry.uid.in_(list(uids)))}
