"""Acts as mutations: three for each content type, made from its model, and those on any entry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from models.access.grants import Action
from models.editing import acts
from models.editing.outcomes import WHOLE, Later, Outcome, Portion
from models.editing.paths import paths_of
from models.edition import Edition
from models.instants import DAYS, FOREVER, InstantOutOfRange, storable
from models.problems import ContentRefused, Problem
from models.reasons import reason
from models.values import FAR, written
from resolvers.context.circumstances import Circumstances, Made
from resolvers.editing.given import Given, NoEntry, find
from resolvers.editing.rights import Rights
from schema.access.problems import ProblemCode
from schema.editing.changes_given import ChangesReader
from schema.editing.inputs import PortionInput, make_inputs
from schema.editing.names import shown
from schema.editing.payloads import make_payload
from schema.editing.performing import author, perform, require_entry, seen_revision
from schema.editing.refs import EntryRef
from schema.editing.resolved import resolved
from schema.editing.revisions import Revision
from schema.namespace import NAMESPACE
from schema.services import Info, input_type

LONGEST_NAME = 100
"""Characters of a name by which later fields of an operation mean an entry."""


def create(circumstances: Circumstances, model: type[Edition], given: Any) -> Outcome:
    """Make an entry with a draft."""
    changes = ChangesReader(circumstances).changes(model, given.content)
    slug = changes.pop("slug", None)
    name = given.made_as
    if name is not None and (not 0 < len(name) <= LONGEST_NAME or name in circumstances.made):
        raise ContentRefused([Problem("as", reason("must be a name that nothing else of the operation has"))])
    outcome = acts.create(model, slug, changes, circumstances.site.zone, author(circumstances))
    Rights(circumstances, model, outcome.entry, Action.CREATE).require(outcome.changed, is_new=True)
    if name is not None:
        circumstances.made[name] = Made(model, outcome.entry, outcome.revision)
    return outcome


def save(circumstances: Circumstances, model: type[Edition], given: Any) -> Outcome:
    """Change a draft."""
    found = require_entry(circumstances, given.entry, model)
    rights = Rights(circumstances, model, found.entry, Action.EDIT).require_some()
    changes = ChangesReader(circumstances).changes(model, given.change)
    on = seen_revision(circumstances, found, given.on)
    outcome = acts.save(
        model,
        found.entry,
        changes,
        circumstances.site.zone,
        author(circumstances),
        on=acts.NO_DRAFT if on is None else on,
        overwrite=read_paths(model, given.overwrite, "overwrite"),
    )
    rights.require(outcome.changed)
    return outcome


def put(circumstances: Circumstances, model: type[Edition], given: Any) -> Outcome:
    """Let the draft of an entry say something, whole; or make it."""
    changes = ChangesReader(circumstances).changes(model, given.content)
    found = find(circumstances, Given(slug=given.slug), model)
    rights = None
    if not isinstance(found, NoEntry):
        rights = Rights(circumstances, model, found.entry, Action.EDIT).require_some()
    outcome = acts.put(model, given.slug, changes, circumstances.site.zone, author(circumstances))
    if rights is None:
        Rights(circumstances, model, outcome.entry, Action.CREATE).require(outcome.changed, is_new=True)
    else:
        rights.require(outcome.changed)
    return outcome


def read_paths(model: type[Edition], given: Sequence[str] | None, field: str) -> list[str]:
    """Read paths as clients write them; raise `ContentRefused` for what is none."""
    known = {".".join(shown(path)): path for path in paths_of(model)}
    unknown = [each for each in given or () if each not in known]
    if unknown:
        said = reason("there is no field {path}", path=written(unknown[0])[:100])
        raise ContentRefused([Problem(field, said)])
    return [known[each] for each in given or ()]


def read_portion(given: PortionInput | None) -> Portion:
    """Read which languages an act is about."""
    if given is None:
        return WHOLE
    locales = None if given.locales is None else frozenset(each.tag for each in given.locales)
    return Portion(locales, given.shared)


def read_instant(given: datetime | None, field: str) -> int | None:
    """Read an instant in microseconds; raise `ContentRefused` for one that cannot be stored."""
    try:
        return None if given is None else storable(given)
    except InstantOutOfRange:
        raise ContentRefused([Problem(field, reason(FAR, first=DAYS[0], last=DAYS[1], value=written(given)))]) from None


@input_type
class PublishInput:
    """The draft of an entry, to be published."""

    entry: EntryRef
    """The entry."""
    revision: Revision | None = None
    """The revision that was looked at: nothing else is published. Absent only after a field that wrote it."""
    portion: PortionInput | None = None
    """What of the draft is published; the rest stays draft."""
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


def publish(circumstances: Circumstances, given: PublishInput) -> Outcome:
    """Publish a draft."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.PUBLISH).require_some()
    revision = seen_revision(circumstances, found, given.revision)
    if revision is None:
        raise ContentRefused([Problem("revision", reason("say which revision you have looked at"), "REQUIRED")])
    until = read_instant(given.until, "live_until")
    outcome = acts.publish(
        found.model,
        found.entry,
        circumstances.site.zone,
        author(circumstances),
        revision=revision,
        portion=read_portion(given.portion),
        at=read_instant(given.at, "live_from"),
        until=FOREVER if until is None else until,
        later=given.later,
        despite=frozenset(each.value for each in given.despite or ()),
    )
    rights.require(outcome.changed)
    return outcome


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


