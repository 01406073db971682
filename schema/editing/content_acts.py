"""The acts of a content type: entries are made, changed and put."""

from typing import Any

from models.access.grants import Action
from models.editing import acts
from models.editing.outcomes import Outcome
from models.edition import Edition
from models.problems import ContentRefused, Problem
from models.reasons import reason
from resolvers.context.circumstances import Circumstances, Made
from resolvers.editing.given import Found
from resolvers.editing.rights import Rights
from schema.editing.changes_given import ChangesReader
from schema.editing.given_values import read_paths
from schema.editing.performing import author, require_entry, require_known, seen_revision

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
    zone, by, entry = circumstances.site.zone, author(circumstances), acts.entry_with(model, given.slug)
    if entry is None:
        outcome = acts.create(model, given.slug, changes, zone, by)
        Rights(circumstances, model, outcome.entry, Action.CREATE).require(outcome.changed, is_new=True)
        return outcome
    require_known(circumstances, Found(model, entry), given.slug)
    rights = Rights(circumstances, model, entry, Action.EDIT).require_some()
    outcome = acts.put_on(model, entry, given.slug, changes, zone, by)
    rights.require(outcome.changed)
    return outcome


OF_TYPE = {
    "create": (create, ("content",), "Make an entry with a draft; nothing is shown by that."),
    "save": (save, ("change",), "Change the draft of an entry, made of what is live where there is none."),
    "put": (put, ("content",), "Let the draft of the entry with a slug say this, whole, or make the entry."),
}
"""The acts of a content type, by name: what does them, where their input has the content, what clients are told."""
