"""Editorial statistics that are listed: what others link to, untouched entries, dead links, and who did how much."""

from datetime import datetime, timedelta
from typing import Annotated

import strawberry
from strawberry.utils.str_converters import to_camel_case

from models.access import activity
from models.access.grants import Action
from models.access.mentioned import mentioned_in
from models.instants import in_zone, to_microseconds
from models.links import links_from
from resolvers.access.rights import require_right
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import instant_of
from resolvers.editing.counts import count_targets
from resolvers.editing.dead_links import count_dead_links, dead_links
from resolvers.editing.untouched import count_untouched, untouched
from schema.access.audit import Actor, actor_of
from schema.access.pages import After, First
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.pages import (
    Connection,
    CountedConnection,
    bounds,
    connection,
    counted_connection,
    cursor,
)
from schema.editing.statistics import COST, Type, permitted_on
from schema.services import Info, object_type, priced_field, query_fields

YEAR, MONTH = timedelta(days=365), timedelta(days=30)
"""How long nobody has touched an entry, and how far back acts are counted, unless that is said."""


@object_type
class LinkedEntryCount:
    """How many entries of a type link to one by one field."""

    entry: EntryLink
    """What they link to."""
    live: int
    """How many do so in what is live now."""
    drafts: int
    """How many do so in a draft."""


@object_type
class UntouchedEntry:
    """An entry that nobody has touched since an instant."""

    entry: EntryLink
    """The entry."""
    touched_at: datetime
    """When somebody last did."""


@object_type
class DeadLink:
    """A link of what is live to what is not."""

    source: EntryLink
    """The entry that is live."""
    field: str
    """The field by which it links, or in whose components it does."""
    target: EntryLink
    """The entry that is not live, or was deleted."""


@object_type
class EditorActivity:
    """What one actor did to entries of a type."""

    actor: Actor | None
    """Who; null for a command, and for somebody who is not known."""
    by: str
    """What who did it was called then."""
    type: str
    """The content type."""
    acts: int
    """How many lines the journal has of it; saves of a few minutes are one."""
    entries: int
    """On how many entries."""
    last_at: datetime
    """When the last of them was done."""


@query_fields
class StatisticsListQuery:
    """Listing what editors have to look at."""

    @priced_field(price=COST)
    def linked_entry_counts(
        self,
        info: Info,
        type: Annotated[str, strawberry.argument(description="The content type of what links.")],  # noqa: A002
        link: Annotated[str, strawberry.argument(description="The field that links, such as `schools`.")],
        first: First = 50,
        after: After = None,
    ) -> Connection[LinkedEntryCount]:
        """Count live entries and drafts of a type by what they link to, of what one may read drafts of."""
        reader, permitted = permitted_on(info, Action.READ_DRAFTS, type)
        [(model, permission)] = permitted.items()
        links = {to_camel_case(name): each for name, each in links_from(model).items()}
        if link not in links:
            known = ", ".join(links) or "none"
            raise BadUserInput(f"link must be a field of {type} that links: {known}.")
        kind = f"{type}{link}Cursor"
        asked = bounds(kind, first, after)
        found, has_next = count_targets(
            reader, model, permission, links[link], asked.first, asked.after[0] if asked.after else None
        )
        names = Names(reader, ((each.target, links[link].target) for each in found))
        nodes = [
            LinkedEntryCount(entry=names.link(each.target), live=each.all.live, drafts=each.all.drafts)
            for each in found
        ]
        return connection(nodes, [cursor(kind, each.target) for each in found], asked, has_next=has_next)

    @priced_field(price=COST)
    def untouched_entries(
        self,
        info: Info,
        since: Annotated[
            datetime | None, strawberry.argument(description="The instant; 365 days ago, unless given.")
        ] = None,
        type: Type = None,  # noqa: A002  (its name in the schema)
        first: First = 50,
        after: After = None,
    ) -> CountedConnection[UntouchedEntry]:
        """Entries that nobody has saved or done anything to since an instant, of what one may read drafts of.

        Those that have ended are left out.
        """
        reader, permitted = permitted_on(info, Action.READ_DRAFTS, type)
        asked = bounds("UntouchedCursor", first, after)
        instant = to_microseconds(info.context.now - YEAR) if since is None else instant_of(since)
        found, has_next = untouched(reader, permitted, instant, asked.first, asked.after[0] if asked.after else None)
        names, zone = Names(reader, ((each.entry, each.type) for each in found)), info.context.site.zone
        nodes = [UntouchedEntry(entry=names.link(each.entry), touched_at=in_zone(each.at, zone)) for each in found]
        cursors = [cursor("UntouchedCursor", each.entry) for each in found]
        page = connection(nodes, cursors, asked, has_next=has_next)
        return counted_connection(page, lambda: count_untouched(reader, permitted, instant))

    @priced_field(price=COST)
    def dead_links(
        self,
        info: Info,
        type: Type = None,  # noqa: A002  (its name in the schema)
        first: First = 50,
        after: After = None,
    ) -> CountedConnection[DeadLink]:
        """Links of live entries to what is not live, which readers are not shown, of what one may read drafts of.

        Links in components count, too, each target once for a field.
        """
        reader, permitted = permitted_on(info, Action.READ_DRAFTS, type)
        asked = bounds("DeadLinkCursor", first, after, 3)
        place = None if asked.after is None else (asked.after[0], asked.after[1], asked.after[2])
        found, has_next = dead_links(reader, permitted, asked.first, place)
        names = Names(reader, ((each.entry, each.type) for each in found))
        names.add((each.target, each.target_type) for each in found)
        nodes = [
            DeadLink(source=names.link(each.entry), field=to_camel_case(each.field), target=names.link(each.target))
            for each in found
        ]
        cursors = [cursor("DeadLinkCursor", each.entry, each.link, each.target) for each in found]
        page = connection(nodes, cursors, asked, has_next=has_next)
        return counted_connection(page, lambda: count_dead_links(reader, permitted))

    @priced_field(price=COST)
    def editor_activity(
        self,
        info: Info,
        since: Annotated[
            datetime | None, strawberry.argument(description="The instant; 30 days ago, unless given.")
        ] = None,
        first: First = 50,
    ) -> list[EditorActivity]:
        """Who did how much to entries of which type since an instant, most first; needs the right READ_AUDIT."""
        require_right(info.context.caller, Action.READ_AUDIT)
        few = bounds("ActivityCursor", first, None).first
        instant = to_microseconds(info.context.now - MONTH) if since is None else instant_of(since)
        rows = activity.activity(instant, few)
        mentioned, zone = mentioned_in(rows), info.context.site.zone
        return [
            EditorActivity(
                actor=actor_of(row, mentioned, zone),
                by=row.actor,
                type=row.type,
                acts=row.acts,
                entries=row.entries,
                last_at=in_zone(row.at, zone),
            )
            for row in rows
        ]
