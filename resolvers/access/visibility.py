"""Visibility of what is not public: the predicates of the perspectives that need a right.

    without conditions   the rows that the perspective is about
    under conditions     those of them that meet one, and of each other entry the row that is public now

The links of a condition are looked up as they are public now: what a caller may see must not depend on what
others draft.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from peewee import SQL, Expression, fn

from models.access.grants import Action, Permission
from models.components import is_required
from models.edition import own_fields
from models.entry import Entry
from resolvers.access.conditions import read_condition
from resolvers.compiler.parameters import AT, PUBLIC_AT, ListParameter
from resolvers.compiler.visibility import is_recorded, live_at, shown, values_of
from resolvers.compiler.writer import StatementWriter
from resolvers.context.perspectives import Ahead, Drafted, Latest, Published, PublishedNow, denied
from resolvers.where.conditions import ConditionWriter, join_conditions, require_not

DRAFTED = ListParameter("drafted")
"""The numbers of the entries whose drafts a preview shows."""


@shown.register(PublishedNow)
def shown_now(perspective: PublishedNow, table: Any, writer: StatementWriter) -> Expression:
    """Show what is public now, whatever the instant of the reading."""
    return live_at(PUBLIC_AT, table, writer)


@shown.register(Ahead)
def shown_ahead(perspective: Ahead, table: Any, writer: StatementWriter) -> Any:
    """Show what will be live, of what the caller may preview; of all else, what is public now.

    What the caller may preview and will have ended is gone. What will be something that they may not is as it is now.
    """
    permission = permission_on(perspective, Action.PREVIEW, table)
    if permission.is_always:
        return live_at(AT, table, writer)
    may = allowed(permission, table, writer)
    other, any_other = table.model.alias(), table.model.alias()
    ahead = live_at(AT, other, writer) & allowed(permission, other, writer)
    lasts = same_entry(any_other, table, live_at(AT, any_other, writer))
    kept = join_conditions([require_not(may), lasts], "OR")
    public = live_at(PUBLIC_AT, table, writer) & kept & ~same_entry(other, table, ahead)
    return (live_at(AT, table, writer) & may) | public


@shown.register(Latest)
def shown_latest(perspective: Latest, table: Any, writer: StatementWriter) -> Any:
    """Show drafts, and of entries without one the last edition; of what the caller may not read so, what is public.

    What is deleted is not shown.
    """
    permission = permission_on(perspective, Action.READ_DRAFTS, table)
    if permission.is_always:
        return is_latest(table) & ~is_deleted(table)
    other = table.model.alias()
    latest = is_latest(table) & allowed(permission, table, writer) & ~is_deleted(table)
    better = is_latest(other) & allowed(permission, other, writer)
    return latest | (live_at(PUBLIC_AT, table, writer) & ~same_entry(other, table, better))


@shown.register(Drafted)
def shown_drafted(perspective: Drafted, table: Any, writer: StatementWriter) -> Any:
    """Show the drafts of some entries, of what the caller may read so, in the place of what else is shown of them."""
    base = shown(perspective.base, table, writer)
    permission = perspective.grants.permission(Action.READ_DRAFTS, table.model.__name__)
    if permission.is_never:
        return base
    other = table.model.alias()
    drafts = [is_draft(each) & among(each, writer) & ~is_deleted(each) for each in (table, other)]
    if not permission.is_always:
        may = [allowed(permission, each, writer) for each in (table, other)]
        drafts = [draft & allowed_so for draft, allowed_so in zip(drafts, may, strict=True)]
    return drafts[0] | (base & ~same_entry(other, table, drafts[1]))


@values_of.register(Published)
def values_of_conditions(perspective: Published, now: int) -> dict[str, Any]:
    """Bind the conditions of all grants that decide what is shown; most have none."""
    found: dict[str, Any] = {}
    if perspective.needs is not None:
        for grant in perspective.grants.all:
            if grant.where is not None and grant.type is not None:
                found |= condition_values(grant.type, grant.where)
    return found


@values_of.register(Drafted)
def values_of_drafted(perspective: Drafted, now: int) -> dict[str, Any]:
    """Bind the entries, too."""
    return values_of_conditions(perspective, now) | {DRAFTED: list(perspective.entries)}


@is_recorded.register(Ahead)
def is_recorded_ahead(perspective: Ahead, type_name: str) -> bool:
    """Say yes for those who may preview all of a type: the ledger knows what is scheduled."""
    return perspective.grants.permission(Action.PREVIEW, type_name).is_always


@is_recorded.register(Latest)
@is_recorded.register(Drafted)
def is_recorded_latest(perspective: Latest | Drafted, type_name: str) -> bool:
    """Drafts are in no ledger."""
    return False


def permission_on(perspective: Published, action: Action, table: Any) -> Permission:
    """Return what a caller may see of a type; raise `Denied` for nothing."""
    name = table.model.__name__
    permission = perspective.grants.permission(action, name)
    if permission.is_never:
        raise denied(action, name)
    return permission


def allowed(permission: Permission, table: Any, writer: StatementWriter) -> Any:
    """Require one of the conditions of a permission; one that cannot be read any more is met by nothing."""
    name = table.model.__name__
    now = replace(writer, context=replace(writer.context, perspective=PublishedNow()))
    found = [
        ConditionWriter(now, prefix(name, where)).write(condition.form, table, name) or SQL("1 = 1")
        for where in sorted(permission.conditions)
        if (condition := read_condition(name, where)) is not None
    ]
    return join_conditions(found, "OR") or SQL("1 = 0")


def condition_values(type_name: str, where: str) -> dict[str, Any]:
    """Bind the values of a condition."""
    condition = read_condition(type_name, where)
    values = condition.values if condition else ()
    return {f"{prefix(type_name, where)}{number}": value for number, value in enumerate(values)}


@lru_cache(maxsize=1_024)
def prefix(type_name: str, where: str) -> str:
    """Name the values of a condition: as no other condition's are named."""
    return f"grant_{type_name}_{sha256(where.encode()).hexdigest()[:16]}_"


def is_deleted(table: Any) -> Any:
    """Require an entry that is deleted."""
    entry = Entry.alias()
    gone = (entry.entry == table.entry) & entry.deleted_at.is_null(is_null=False)
    return fn.EXISTS(entry.select(SQL("1")).where(gone))


def any_draft(table: Any) -> Expression:
    """Require a draft, complete or not."""
    found: Expression = table.live_from.is_null()
    return found


def is_draft(table: Any) -> Expression:
    """Require a draft that has all that its type requires: others could not be shown where nothing is null."""
    found = any_draft(table)
    for name, field in own_fields(table.model).items():
        if is_required(field):
            found &= getattr(table, name).is_null(is_null=False)
    return found


def is_latest(table: Any, draft: Callable[[Any], Expression] = is_draft) -> Expression:
    """Require a draft of one kind, or the last edition of an entry that has none."""
    later = table.model.alias()
    is_later = draft(later) | (later.live_from > table.live_from)
    last: Expression = table.live_from.is_null(is_null=False) & ~same_entry(later, table, is_later)
    return draft(table) | last


def same_entry(other: Any, table: Any, condition: Any) -> Any:
    """Require that some *other* row of the entry in *table* meets a condition."""
    return fn.EXISTS(other.select(SQL("1")).where((other.entry == table.entry) & condition))


def among(table: Any, writer: StatementWriter) -> Any:
    """Require an entry whose draft is asked for."""
    return writer.dialect.among(table.entry, DRAFTED)
