"""The change feed: what became public, is to become so, or ceased, for programs that mirror or purge."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import strawberry

from models.access.grants import Action
from models.editing import feed
from models.editing.tables import Publication
from models.instants import FOREVER, in_zone
from resolvers.access.rights import require_content_type, require_person, unconditional_types
from resolvers.context.errors import require_few
from resolvers.editing.reader import Reader
from schema.access import ids
from schema.access.pages import After, First
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.pages import Connection, bounds, connection, cursor
from schema.namespace import enum_type
from schema.services import Info, object_type, query_fields

KIND = "Change"


class ChangeKind(StrEnum):
    """What was done."""

    PUBLISHED = "PUBLISHED"
    """It became public at once."""
    SCHEDULED = "SCHEDULED"
    """It is to become public."""
    UNPUBLISHED = "UNPUBLISHED"
    """It ceases to be public."""
    RESCHEDULED = "RESCHEDULED"
    """What was scheduled begins or ends at another instant."""
    CANCELLED = "CANCELLED"
    """What was scheduled does not begin."""
    DELETED = "DELETED"
    """The entry was deleted."""
    UNDELETED = "UNDELETED"
    """The entry is there again."""
    REDACTED = "REDACTED"
    """Words were taken out of what was public."""
    REPLACED = "REPLACED"
    """Content files said what it is to be: all of it, the past as well, may be other than before."""


enum_type(ChangeKind)


@object_type
class Change:
    """A change of what is public, was, or will be."""

    id: strawberry.ID
    """The id of the change, which stays the same: opaque, and no id of `node`."""
    kind: ChangeKind
    """What was done."""
    at: datetime
    """The instant from which it is true."""
    until: datetime | None
    """The instant at which what was published ends; null for no end, and for what does not begin."""
    made_at: datetime
    """The instant at which it was done."""
    type: str
    """The content type of the entry."""
    entry: EntryLink
    """The entry, as it is named now."""
    version: int | None
    """The version that it is about, if it is about one."""


@query_fields
class ChangeQuery:
    """Reading the change feed."""

    @strawberry.field
    def changes(
        self,
        info: Info,
        types: Annotated[
            list[str] | None,
            strawberry.argument(description="The content types; all that one may preview, unless given."),
        ] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Change]:
        """All changes of what is public, in the order in which they were made; needs PREVIEW on all of the types.

        Behind a cursor that was given, nothing is missed: who asks again with it gets all that came since.
        """
        require_person(info.context.caller)
        require_few(types or (), "types")
        for name in types or ():
            require_content_type(name)
        wanted = unconditional_types(info.context.caller, Action.PREVIEW, types)
        asked = bounds(KIND, first, after)
        rows = feed.page(wanted, asked.after[0] if asked.after else None, asked.first)
        page = rows[: asked.first]
        names = Names(Reader(info.context), ((row.entry, row.type) for row in page))
        nodes = [shown(row, names, info.context.site.zone) for row in page]
        cursors = [cursor(KIND, row.position) for row in page]
        return connection(nodes, cursors, asked, has_next=len(rows) > len(page), end=after if not page else None)


def shown(row: Publication, names: Names, zone: ZoneInfo) -> Change:
    """Show a change."""
    return Change(
        id=ids.encode(KIND, row.position),
        kind=ChangeKind(row.kind),
        at=in_zone(row.at, zone),
        until=None if row.until == FOREVER else in_zone(row.until, zone),
        made_at=in_zone(row.made_at, zone),
        type=row.type,
        entry=names.link(row.entry),
        version=row.version,
    )
