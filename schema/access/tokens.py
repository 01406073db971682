"""API tokens, by which programs ask."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import strawberry

from models.access import people, tokens
from models.access.actors import actor_of
from models.access.grants import Action, Grants
from models.access.stored_grants import GrantRefused, read
from models.access.tables import Person, Token
from models.access.wording import in_words
from models.instants import in_zone
from resolvers.access.rights import require_person, require_right
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import BadUserInput, Denied
from resolvers.context.read_context import instant_of
from schema.access import ids
from schema.access.grant_inputs import GrantInput, read_grants
from schema.access.pages import After, First, bounds, cursor, page_info
from schema.access.people import User, user_of
from schema.access.problems import Problem, ProblemCode, problem
from schema.entries import PageInfo
from schema.services import Info, input_type, mutation_fields, object_type, query_fields

KIND = "ApiToken"


@object_type
class ApiToken:
    """What a program asks by. Its secret is shown once, when it is made."""

    id: strawberry.ID
    """The id of the token: opaque, and no id of `node`."""
    name: str
    """What it is for."""
    prefix: str
    """Its first characters, by which it is known again."""
    scopes: list[str]
    """What it may do, as far as its owner may, in words such as `publish NewsStory where schools some seng`."""
    owner: User
    """Whose it is."""
    created_at: datetime
    """When it was made."""
    expires_at: datetime
    """From when it can be used no more."""
    last_used_at: datetime | None
    """When it was last used, to the minute; null for never."""
    revoked_at: datetime | None
    """When it was revoked; null while it is not."""


@object_type
class TokenEdge:
    """A token in a page, with its place."""

    node: ApiToken
    """The token."""
    cursor: str
    """The place of the token, for `after`."""


@object_type
class TokenConnection:
    """A page of tokens, the newest first."""

    rows: strawberry.Private[Any]
    edges: list[TokenEdge]
    """The tokens of the page with their cursors."""
    nodes: list[ApiToken]
    """The tokens of the page."""
    page_info: PageInfo
    """Where the page stands in the list."""

    @strawberry.field
    def total_count(self) -> int:
        """How many tokens the whole list has."""
        number: int = self.rows.count()
        return number


@input_type
class CreateTokenInput:
    """A token to be made."""

    name: str
    """What it is for."""
    grants: list[GrantInput]
    """What it may do; never more than who makes it."""
    expires_at: datetime
    """From when it can be used no more: a year ahead at most."""


@object_type
class TokenPayload:
    """What became of a token."""

    saved: bool
    """False when anything of the operation was not kept."""
    token: ApiToken | None
    """The token; null when nothing was saved."""
    secret: str | None
    """What the program sends as `Authorization: Bearer ...`: shown once, and stored nowhere."""
    problems: list[Problem]
    """What keeps it from being saved."""


@query_fields
class TokenQuery:
    """Listing tokens."""

    @strawberry.field
    def tokens(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        all: Annotated[  # noqa: A002, FBT002
            bool, strawberry.argument(description="Those of everybody, which needs the right MANAGE_ACCESS.")
        ] = False,
    ) -> TokenConnection:
        """One's own tokens, the newest first, also those that cannot be used any more."""
        circumstances = info.context
        number = require_person(circumstances.caller)
        if all:
            require_right(circumstances.caller, Action.MANAGE_ACCESS)
        asked = bounds(KIND, first, after)
        rows = tokens.owned(None if all else people.find(number))
        behind = rows if asked.below is None else rows.where(Token.token < asked.below)
        found = list(behind.limit(asked.first + 1))
        page = found[: asked.first]
        nodes = [token_of(row, circumstances.site.zone) for row in page]
        edges = [TokenEdge(node=node, cursor=cursor(KIND, row.token)) for node, row in zip(nodes, page, strict=True)]
        place = page_info([each.cursor for each in edges], asked, has_next=len(found) > asked.first)
        return TokenConnection(rows=rows, edges=edges, nodes=nodes, page_info=place)


