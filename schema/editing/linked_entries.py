"""Links to entries, as editors see them."""

from collections.abc import Iterable, Mapping

import strawberry

from resolvers.attributes import ids
from resolvers.editing.linked_entries import EntryState, LinkedEntry, linked_entries
from resolvers.editing.reader import Reader
from schema.namespace import enum_type
from schema.services import object_type

enum_type(EntryState)


class Names:
    """The entries that something names, by numbers with their types: read together when one of them is asked for."""

    def __init__(self, reader: Reader, entries: Iterable[tuple[int, str]] = ()) -> None:
        self.reader, self.known = reader, dict[int, LinkedEntry]()
        self.wanted: dict[str, set[int]] = {}
        self.add(entries)

    def add(self, entries: Iterable[tuple[int, str]]) -> None:
        """Take down entries that may be asked for."""
        for number, kind in entries:
            if number not in self.known:
                self.wanted.setdefault(kind, set()).add(number)

    @property
    def found(self) -> Mapping[int, LinkedEntry]:
        """What is known of all of them."""
        if self.wanted:
            self.known |= linked_entries(self.reader, self.wanted)
            self.wanted = {}
        return self.known

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
    """Its name in addresses, in the latest state that one may know; null where there is none."""
    label: str | None
    """The text that names it then, in the default language or else another."""
    state: EntryState | None
    """What readers see of it now, as far as one may know; null for what was never public, to those who may not."""
