"""Links to entries, as editors see them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import strawberry

from resolvers.attributes import ids
from resolvers.editing.linked_entries import EntryState, LinkedEntry, linked_entries
from resolvers.editing.reader import Reader
from schema.namespace import enum_type
from schema.services import object_type

enum_type(EntryState)


class Names:
    """The entries that something names, by numbers with their types, read when the first is asked for."""

    def __init__(self, reader: Reader, entries: Iterable[tuple[int, str]]) -> None:
        self.reader, self.entries = reader, set(entries)

    @cached_property
    def found(self) -> Mapping[int, LinkedEntry]:
        """What is known of them."""
        numbers: dict[str, set[int]] = {}
        for number, kind in self.entries:
            numbers.setdefault(kind, set()).add(number)
        return linked_entries(self.reader, numbers)

    def link(self, number: int) -> "EntryLink":
        """Name one of them."""
        found = self.found[number]
        return EntryLink(
            id=strawberry.ID(ids.encode(found.type, found.uid)),
            type=found.type,
            slug=found.slug,
            label=found.label,
            state=found.state,
        )

    def links(self, numbers: Iterable[int]) -> "list[EntryLink]":
        """Name several, in their order; one whose row is gone is not there."""
        return [self.link(number) for number in numbers if number in self.found]


@object_type
class EntryLink:
    """An entry, as it is named where another one links to it, whether readers see it or not."""

    id: strawberry.ID
    """The `entryId` of the entry."""
    type: str
    """Its content type."""
    slug: str | None
    """Its name in addresses, in its latest state; null where that may not be known."""
    label: str | None
    """The text that names it, in the default language or else another; null where that may not be known."""
    state: EntryState | None
    """What readers see of it now; null for what is not public, to those who may not read its drafts."""


def id_of(link: Any) -> str:
    """Return the id of a link."""
    return str(link.id)
