"""The editor's side of entries: a root field and a type for each content type, null for who may not read its drafts."""

from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.access import journal
from models.access.grants import Action
from models.conversion import proposals
from models.editing.paths import paths_of
from models.edition import Edition
from resolvers.access.checks import may
from resolvers.attributes import ids
from resolvers.context.circumstances import Circumstances
from schema.access.audit import AuditConnection, audit_page
from schema.access.pages import After, First
from schema.editing import differences
from schema.editing.content import make_content
from schema.editing.differences import Difference
from schema.editing.editions import edition_of, make_edition
from schema.editing.linked_from import LinkedFromConnection, linked_from
from schema.editing.names import joined, shown
from schema.editing.pages import bounds
from schema.editing.readings import EntryReading, read_entry
from schema.editing.refs import EntryRef, entry_number
from schema.editing.resolved import resolved
from schema.members import make_type
from schema.namespace import NAMESPACE
from schema.services import PRICE, Info, interface_type, object_type, priced_field

NAMESPACE["EntryRef"] = EntryRef

ENTRY = 10
"""What it costs to read an entry with all its editions."""

LAST = Annotated[int, strawberry.argument(description="How many at most, up to 100: the latest ones.")]
BEFORE = Annotated[int | None, strawberry.argument(description="The version that all of them are earlier than.")]


@object_type
class Abilities:
    """What who asks may do to an entry, as its draft or last edition stands."""

    reading: strawberry.Private[EntryReading]

    @strawberry.field
    def edit(self) -> bool:
        """Whether the draft may be changed, at least in one of the `fields`."""
        return bool(writable(self.reading))

    @strawberry.field
    def publish(self) -> bool:
        """Whether it may be published, in all languages."""
        return self.reading.abilities.may(Action.PUBLISH)

    @strawberry.field
    def unpublish(self) -> bool:
        """Whether what is live may be ended, in all languages."""
        return self.reading.abilities.may(Action.UNPUBLISH)

    @strawberry.field
    def delete(self) -> bool:
        """Whether it may be deleted."""
        return self.reading.abilities.may(Action.DELETE)

    @strawberry.field
    def fields(self) -> list[str]:
        """All that may be written: fields, and languages of them, as paths such as `title.zhHant`."""
        return [joined(path) for path in writable(self.reading)]


@object_type
class ConvertedText:
    """A text that rules have made of another script."""

    path: list[str]
    """Where it would be saved: `["title", "zhHans"]`."""
    value: str
    """The text."""


@interface_type
class EntryEditing:
    """The editor's side of an entry."""

    reading: strawberry.Private[EntryReading]

    @strawberry.field
    def id(self) -> strawberry.ID:
        """Its `entryId`."""
        return strawberry.ID(ids.encode(self.reading.model.__name__, self.reading.states.uid))

    @strawberry.field
    def is_deleted(self) -> bool:
        """Whether it is deleted."""
        return self.reading.states.deleted_at is not None

    @priced_field(size=differences.SIZE)
    def compare(
        self,
        from_: Annotated[
            int | None,
            strawberry.argument(name="from", description="A version; what is live now, or nothing, unless given."),
        ] = None,
        to: Annotated[
            int | None, strawberry.argument(description="Another one; the draft, or what is latest, unless given.")
        ] = None,
    ) -> list[Difference] | None:
        """How two versions differ, by field and language; null where there is no such version."""
        return compared(self.reading, from_, to)

    @priced_field(size=differences.SIZE)
    def conversions(self) -> list[ConvertedText]:
        """List Simplified Chinese texts that rules make of Traditional ones, where there is none, or an outdated one.

        They are proposed and not saved: who saves one says `source: {kind: CONVERSION, of: ZH_HANT}`. Empty where the
        site has not both languages, or does not convert.
        """
        latest = self.reading.states.latest(self.reading.now)
        found = proposals(self.reading.model, latest.values, dict(latest.sources))
        return [ConvertedText(path=shown(each.path), value=each.value) for each in found]

    @strawberry.field
    def can(self) -> Abilities:
        """Whatever who asks may do to it."""
        return Abilities(reading=self.reading)

    @strawberry.field
    def linked_from(self, first: First = 20, after: After = None) -> LinkedFromConnection:
        """Entries that link here, in an edition that is live, scheduled or drafted, as far as who asks may know."""
        return linked_from(self.reading, first, after)

    @strawberry.field
    def audit(self, first: First = 20, after: After = None) -> AuditConnection | None:
        """Lines of the journal about the entry, the newest first; null without the right READ_AUDIT."""
        caller = self.reading.circumstances.caller
        if caller.person is None or not caller.grants.permission(Action.READ_AUDIT).is_always:
            return None
        filters = journal.Filters(entry=self.reading.states.entry)
        return audit_page(self.reading.circumstances, filters, first, after)


