"""Who asks, and what they may: what a frontend draws by."""

from typing import Annotated

import strawberry

from models.access import people, tokens
from models.access.callers import Caller
from models.access.mentioned import entry_numbers
from models.access.wording import in_words
from resolvers.access.checks import may
from resolvers.access.rights import require_content_type, require_field
from resolvers.attributes import ids as content_ids
from resolvers.context.errors import BadUserInput
from schema.access import ids
from schema.access.actions import Action, ActorKind
from schema.locales import Locale
from schema.services import Info, object_type, query_fields


@object_type
class Viewer:
    """Who asks: a person who is signed in, or a program with a token."""

    caller: strawberry.Private[Caller]
    id: strawberry.ID
    """The id of the person, or of the token."""
    kind: ActorKind
    """Whether a person asks or a program."""
    name: str
    """The name of the person, or of the token."""
    email: str | None
    """The address that the person signs in by; null for a token."""

    @strawberry.field
    def can(
        self,
        info: Info,
        action: Annotated[Action, strawberry.argument(description="What is to be done.")],
        type: Annotated[  # noqa: A002  (its name in the schema)
            str | None, strawberry.argument(description="The content type that it is done to; all, unless given.")
        ] = None,
        field: Annotated[
            str | None, strawberry.argument(description="The one field of the type that it is done to.")
        ] = None,
        locale: Annotated[
            Locale | None, strawberry.argument(description="The one language that it is done in.")
        ] = None,
        entry: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="The entry that it is done to, as its draft or last edition stands."),
        ] = None,
    ) -> bool:
        """Whether this may be done to an entry; without one, whether it may be done to every entry."""
        named = None if entry is None else content_ids.decode(entry)
        if named is not None:
            if type not in (None, named.type):
                raise BadUserInput("The entry is not of that type.")
            type = named.type  # noqa: A001
        if field is not None and type is None:
            raise BadUserInput("A field needs the type that it is of.")
        if type is not None:
            require_content_type(type)
        if type is not None and field is not None:
            require_field(type, field)
        tag = locale and locale.tag
        if named is None:
            return self.caller.grants.permission(action, type, field, tag).is_always
        number = entry_numbers([named.uid]).get((named.type, named.uid))
        return number is not None and may(info.context, action, named.type, number, field, tag)

    @strawberry.field
    def permissions(self) -> list[str]:
        """All that may be done, in words such as `publish NewsStory where schools some seng`."""
        return sorted(line for grant in self.caller.grants.all for line in in_words(grant))


@query_fields
class ViewerQuery:
    """Who asks."""

    @strawberry.field
    def viewer(self, info: Info) -> Viewer | None:
        """Who asks; null for nobody in particular, and for who asks through a preview alone."""
        caller = info.context.caller
        if caller.person is None:
            return None
        if caller.token is not None:
            token, identifier = tokens.by_number(caller.token), ids.encode("ApiToken", caller.token)
            assert token is not None
            return Viewer(caller=caller, id=identifier, kind=ActorKind.TOKEN, name=token.name, email=None)
        person = people.find(caller.person)
        assert person is not None
        return Viewer(
            caller=caller,
            id=ids.encode("User", caller.person),
            kind=ActorKind.PERSON,
            name=person.name,
            email=person.email,
        )
