"""Checks: whether a caller may do something to one entry, as it stands: by its draft, or else by its last edition."""

from models.access.grants import Action, Permission
from models.edition import content_type
from models.entry import database
from resolvers.access.visibility import allowed, any_draft, condition_values, is_latest
from resolvers.compiler.dialect import dialect_of
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.statements import Statement
from resolvers.compiler.writer import StatementWriter
from resolvers.context.circumstances import Circumstances
from resolvers.context.read_context import DEFAULT, ReadContext

ENTRY = Parameter("entry")
"""The number of the entry."""

LARGEST = 100
"""Bytes of an answer, which is `true` or `false`."""


def may(
    circumstances: Circumstances,
    action: Action,
    type_name: str,
    entry: int,
    field: str | None = None,
    locale: str | None = None,
) -> bool:
    """Tell whether who asks may do something to an entry, to one field of it or in one language.

    Where grants have conditions, one of them must be met; of an entry that is not there none is.
    """
    permission = circumstances.caller.grants.permission(action, type_name, field, locale)
    return meets(circumstances, permission, type_name, entry)


def meets(circumstances: Circumstances, permission: Permission, type_name: str, entry: int) -> bool:
    """Tell whether a permission reaches an entry."""
    if not permission.conditions:
        return permission.is_always
    model, context = content_type(type_name), ReadContext(DEFAULT, circumstances.instant, circumstances.site)
    writer, table = StatementWriter(context, dialect_of(database.obj), 1), model.alias("checked")
    rows = table.select(table.entry).where(table.entry == ENTRY.place, is_latest(table, any_draft))
    met = writer.sql(rows.where(allowed(permission, table, writer)))
    statement = Statement(writer.dialect, [f"(CASE WHEN EXISTS ({met}) THEN 'true' ELSE 'false' END)"])
    values = {ENTRY: entry, **context.values(), "public_at": circumstances.instant}
    for where in permission.conditions:
        values |= condition_values(type_name, where)
    [answer] = statement.run(statement.bind([values]), LARGEST)
    return answer == b"true"