def unpublish(circumstances: Circumstances, given: UnpublishInput) -> Outcome:
    """End what is live."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.UNPUBLISH).require_some()
    portion, at = read_portion(given.portion), read_instant(given.at, "live_until")
    by = author(circumstances)
    outcome = acts.unpublish(found.model, found.entry, by, portion=portion, at=at, later=given.later)
    rights.require(outcome.changed)
    return outcome


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


def reschedule(circumstances: Circumstances, given: RescheduleInput) -> Outcome:
    """Move an edition that has not begun."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.PUBLISH).require_whole()
    at, until = read_instant(given.at, "live_from"), read_instant(given.until, "live_until")
    options = {"revision": str(given.revision), "at": at, "until": until}
    return acts.reschedule(found.model, found.entry, given.version, author(circumstances), **options)  # type: ignore[arg-type]


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


def cancel_schedule(circumstances: Circumstances, given: CancelScheduleInput) -> Outcome:
    """Make a draft again of an edition that has not begun."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.PUBLISH).require_whole()
    by = author(circumstances)
    return acts.cancel_schedule(found.model, found.entry, given.version, by, revision=str(given.revision))


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


def discard(circumstances: Circumstances, given: DiscardDraftInput) -> Outcome:
    """Discard a draft."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.EDIT).require_some()
    options = {"revision": str(given.revision), "portion": read_portion(given.portion)}
    outcome = acts.discard(found.model, found.entry, author(circumstances), **options)  # type: ignore[arg-type]
    rights.require(outcome.changed)
    return outcome


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


def restore(circumstances: Circumstances, given: RestoreVersionInput) -> Outcome:
    """Make a draft of a version."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.EDIT).require_some()
    on = seen_revision(circumstances, found, given.on)
    outcome = acts.restore(
        found.model,
        found.entry,
        given.version,
        circumstances.site.zone,
        author(circumstances),
        on=acts.NO_DRAFT if on is None else on,
        portion=read_portion(given.portion),
    )
    rights.require(outcome.changed)
    return outcome


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


def delete(circumstances: Circumstances, given: DeleteEntryInput) -> Outcome:
    """Delete an entry."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.DELETE).require_whole()
    despite = frozenset(each.value for each in given.despite or ())
    by = author(circumstances)
    return acts.delete(found.model, found.entry, by, revision=str(given.revision), despite=despite)


