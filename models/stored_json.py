"""Columns of JSON, read and written alike whichever database is used.

peewee's own field takes over the ways of the database that is connected last. In a process with two databases, one
would be read and written in the ways of the other.
"""

from typing import Any

import orjson
from peewee import JSONField, Node


class JsonField(JSONField):
    """A column of JSON. It is bound as text, which both drivers take, and has no operators of peewee's."""

    def _db_hook(self, database: Any) -> None:
        """Take nothing from a database."""

    def db_value(self, value: Any) -> Any:
        """Write a value as JSON; None is NULL, and SQL passes as it is."""
        return value if value is None or isinstance(value, Node) else orjson.dumps(value).decode()

    def python_value(self, value: Any) -> Any:
        """Read a value; psycopg has read it already, SQLite gives the text."""
        return orjson.loads(value) if isinstance(value, str) else value
