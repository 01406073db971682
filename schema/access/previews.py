"""Previews: an instant and an eye, which a frontend shows by a header with its queries unchanged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import quote, urlsplit, urlunsplit

import strawberry

from models.access import people, previews
from models.access.actors import actor_of
from models.access.callers import Preview
from models.access.grants import Action
from models.access.mentioned import entry_numbers
from models.instants import in_zone, to_microseconds
from resolvers.access.rights import require_person
from resolvers.attributes import ids
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import BadUserInput, require_few
from resolvers.context.perspectives import Stage, denied
from resolvers.context.read_context import instant_of
from schema.services import Info, input_type, mutation_fields, object_type

LONGEST_LIFE = timedelta(days=7)
"""How long a link to a preview may work."""

USUAL_LIFE = timedelta(days=1)

LONGEST_PATH = 2_000
"""Characters of a path."""

PARAMETER = "sundial-preview"
"""The parameter of an address by which a frontend is told what to send as `Sundial-Preview`."""


@input_type
class PreviewInput:
    """A moment and an eye: what a reader with this right would see. The header sets it for a whole request."""

    as_of: datetime | None = None
    """The instant; that of each request when absent. Later than now needs the right PREVIEW."""
    stage: Stage | None = None
    """Which states of entries are shown; `LATEST` needs the right READ_DRAFTS."""
    drafts: list[strawberry.ID] | None = None
    """Show the drafts of these entries as if they were published; needs the right READ_DRAFTS on their types."""
    expires_at: datetime | None = None
    """Until when the preview works: a week at most, a day unless given."""


@object_type
class PreviewLink:
    """A way to a preview, which works for who has it, as long as its maker may see the same."""

    url: str
    """The page of the site, with the token in its address."""
    token: str
    """The value of the header `Sundial-Preview`, for frontends that are not linked to."""
    expires_at: datetime
    """Until when it works."""


@mutation_fields
class PreviewMutation:
    """Making previews."""

    @strawberry.mutation
    def create_preview(
        self,
        info: Info,
        input: Annotated[PreviewInput, strawberry.argument(description="What is shown.")],  # noqa: A002
        path: Annotated[str, strawberry.argument(description="The path of the page, such as `/news/a-story`.")],
    ) -> PreviewLink | None:
        """Make a link to a page as it will be, or as it would be with drafts; null where it was not kept."""
        circumstances = info.context
        person = people.find(require_person(circumstances.caller))
        assert person is not None
        at = None if input.as_of is None else instant_of(input.as_of)
        is_latest = input.stage is Stage.LATEST
        require_rights(circumstances, at, is_latest=is_latest)
        drafts = draft_numbers(circumstances, input.drafts or ())
        expires_at = expiry(circumstances, input.expires_at)
        require_path(path)
        caller = circumstances.caller
        token = previews.create(
            person,
            caller.grants,
            Preview(at, is_latest, drafts),
            expires_at,
            circumstances.instant,
            actor_of(caller, circumstances.request_id),
        )
        expires = in_zone(expires_at, circumstances.site.zone)
        url = circumstances.site.preview_url + with_parameter(path, token)
        return PreviewLink(url=url, token=token, expires_at=expires)


def require_rights(circumstances: Circumstances, at: int | None, *, is_latest: bool) -> None:
    """Raise `Denied` for who may see nothing of what the preview would show; what of it is asked when it is read."""
    needed = []
    if at is not None and at > circumstances.instant and not circumstances.site.is_future_open:
        needed.append(Action.PREVIEW)
    if is_latest:
        needed.append(Action.READ_DRAFTS)
    for action in needed:
        if not any(action in grant.actions for grant in circumstances.caller.grants.all):
            raise denied(action)


def draft_numbers(circumstances: Circumstances, given: Sequence[str]) -> list[int]:
    """Find the entries of ids; raise `Denied` before it is told whether there is one."""
    require_few(given, "drafts")
    found = [ids.decode(each) for each in given]
    for each in found:
        if each.type and circumstances.caller.grants.permission(Action.READ_DRAFTS, each.type).is_never:
            raise denied(Action.READ_DRAFTS, each.type)
    numbers = entry_numbers(each.uid for each in found)
    for text, each in zip(given, found, strict=True):
        if (each.type, each.uid) not in numbers:
            raise BadUserInput(f"{text[:40]} is the id of no entry.")
    return [numbers[each.type, each.uid] for each in found]


def expiry(circumstances: Circumstances, given: datetime | None) -> int:
    """Return the instant at which a preview ends; raise `BadUserInput` for one that is too late, or has passed."""
    at = to_microseconds(circumstances.now + USUAL_LIFE) if given is None else instant_of(given)
    if not circumstances.instant < at <= to_microseconds(circumstances.now + LONGEST_LIFE):
        raise BadUserInput(f"expiresAt must be at most {LONGEST_LIFE.days} days ahead.")
    return at


def require_path(path: str) -> None:
    """Raise `BadUserInput` for what is no path of a site: two slashes, of either kind, lead browsers to another one."""
    is_path = path.startswith("/") and path[1:2] not in ("/", "\\") and len(path) <= LONGEST_PATH
    if not is_path or not path.isprintable() or " " in path:
        raise BadUserInput("path must be that of a page, such as /news/a-story.")


def with_parameter(path: str, token: str) -> str:
    """Add the parameter to the query of a path."""
    parts = urlsplit(f"http://site{path}")
    query = "&".join(filter(None, [parts.query, f"{PARAMETER}={quote(token, safe='')}"]))
    return urlunsplit(("", "", parts.path, query, parts.fragment))
