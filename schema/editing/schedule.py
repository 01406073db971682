"""The schedule: what begins and ends, of all types."""

from datetime import datetime
from typing import Annotated

import strawberry

from models.access.grants import Action
from models.instants import in_zone
from resolvers.access.rights import require_action
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import instant_of
from resolvers.editing.reader import Reader
from resolvers.editing.schedule import schedule
from schema.access.pages import After, First
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.pages import Connection, bounds, connection, cursor
from schema.services import Info, object_type, priced_field, query_fields

KIND = "ScheduleCursor"

COST = 20
"""What it costs to look at the timelines of all types."""


@object_type
class ScheduledChange:
    """What changes of one entry at an instant."""

    at: datetime
    """The instant."""
    entry: EntryLink
    """The entry."""
    begins: int | None
    """The version that is shown from then on, if another one is."""
    ends: int | None
    """The version that ceases to be shown, if one does."""


@query_fields
class ScheduleQuery:
    """Reading what is to come."""

    @priced_field(price=COST)
    def schedule(
        self,
        info: Info,
        from_: Annotated[datetime, strawberry.argument(name="from", description="From this instant on.")],
        to: Annotated[datetime, strawberry.argument(description="Until this instant, itself excluded.")],
        first: First = 100,
        after: After = None,
    ) -> Connection[ScheduledChange]:
        """All that begins or ends between two instants and that one may preview, in the order of instants."""
        reader = Reader(info.context)
        require_action(info.context.caller, Action.PREVIEW)
        asked, since, until = bounds(KIND, first, after, 2), instant_of(from_), instant_of(to)
        if since > until:
            raise BadUserInput("from must not be later than to.")
        place = None if asked.after is None else (asked.after[0], asked.after[1])
        found = schedule(reader, reader.permitted(Action.PREVIEW), since, until, asked.first, place)
        names = Names(reader, ((each.entry, each.type) for each in found.changes))
        zone = info.context.site.zone
        nodes = [
            ScheduledChange(at=in_zone(each.at, zone), entry=names.link(each.entry), begins=each.begins, ends=each.ends)
            for each in found.changes
        ]
        cursors = [cursor(KIND, each.at, each.entry) for each in found.changes]
        return connection(nodes, cursors, asked, has_next=found.has_next)