@mutation_fields
class TokenMutation:
    """Making and revoking tokens."""

    @strawberry.mutation
    def create_token(
        self,
        info: Info,
        input: Annotated[CreateTokenInput, strawberry.argument(description="The token.")],  # noqa: A002
    ) -> TokenPayload:
        """Make a token of one's own. Only a person who has signed in does: a program makes none."""
        circumstances = info.context
        owner = owner_of(circumstances)
        grants, problems = read_grants(input.grants, circumstances.caller)
        problems += name_problems(input.name) + expiry_problems(circumstances, input.expires_at)
        if problems:
            return unsaved(problems)
        try:
            row, secret = tokens.create(
                owner,
                input.name,
                Grants(frozenset(grants)),
                instant_of(input.expires_at),
                circumstances.instant,
                actor_of(circumstances.caller, circumstances.request_id),
            )
        except (tokens.TokenRefused, GrantRefused) as error:
            return unsaved([problem(ProblemCode.INVALID, [], str(error))])
        token = token_of(row, circumstances.site.zone)
        return TokenPayload(saved=True, token=token, secret=secret, problems=[])

    @strawberry.mutation
    def revoke_token(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The id of the token.")],  # noqa: A002
    ) -> TokenPayload:
        """Let a token be used no more: one's own, or any with the right MANAGE_ACCESS. A program may revoke its own."""
        circumstances = info.context
        number = require_person(circumstances.caller)
        token_number = ids.decode(KIND, id)
        row = None if token_number is None else tokens.by_number(token_number)
        if row is None or not may_revoke(circumstances, row, number):
            return unsaved([problem(ProblemCode.INVALID, ["id"], "You have no token with this id.")])
        tokens.revoke(row, actor_of(circumstances.caller, circumstances.request_id), circumstances.instant)
        token = token_of(row, circumstances.site.zone)
        return TokenPayload(saved=True, token=token, secret=None, problems=[])


def owner_of(circumstances: Circumstances) -> Person:
    """Return the person who has signed in; raise `Denied` for a program: a token that leaks must make no others."""
    number = require_person(circumstances.caller)
    if circumstances.caller.token is not None:
        raise Denied("Only a person who has signed in makes tokens.", is_anonymous=False)
    person = people.find(number)
    assert person is not None
    return person


def may_revoke(circumstances: Circumstances, row: Token, person: int) -> bool:
    """Tell whether a caller may revoke a token."""
    caller = circumstances.caller
    is_own = row.owner.person == person and caller.token in (None, row.token)
    return is_own or caller.grants.permission(Action.MANAGE_ACCESS).is_always


def unsaved(problems: Sequence[Problem]) -> TokenPayload:
    """Say why nothing was saved."""
    return TokenPayload(saved=False, token=None, secret=None, problems=list(problems))


def name_problems(name: str) -> list[Problem]:
    """Say what is wrong with a name."""
    try:
        people.checked_name(name)
    except people.PersonRefused as error:
        code = ProblemCode.TOO_LONG if len(name) > people.LONGEST_NAME else ProblemCode.INVALID
        return [problem(code if name.strip() else ProblemCode.REQUIRED, ["name"], str(error))]
    return []


def expiry_problems(circumstances: Circumstances, expires_at: datetime) -> list[Problem]:
    """Say what is wrong with when a token is to expire."""
    try:
        left = instant_of(expires_at) - circumstances.instant
    except BadUserInput as error:
        return [problem(ProblemCode.INVALID, ["expiresAt"], error.message)]
    if left <= 0:
        return [problem(ProblemCode.IN_THE_PAST, ["expiresAt"], "A token expires at an instant to come.")]
    if left > tokens.LONGEST:
        return [problem(ProblemCode.TOO_LONG, ["expiresAt"], "A token expires within a year.")]
    return []


def token_of(row: Token, zone: ZoneInfo) -> ApiToken:
    """Show a token, whose owner was read with it."""
    return ApiToken(
        id=ids.encode(KIND, row.token),
        name=row.name,
        prefix=row.prefix,
        scopes=sorted(line for grant in read(row.grants).all for line in in_words(grant)),
        owner=user_of(row.owner),
        created_at=in_zone(row.created_at, zone),
        expires_at=in_zone(row.expires_at, zone),
        last_used_at=None if row.used_at is None else in_zone(row.used_at, zone),
        revoked_at=None if row.revoked_at is None else in_zone(row.revoked_at, zone),
    )
