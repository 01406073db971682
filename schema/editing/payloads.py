"""Payloads of acts: what was written, with its problems; entries are read as any query's are, in the transaction."""

from typing import Annotated, Any

import strawberry

from models.access.grants import Action
from models.editing.outcomes import Outcome
from models.edition import Edition
from models.translations import DEFAULT_LOCALE
from resolvers.access.checks import may
from resolvers.attributes import ids
from resolvers.compiler.payloads import EntryOfPayload
from resolvers.context.circumstances import Circumstances
from resolvers.context.read_context import ReadOptions, chain_from
from schema.access.problems import Problem
from schema.editing.editing_fields import EntryEditing, editing_of
from schema.editing.editions import EntryEdition, edition_of
from schema.editing.names import joined
from schema.editing.readings import read_entry
from schema.editing.resolved import resolved
from schema.editing.revisions import Revision
from schema.locales import Locale
from schema.members import make_type
from schema.namespace import NAMESPACE
from schema.services import interface_type

NAMESPACE |= {each.__name__: each for each in (EntryEditing, EntryEdition)}

LOCALE = Annotated[Locale, strawberry.argument(description="The language in which texts are read.")]


@interface_type
class Payload:
    """What became of an act."""

    circumstances: strawberry.Private[Circumstances]
    outcome: strawberry.Private[Outcome | None]
    saved: bool
    """False when anything of the operation was not kept, and in a dry run."""
    problems: list[Problem]
    """What keeps it from being saved, and warnings that were accepted."""

    @strawberry.field
    def id(self) -> strawberry.ID | None:
        """Return the `entryId` of the entry."""
        out = self.outcome
        return None if out is None else strawberry.ID(ids.encode(out.model.__name__, out.uid))

    @strawberry.field
    def version(self) -> int | None:
        """Return the version that was made, changed or moved."""
        return None if self.outcome is None else self.outcome.version

    @strawberry.field
    def revision(self) -> Revision | None:
        """Name what that version says now: the next change is made on it."""
        found = self.outcome.revision if self.outcome else None
        return None if found is None else Revision(found)

    @strawberry.field
    def changed(self) -> list[str]:
        """List what the act has changed: fields, and languages of them, as paths such as `title.zhHant`."""
        return [joined(path) for path in (self.outcome.changed if self.outcome else ())]

    @strawberry.field
    def merged(self) -> list[str]:
        """List what others had changed since, and that stays as they made it."""
        return [joined(path) for path in (self.outcome.merged if self.outcome else ())]


PAYLOAD_TYPES: dict[type[Edition] | None, Any] = {}
"""The types of payloads by content type; that of acts on any entry by None."""


def read_content(self: Any, locale: LOCALE = DEFAULT_LOCALE) -> Any:
    """Give the entry to the compiler, which reads it."""
    out = self.outcome
    if out is None:
        return None
    options = ReadOptions(chain_from(locale, None))
    return EntryOfPayload(out.entry, ids.encode(out.model.__name__, out.uid, options))


def read_editing(self: Any) -> Any:
    """Show the editor's side."""
    return None if self.outcome is None else editing_of(self.circumstances, self.outcome.model, self.outcome.entry)


def read_edition(self: Any) -> Any:
    """Show the version."""
    out, circumstances = self.outcome, self.circumstances
    if out is None or out.version is None or not may(circumstances, Action.READ_DRAFTS, out.model.__name__, out.entry):
        return None
    reading = read_entry(circumstances, out.model, out.entry)
    return None if reading is None else edition_of(reading, reading.states.version(out.version))


DRAFTED = "The entry as it would be read if its draft were published now; null where nothing of it would be shown."


def make_payload(model: type[Edition] | None) -> None:
    """Make the type of the payloads of a content type, or that of acts on any entry."""
    name = "Entry" if model is None else model.__name__
    described = {
        "entry": (
            name,
            DRAFTED,
            read_content,
        ),
        "editing": (f"{name}Editing", "The editor's side of it.", read_editing),
        "edition": (f"{name}Edition", "The version.", read_edition),
    }
    fields = [resolved(field, f"Optional[{kind}]", text, read) for field, (kind, text, read) in described.items()]
    members = {str(field.python_name): field for field in fields}
    what = "an act on any entry" if model is None else f"an act on an entry of {name}"
    PAYLOAD_TYPES[model] = make_type(type(f"{name}Payload", (Payload,), members), f"What became of {what}.")
