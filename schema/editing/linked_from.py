"""What links to an entry, as editors see it: which entries, and by which of their fields."""

import strawberry

from models.rich_text.references import ReferenceKind
from resolvers.attributes import ids
from resolvers.editing.backlinks import Use, backlinks, count_backlinks, uses
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.names import joined
from schema.editing.pages import bounds, cursor, page_info
from schema.editing.readings import EntryReading
from schema.entries import PageInfo
from schema.locales import Locale
from schema.services import object_type, priced_field

KIND = "LinkedFromCursor"

LOCALE_OF = {locale.tag: locale for locale in Locale}
"""The languages, by their tags."""

USES = 100
"""By how many fields and languages the entries of a page are thought to link, for its cost."""


@object_type
class EntryUse:
    """Where an entry links to another: a field, or one inside of its components or texts."""

    entry: strawberry.ID
    """The `entryId` of the entry that links."""
    field: str
    """The field, as a path such as `blocks.person`."""
    locale: Locale | None
    """The language of the text that refers to it; null for a field without a language."""
    kind: ReferenceKind
    """Whether it is linked to, or shown in a text."""


@object_type
class LinkedFromConnection:
    """A page of the entries that link to one."""

    reading: strawberry.Private[EntryReading]
    numbers: strawberry.Private[list[int]]
    names: strawberry.Private[Names]
    page_info: PageInfo
    """Where the page stands."""

    @strawberry.field
    def nodes(self) -> list[EntryLink]:
        """List the entries, in the order in which they were made."""
        return self.names.links(self.numbers)

    @priced_field(size=USES)
    def uses(self) -> list[EntryUse]:
        """Where the entries of this page link to it: each field once, of a text once in each language."""
        reading = self.reading
        found = uses(reading.reader, reading.model.__name__, reading.states.entry, self.numbers)
        return [self.shown(use) for use in found if use.entry in self.names.found]

    def shown(self, use: Use) -> EntryUse:
        """Show one of them."""
        linked = self.names.found[use.entry]
        uid = strawberry.ID(ids.encode(linked.type, linked.uid))
        return EntryUse(entry=uid, field=joined(use.path), locale=LOCALE_OF.get(use.tag), kind=use.kind)

    @strawberry.field
    def total_count(self) -> int:
        """How many entries the whole list has."""
        return count_backlinks(self.reading.reader, self.reading.model.__name__, self.reading.states.entry)


def linked_from(reading: EntryReading, first: int, after: str | None) -> LinkedFromConnection:
    """Show a page of what links to an entry."""
    asked = bounds(KIND, first, after)
    behind = asked.after[0] if asked.after else None
    page = backlinks(reading.reader, reading.model.__name__, reading.states.entry, asked.first, behind)
    numbers = [number for number, _ in page.entries]
    place = page_info([cursor(KIND, number) for number in numbers], asked, has_next=page.has_next)
    names = Names(reading.reader, page.entries)
    return LinkedFromConnection(reading=reading, numbers=numbers, names=names, page_info=place)
