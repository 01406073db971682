"""References to entries: by id, by slug, or by the name of one made earlier in the same operation."""

import strawberry

from models.access.grants import Action
from models.access.mentioned import entry_numbers
from models.editing.reading_slugs import entry_by_slug
from models.edition import Edition
from resolvers.attributes import ids
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import require_text


@strawberry.input(one_of=True, description="An entry: by its id, by its slug, or by the name it was made under.")
class EntryRef:
    """An entry: by its id, by its slug, or by the name it was made under."""

    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Its `entryId`.")
    slug: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Its name in addresses: now, or else in its last state that had it. Where an entry "
        "of any type may be meant, `Type/slug` says of which.",
    )
    made: str | None = strawberry.field(
        default=strawberry.UNSET, description="The name that an earlier field of this operation made it under."
    )


def entry_number(model: type[Edition], ref: EntryRef, circumstances: Circumstances) -> int | None:
    """Return the number of the entry of a type that is meant; None where there is none, and for who may read no draft.

    So nothing is looked up for a stranger, nor for who asks through a preview alone. What was made is known to
    mutations alone.
    """
    name, caller = model.__name__, circumstances.caller
    if caller.person is None or caller.grants.permission(Action.READ_DRAFTS, name).is_never:
        return None
    if ref.id:
        found = ids.decode(ref.id)
        return entry_numbers([found.uid]).get((name, found.uid)) if found.type == name else None
    if ref.slug:
        return entry_by_slug(model, require_text(ref.slug, "slug"), circumstances.instant)
    return None