@input_type
class UndeleteEntryInput:
    """An entry that was deleted, to be there again."""

    entry: EntryRef
    """The entry, by its id."""
    key: str | None = None
    """Makes the act once: within a day, the same key and input are given the first answer."""


def undelete(circumstances: Circumstances, given: UndeleteEntryInput) -> Outcome:
    """Let an entry be there again."""
    found = require_entry(circumstances, given.entry)
    outcome = acts.undelete(found.model, found.entry, author(circumstances))
    Rights(circumstances, found.model, found.entry, Action.DELETE).require_whole()
    return outcome


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


def redact(circumstances: Circumstances, given: RedactInput) -> Outcome:
    """Take words out of the past."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.REDACT).require_some()
    paths = read_paths(found.model, given.paths, "paths")
    zone, by = circumstances.site.zone, author(circumstances)
    outcome = acts.redact(found.model, found.entry, given.versions, paths, zone, by, why=given.reason)
    rights.require(outcome.changed)
    return outcome


ON_ANY = {
    "publish": (PublishInput, publish, "Let the draft of an entry be shown from now or another instant on."),
    "unpublish": (UnpublishInput, unpublish, "End what is shown of an entry, or go on without some languages."),
    "reschedule": (RescheduleInput, reschedule, "Move an edition that has not begun."),
    "cancel_schedule": (CancelScheduleInput, cancel_schedule, "Make a draft again of what has not begun."),
    "discard_draft": (DiscardDraftInput, discard, "Remove a draft, or let some of it be what it was made from."),
    "restore_version": (RestoreVersionInput, restore, "Make a draft of a version: nothing is shown by that."),
    "delete_entry": (DeleteEntryInput, delete, "End an entry, with all that is scheduled of it, and hide it."),
    "undelete_entry": (UndeleteEntryInput, undelete, "Let a deleted entry be there again, with its history."),
    "redact": (RedactInput, redact, "Take words out of editions of the past; the one act that changes them."),
}
"""The acts on any entry, by name: their input, what does them, and what clients are told."""

OF_TYPE = {
    "create": (create, ("content",), "Make an entry with a draft; nothing is shown by that."),
    "save": (save, ("change",), "Change the draft of an entry, made of what is live where there is none."),
    "put": (put, ("content",), "Let the draft of the entry with a slug say this, whole, or make the entry."),
}
"""The acts of a content type, by name: what does them, where their input has the content, what clients are told."""


def act_field(
    name: str, model: type[Edition] | None, input_name: str, act: Any, prefix: Any, text: str
) -> StrawberryField:
    """Make the field of an act."""

    def resolve(info, input):  # type: ignore[no-untyped-def]  # noqa: A002, ANN001, ANN202
        circumstances = info.context
        do = (lambda: act(circumstances, input)) if model is None else (lambda: act(circumstances, model, input))
        return perform(circumstances, name, model, input, do, prefix)

    argument = strawberry.argument(description="What is to be done.")
    resolve.__annotations__ = {"info": Info, "input": Annotated[NAMESPACE[input_name], argument]}
    payload = "EntryPayload" if model is None else f"{model.__name__}Payload"
    return resolved(name, payload, text, resolve)


def act_fields(names: dict[type[Edition], tuple[str, str]]) -> dict[str, StrawberryField]:
    """Make the fields of all acts, for the content types whose names are given."""
    make_payload(None)
    found = {}
    for name, (kind, act, text) in ON_ANY.items():
        NAMESPACE[kind.__name__] = kind
        found[name] = act_field(name, None, kind.__name__, act, (), text)
    for model, (singular, _) in names.items():
        make_inputs(model)
        make_payload(model)
        for verb, (act, prefix, text) in OF_TYPE.items():
            name = f"{verb}_{singular}"
            found[name] = act_field(name, model, f"{verb.capitalize()}{model.__name__}Input", act, prefix, text)
    return found
