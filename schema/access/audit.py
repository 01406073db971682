"""The journal: who did what, when, in which request."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import orjson
import strawberry
from strawberry.scalars import JSON

from models.access import journal
from models.access.grants import Action
from models.access.mentioned import Mentioned, Who, entry_numbers, mentioned_in
from models.access.tables import Change
from models.instants import in_zone
from resolvers.access.rights import require_right
from resolvers.attributes import ids as entry_ids
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import BadUserInput, require_text
from resolvers.context.read_context import instant_of
from schema.access import ids
from schema.access.pages import After, First, bounds, cursor, page_info
from schema.access.people import User, user_of
from schema.access.tokens import ApiToken, token_of
from schema.entries import PageInfo
from schema.services import Info, input_type, object_type, query_fields

KIND = "AuditEntry"

Actor = Annotated[User | ApiToken, strawberry.union("Actor", description="Who acted.")]


@object_type
class AuditEntry:
    """A line of the journal, which nobody changes."""

    id: strawberry.ID
    """The id of the line: opaque, and no id of `node`."""
    at: datetime
    """When it was done."""
    act: str
    """What was done: words with dots between them, the widest first, such as `token.create`."""
    actor: Actor | None
    """Who did it; null for a command, and for somebody who is not known."""
    by: str
    """What who did it was called then."""
    entry_id: strawberry.ID | None
    """The `entryId` of the entry that it was done to; null for none."""
    details: JSON
    """What else is known of it, by what was done."""
    request_id: str
    """The request, as the log and the header `X-Request-Id` name it."""


@object_type
class AuditEdge:
    """A line of the journal in a page, with its place."""

    node: AuditEntry
    """The line."""
    cursor: str
    """The place of the line, for `after`."""


@object_type
class AuditConnection:
    """A page of the journal, the newest line first."""

    filters: strawberry.Private[journal.Filters]
    edges: list[AuditEdge]
    """The lines of the page with their cursors."""
    nodes: list[AuditEntry]
    """The lines of the page."""
    page_info: PageInfo
    """Where the page stands in the journal."""

    @strawberry.field
    def total_count(self) -> int:
        """How many lines the whole list has."""
        return journal.count(self.filters)


@input_type
class AuditFilter:
    """Conditions on lines of the journal; all that are given must hold."""

    act: str | None = None
    """Is this act, or one that it begins: `token` is also `token.create`."""
    user: strawberry.ID | None = None
    """Was done by this person, also by a token of theirs."""
    token: strawberry.ID | None = None
    """Was done by this token."""
    entry: strawberry.ID | None = None
    """Was done to the entry with this global id."""
    since: datetime | None = None
    """Was done at this instant or later."""
    until: datetime | None = None
    """Was done before this instant."""


@query_fields
class AuditQuery:
    """Reading the journal."""

    @strawberry.field
    def audit(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        where: Annotated[
            AuditFilter | None, strawberry.argument(description="The conditions that all lines meet.")
        ] = None,
    ) -> AuditConnection:
        """Lines of the journal, the newest first; needs the right READ_AUDIT."""
        circumstances = info.context
        require_right(circumstances.caller, Action.READ_AUDIT)
        return audit_page(circumstances, read_filter(where), first, after)


def audit_page(
    circumstances: Circumstances, filters: journal.Filters, first: int, after: str | None
) -> AuditConnection:
    """Show a page of the journal."""
    asked = bounds(KIND, first, after)
    page = journal.page(filters, asked.first, asked.below)
    mentioned = mentioned_in(page.lines)
    nodes = [line_of(line, mentioned, circumstances) for line in page.lines]
    edges = [
        AuditEdge(node=node, cursor=cursor(KIND, line.change)) for node, line in zip(nodes, page.lines, strict=True)
    ]
    place = page_info([each.cursor for each in edges], asked, has_next=page.has_next)
    return AuditConnection(filters=filters, edges=edges, nodes=nodes, page_info=place)


def line_of(line: Change, mentioned: Mentioned, circumstances: Circumstances) -> AuditEntry:
    """Show a line."""
    zone = circumstances.site.zone
    entry = mentioned.entries.get(line.entry)
    return AuditEntry(
        id=ids.encode(KIND, line.change),
        at=in_zone(line.at, zone),
        act=line.act,
        actor=actor_of(line, mentioned, zone),
        by=line.actor,
        entry_id=None if entry is None else strawberry.ID(entry_ids.encode(entry.type, entry.uid)),
        details=orjson.loads(line.details),
        request_id=line.request_id,
    )


def actor_of(line: Who, mentioned: Mentioned, zone: ZoneInfo) -> User | ApiToken | None:
    """Show who acted, where that is known."""
    if (token := mentioned.tokens.get(line.token)) is not None:
        return token_of(token, zone)
    person = mentioned.people.get(line.person)
    return None if person is None else user_of(person)


def read_filter(where: AuditFilter | None) -> journal.Filters:
    """Read conditions; raise `BadUserInput` for an id that names nothing of its kind."""
    if where is None:
        return journal.Filters()
    return journal.Filters(
        person=None if where.user is None else number_in("User", where.user, "user"),
        token=None if where.token is None else number_in("ApiToken", where.token, "token"),
        entry=None if where.entry is None else entry_number(where.entry),
        act=None if where.act is None else require_text(where.act, "act"),
        since=None if where.since is None else instant_of(where.since),
        until=None if where.until is None else instant_of(where.until),
    )


def number_in(kind: str, identifier: str, name: str) -> int:
    """Return the number in an id."""
    number = ids.decode(kind, identifier)
    if number is None:
        raise BadUserInput(f"{name} must be the id of one.")
    return number


def entry_number(identifier: str) -> int:
    """Return the number of the entry that a global id names."""
    found = entry_ids.decode(identifier)
    number = entry_numbers([found.uid]).get((found.type, found.uid))
    if number is None:
        raise BadUserInput("entry must be the id of an entry.")
    return number
