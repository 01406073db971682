"""Inputs of the acts on any entry; those of a content type are made from its model (`schema/editing/inputs.py`)."""

from datetime import datetime

from models.editing.outcomes import Later
from schema.access.problems import ProblemCode
from schema.editing.inputs import PortionInput
from schema.editing.refs import EntryRef
from schema.editing.revisions import Revision
from schema.services import input_type


@input_type
class PublishInput:
    """The draft of an entry, to be published."""

    entry: EntryRef
    """The entry."""
    revision: Revision | None = None
    """The revision that was looked at: nothing else is published. Absent only after a field that wrote it."""
    portion: PortionInput | None = None
    """What of the draft is published; the rest stays draft."""
    overwrite: list[str] | None = None
    """Paths that others published since the draft was made, to be published as the draft has them anyway."""
    at: datetime | None = None
    """From when on it is shown; from now on, unless given."""
    until: datetime | None = None
    """Until when; until another edition begins, unless given."""
    later: Later | None = None
    """What becomes of editions that are scheduled for later; asked for only where there are any."""
    despite: list[ProblemCode] | None = None
    """Warnings that were read and are accepted, by their codes."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class UnpublishInput:
    """What is live of an entry, to be ended."""

    entry: EntryRef
    """The entry."""
    portion: PortionInput | None = None
    """Which languages are taken out, the rest going on; all ends unless given."""
    at: datetime | None = None
    """When it ends; now, unless given."""
    later: Later | None = None
    """What becomes of editions that are scheduled for later; asked for only where there are any."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class RescheduleInput:
    """An edition that has not begun, to be moved."""

    entry: EntryRef
    """The entry."""
    version: int
    """The version."""
    revision: Revision
    """The revision that was looked at."""
    at: datetime | None = None
    """When it begins; when it would have, unless given."""
    until: datetime | None = None
    """When it ends; when it would have, unless given."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class CancelScheduleInput:
    """An edition that has not begun, to be a draft again."""

    entry: EntryRef
    """The entry."""
    version: int
    """The version."""
    revision: Revision
    """The revision that was looked at."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class DiscardDraftInput:
    """A draft, to be discarded."""

    entry: EntryRef
    """The entry."""
    revision: Revision
    """The revision that was looked at."""
    portion: PortionInput | None = None
    """What of it is discarded; all unless given."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class RestoreVersionInput:
    """A version, to be made a draft."""

    entry: EntryRef
    """The entry."""
    version: int
    """The version."""
    portion: PortionInput | None = None
    """What of it is restored; all unless given."""
    on: Revision | None = None
    """The revision of the draft that it takes the place of; absent only where there is no draft."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class DeleteEntryInput:
    """An entry, to be deleted."""

    entry: EntryRef
    """The entry."""
    revision: Revision
    """The revision of its latest state that was looked at."""
    despite: list[ProblemCode] | None = None
    """Warnings that were read and are accepted, by their codes."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class UndeleteEntryInput:
    """An entry that was deleted, to be there again."""

    entry: EntryRef
    """The entry, by its id."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


@input_type
class RedactInput:
    """Words to be taken out of editions, those of the past among them."""

    entry: EntryRef
    """The entry."""
    versions: list[int]
    """The versions."""
    paths: list[str]
    """What is taken out: fields, and languages of them, such as `title.zhHant`."""
    reason: str
    """Why: it stands in the journal."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""
