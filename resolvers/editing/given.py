"""Entries that who writes names: found as far as they may know of them, and what stands in place of one that is not.

Who may not know of an entry is told the same as of one that there is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.access.grants import Action
from models.access.mentioned import entry_numbers
from models.editing.reading_slugs import entry_by_slug
from models.edition import Edition, content_type, content_types, target_models
from models.links import AnyLink, AnyLinks, Link, Links
from models.references import SEPARATOR
from models.values import SLUG, written
from resolvers.access.checks import may
from resolvers.attributes import ids
from resolvers.context.circumstances import Circumstances


class Given(NamedTuple):
    """How an entry is named: by one of an id, a slug, and the name of one that was made before in the operation."""

    id: str | None = None
    slug: str | None = None
    made: str | None = None

    def __str__(self) -> str:
        return written(self.id or self.slug or self.made or "")[:100]


@dataclass(frozen=True)
class NoEntry:
    """What stands for an entry that is not found: no number, with the code of why, and as it was named."""

    given: Given
    code: str = "UNKNOWN_ENTRY"

    def __repr__(self) -> str:
        return str(self.given)


class Found(NamedTuple):
    """An entry by its model and number."""

    model: type[Edition]
    entry: int


def find(circumstances: Circumstances, given: Given, model: type[Edition] | None = None) -> Found | NoEntry:
    """Find the entry that is meant, of a type if one is named; of several with a slug, none."""
    candidates = list(candidates_for(circumstances, given, model))
    seen = [each for each in candidates if is_known(circumstances, each)]
    if len(seen) > 1:
        return NoEntry(given, "INVALID")
    if not seen:
        return NoEntry(given)
    if model is not None and seen[0].model is not model:
        return NoEntry(given, "WRONG_TYPE")
    return seen[0]


def find_target(circumstances: Circumstances, given: Given, link: Link | Links) -> Found | NoEntry:
    """Find the entry that a link is to lead to; one to several types names it by `Type/slug`, or by its id."""
    if not isinstance(link, AnyLink | AnyLinks):
        return find(circumstances, given, content_type(link.target))
    name, _, slug = (given.slug or "").rpartition(SEPARATOR)
    if name:
        model = next((each for each in target_models(link) if each.__name__ == name), None)
        return NoEntry(given) if model is None else find(circumstances, given._replace(slug=slug), model)
    found = find(circumstances, given)
    is_other = isinstance(found, Found) and not link.leads_to(found.model.__name__)
    return NoEntry(given, "WRONG_TYPE") if is_other else found


def candidates_for(circumstances: Circumstances, given: Given, model: type[Edition] | None) -> Iterator[Found]:
    """List the entries that a name may mean."""
    if given.made:
        if found := circumstances.made.get(given.made):
            yield Found(*found[:2])
    elif given.id:
        named = ids.decode(given.id)
        number = entry_numbers([named.uid]).get((named.type, named.uid)) if named.type else None
        if number is not None:
            yield Found(content_type(named.type), number)
    elif given.slug and SLUG.fullmatch(given.slug):
        for each in [model] if model else content_types():
            number = entry_by_slug(each, given.slug, circumstances.instant)
            if number is not None:
                yield Found(each, number)


def is_known(circumstances: Circumstances, found: Found) -> bool:
    """Tell whether who asks may know of an entry: it is public, they read drafts of it, or have just made it."""
    if any(found == Found(*each[:2]) for each in circumstances.made.values()):
        return True
    if found.model.live(circumstances.instant).where(found.model.entry == found.entry).exists():
        return True
    return may(circumstances, Action.READ_DRAFTS, found.model.__name__, found.entry)
