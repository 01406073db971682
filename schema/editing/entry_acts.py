"""The acts on any entry: it is published, ended, moved, restored, deleted."""

from models.access.grants import Action
from models.editing import acts
from models.editing.outcomes import Outcome
from models.instants import FOREVER
from models.problems import ContentRefused, Problem
from models.reasons import reason
from resolvers.context.circumstances import Circumstances
from resolvers.editing.rights import Rights
from schema.editing.act_inputs import (
    CancelScheduleInput,
    DeleteEntryInput,
    DiscardDraftInput,
    PublishInput,
    RedactInput,
    RescheduleInput,
    RestoreVersionInput,
    UndeleteEntryInput,
    UnpublishInput,
)
from schema.editing.given_values import read_instant, read_paths, read_portion
from schema.editing.performing import author, require_entry, seen_revision


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
        overwrite=read_paths(found.model, given.overwrite, "overwrite"),
    )
    rights.require(outcome.affected)
    return outcome


def unpublish(circumstances: Circumstances, given: UnpublishInput) -> Outcome:
    """End what is live."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.UNPUBLISH).require_some()
    portion, at = read_portion(given.portion), read_instant(given.at, "live_until")
    by = author(circumstances)
    outcome = acts.unpublish(found.model, found.entry, by, portion=portion, at=at, later=given.later)
    rights.require(outcome.affected)
    return outcome


def reschedule(circumstances: Circumstances, given: RescheduleInput) -> Outcome:
    """Move an edition that has not begun."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.PUBLISH).require_whole()
    at, until = read_instant(given.at, "live_from"), read_instant(given.until, "live_until")
    options = {"revision": str(given.revision), "at": at, "until": until}
    return acts.reschedule(found.model, found.entry, given.version, author(circumstances), **options)  # type: ignore[arg-type]


def cancel_schedule(circumstances: Circumstances, given: CancelScheduleInput) -> Outcome:
    """Make a draft again of an edition that has not begun."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.PUBLISH).require_whole()
    by = author(circumstances)
    return acts.cancel_schedule(found.model, found.entry, given.version, by, revision=str(given.revision))


def discard(circumstances: Circumstances, given: DiscardDraftInput) -> Outcome:
    """Discard a draft."""
    found = require_entry(circumstances, given.entry)
    rights = Rights(circumstances, found.model, found.entry, Action.EDIT).require_some()
    options = {"revision": str(given.revision), "portion": read_portion(given.portion)}
    outcome = acts.discard(found.model, found.entry, author(circumstances), **options)  # type: ignore[arg-type]
    rights.require(outcome.changed)
    return outcome


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


def delete(circumstances: Circumstances, given: DeleteEntryInput) -> Outcome:
    """Delete an entry."""
    found = require_entry(circumstances, given.entry)
    Rights(circumstances, found.model, found.entry, Action.DELETE).require_whole()
    despite = frozenset(each.value for each in given.despite or ())
    by = author(circumstances)
    return acts.delete(found.model, found.entry, by, revision=str(given.revision), despite=despite)


def undelete(circumstances: Circumstances, given: UndeleteEntryInput) -> Outcome:
    """Let an entry be there again."""
    found = require_entry(circumstances, given.entry)
    outcome = acts.undelete(found.model, found.entry, author(circumstances))
    Rights(circumstances, found.model, found.entry, Action.DELETE).require_whole()
    return outcome


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
