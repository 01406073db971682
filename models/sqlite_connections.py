"""Connections to SQLite that know how much they have prepared: it keeps statements by number, whatever they weigh."""

import sqlite3
from typing import Any

PREPARED_STATEMENTS = 128
"""Statements that a connection has prepared at most."""

MOST_CHARACTERS = 2_000_000
"""Characters of the statements that a connection may have prepared before it is closed, which frees them: eighty like
the homepage's. A character takes 11 to 14 bytes, so a connection holds 28 MB at most, and one statement more; with
statements of 130,000 characters, 128 of them held 220 MB. To prepare them again takes as long as it took before."""


class PreparingConnection(sqlite3.Connection):
    """A connection that counts the characters of the statements that it was given, each once."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.prepared: set[str] = set()
        self.characters = 0

    def note(self, statement: str) -> None:
        """Note that a statement is prepared, unless it is already."""
        if statement not in self.prepared and self.characters <= MOST_CHARACTERS:
            self.prepared.add(statement)
            self.characters += len(statement)

    @property
    def is_full(self) -> bool:
        """Tell whether it has prepared as much as it may."""
        return self.characters > MOST_CHARACTERS
