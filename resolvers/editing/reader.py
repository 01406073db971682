"""A reader: runs queries of what is not public for one caller, under the conditions of their grants.

It writes rows as lists of JSON, by the same code as answers are, so that conditions are compiled by the filters'.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson
from peewee import SQL, ModelSelect

from models.access.grants import Action, Permission
from models.database import largest_answer
from models.edition import Edition, content_types
from models.entry import database
from resolvers.access.visibility import allowed, condition_values
from resolvers.compiler.dialect import Dialect, dialect_of
from resolvers.compiler.parameters import AT
from resolvers.compiler.statements import Statement
from resolvers.compiler.writer import StatementWriter
from resolvers.context.circumstances import Circumstances
from resolvers.context.read_context import DEFAULT, ReadContext
from resolvers.where.conditions import join_conditions

Columns = Mapping[str, type]
"""The columns of a query by name, with the type in Python of each: `int` or `str`; all others come as text."""


class Reader:
    """Queries for who asks in some circumstances, as of the instant that is now."""

    def __init__(self, circumstances: Circumstances) -> None:
        self.circumstances = circumstances
        now = circumstances.instant
        self.context = ReadContext(DEFAULT, now, circumstances.site, now=now)

    @cached_property
    def dialect(self) -> Dialect:
        """The dialect of the database."""
        return dialect_of(database.obj)

    @property
    def writer(self) -> StatementWriter:
        """What writes one statement."""
        return StatementWriter(self.context, self.dialect, 1)

    def permission(self, action: Action, type_name: str) -> Permission:
        """Tell how far an action is allowed on a type."""
        return self.circumstances.caller.grants.permission(action, type_name)

    def permitted(self, action: Action) -> dict[type[Edition], Permission]:
        """List the content types on some entries of which an action is allowed, with how far."""
        found = {model: self.permission(action, model.__name__) for model in content_types()}
        return {model: permission for model, permission in found.items() if not permission.is_never}

    def meeting(self, rows: ModelSelect, table: Any, permission: Permission) -> ModelSelect:
        """Narrow a query to the rows in *table* that a permission reaches."""
        if permission.is_always:
            return rows
        found: ModelSelect = rows.where(allowed(permission, table, self.writer))
        return found

    def may_know(self, table: Any) -> Any:
        """Require an edition in *table* that the caller may know of.

        Anybody may know what has been public until now, who may preview what is scheduled, who reads drafts all.
        """
        name, is_published = table.model.__name__, table.live_from.is_null(is_null=False)
        begun: Any = self.dialect.unindexed(table.live_from) <= AT.place
        known = [begun]
        for action, which in ((Action.PREVIEW, is_published), (Action.READ_DRAFTS, None)):
            permission = self.permission(action, name)
            if permission.is_always and which is None:
                return SQL("1 = 1")
            if not permission.is_never:
                may = [] if permission.is_always else [allowed(permission, table, self.writer)]
                known.append(join_conditions([*may, *([] if which is None else [which])], "AND"))
        return join_conditions(known, "OR")

    def read(self, rows: str, columns: Columns, values: dict[Any, Any]) -> list[list[Any]]:
        """Read the rows of a query, written as SQL, in its order; what it binds is among *values*."""
        dialect = self.dialect
        element = dialect.array_of([dialect.value(kind, f'"found"."{name}"') for name, kind in columns.items()])
        statement = Statement(dialect, [dialect.list_of(element, rows, "found")])
        bound = {**self.context.values(), **self.conditions, **values}
        (text,) = statement.run(statement.bind([bound]), largest_answer())
        found: list[list[Any]] = orjson.loads(text or b"[]")
        return found

    @cached_property
    def conditions(self) -> dict[str, Any]:
        """What the conditions of all grants of the caller bind."""
        found: dict[str, Any] = {}
        for grant in self.circumstances.caller.grants.all:
            if grant.where is not None and grant.type is not None:
                found |= condition_values(grant.type, grant.where)
        return found


def together(queries: Sequence[str], order: str) -> str:
    """Write several queries of the same columns as one."""
    parts = " UNION ALL ".join(f'SELECT * FROM ({query}) AS "q{number}"' for number, query in enumerate(queries))
    return f'SELECT * FROM ({parts}) AS "together" {order}'