EDITING_TYPES: dict[type[Edition], Any] = {}
"""The types of the editor's side, by content type."""


def editing_fields(names: dict[type[Edition], tuple[str, str]]) -> dict[str, StrawberryField]:
    """Make the root fields of all content types, whose names are given, by their names in Python."""
    found: dict[str, StrawberryField] = {}
    for model, (name, _) in names.items():
        make_content(model)
        make_edition(model)
        make_editing(model)
        found[f"{name}_editing"] = editing_field(model, f"{name}_editing")
    return found


def make_editing(model: type[Edition]) -> None:
    """Make the type of the editor's side of a content type."""
    name = model.__name__
    edition, text = f"{name}Edition", f"The editor's side of an entry of {name}."

    def draft(self: Any) -> Any:
        return edition_of(self.reading, self.reading.states.draft)

    def timeline(self: Any, last: LAST = 50, before: BEFORE = None) -> Any:
        states = timeline_of(self.reading, last, before)
        return [edition_of(self.reading, state) for state in states]

    def one(self: Any, version: Annotated[int, strawberry.argument(description="Its number.")]) -> Any:
        return edition_of(self.reading, self.reading.version(version))

    fields = [
        resolved("draft", f"Optional[{edition}]", "What is being worked on; null where nothing is.", draft),
        resolved("timeline", f"list[{edition}]", "What was, is and will be shown, first to last.", timeline),
        resolved("edition", f"Optional[{edition}]", "One version; null where there is none.", one),
    ]
    members = {str(field.python_name): field for field in fields}
    EDITING_TYPES[model] = make_type(type(f"{name}Editing", (EntryEditing,), members), text)


def editing_field(model: type[Edition], name: str) -> StrawberryField:
    """Make the root field of a content type."""

    def resolve(
        info: Info, entry: Annotated[EntryRef, strawberry.argument(description="The entry; one `made` is in no query.")]
    ) -> Any:
        return editing_of(info.context, model, entry_number(model, entry, info.context))

    text = f"The editor's side of an entry of {model.__name__}; null where there is none, and for who may not read it."
    return resolved(name, f"Optional[{model.__name__}Editing]", text, resolve, {PRICE: ENTRY})


def editing_of(circumstances: Circumstances, model: type[Edition], entry: int | None) -> Any:
    """Show the editor's side of an entry, to who may read its drafts."""
    if entry is None or not may(circumstances, Action.READ_DRAFTS, model.__name__, entry):
        return None
    reading = read_entry(circumstances, model, entry)
    return None if reading is None else EDITING_TYPES[model](reading=reading)


def timeline_of(reading: EntryReading, last: int, before: int | None) -> list[Any]:
    """Return the latest editions on the timeline, first to last."""
    few, times = bounds("Timeline", last, None).first, reading.states.timeline
    begun = [(span.begins, version) for version, span in times.items() if span.begins is not None]
    versions = [version for _, version in sorted(begun) if before is None or version < before]
    return reading.versions(versions[max(0, len(versions) - few) :])


def compared(reading: EntryReading, before: int | None, after: int | None) -> list[Difference] | None:
    """Compare two versions."""
    one = reading.live if before is None else reading.version(before)
    other = reading.latest if after is None else reading.version(after)
    if other is None or (one is None and before is not None):
        return None
    values = one.values if one else dict.fromkeys(other.values)
    return differences.between(reading.model, values, other.values, reading.place())


def writable(reading: EntryReading) -> list[str]:
    """List the paths that who asks may write."""
    names = {path.partition(".")[0]: "" for path in paths_of(reading.model)}
    return reading.abilities.writable({name: to_camel_case(name) for name in names})
