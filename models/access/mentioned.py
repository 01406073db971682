"""What lines of the journal mention by number: people, tokens and entries, each kind read in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.access.tables import Change, Person, Token
from models.entry import Entry


@dataclass(frozen=True)
class Mentioned:
    """The rows that lines mention, by their numbers; tokens with their owners."""

    people: Mapping[int | None, Person]
    tokens: Mapping[int | None, Token]
    entries: Mapping[int | None, Entry]


def mentioned_in(lines: Sequence[Change]) -> Mentioned:
    """Read what lines mention."""
    tokens = Token.select(Token, Person).join(Person)
    return Mentioned(
        found(Person.select(), Person.person, (line.person for line in lines)),
        found(tokens, Token.token, (line.token for line in lines)),
        found(Entry.select(), Entry.entry, (line.entry for line in lines)),
    )


def found(rows: Any, column: Any, numbers: Iterable[int | None]) -> dict[int | None, Any]:
    """Read rows by their numbers."""
    wanted = sorted({number for number in numbers if number is not None})
    return {getattr(row, column.name): row for row in rows.where(column.in_(wanted))} if wanted else {}


def entry_numbers(uids: Iterable[str]) -> dict[tuple[str, str], int]:
    """Return the numbers of entries by their types and uids."""
    return {(row.type, row.uid): row.entry for row in Entry.select().where(Entry.uid.in_(list(uids)))}
