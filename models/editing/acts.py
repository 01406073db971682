"""The acts by which editions are made, changed and ended. Each is one transaction, and nests in another one.

    create           an entry with a draft
    save             changes the draft in its place; where there is none, it is forked from what is live
    put              lets the draft of the entry with a slug say something, and makes the entry if there is none
    publish          the draft, or a portion of it, becomes live at an instant, and ends what it takes over from
    unpublish        ends what is live, or goes on without some languages
    reschedule       moves the span of an edition that has not begun
    cancel_schedule  makes a draft of it again
    discard          removes the draft
    restore          makes a draft of any edition
    delete, undelete ends an entry, and lets it be there again
    redact           takes words out of the past
    replace          says what all editions of entries are to be; content files are loaded so

An edition that has begun is never changed but for its end. The database guards the rest (`models/guards.py`): what it
refuses is a problem as all others are. Each act but `replace` counts on the entry, says there who did it, and tells the
journal; what changes what is public, or will be, is told in the change feed.
"""

from models.editing.drafts import NO_DRAFT, create, discard, entry_with, put, put_on, restore, save
from models.editing.link_changes import Add, LinkChanges, Move, Placed, Remove
from models.editing.outcomes import WHOLE, Later, Outcome, Portion
from models.editing.publishing import publish, unpublish
from models.editing.reading import State, States, states_of
from models.editing.removal import delete, redact, undelete
from models.editing.replacing import Replacement, replace
from models.editing.schedules import cancel_schedule, reschedule

__all__ = [
    "NO_DRAFT",
    "WHOLE",
    "Add",
    "Later",
    "LinkChanges",
    "Move",
    "Outcome",
    "Placed",
    "Portion",
    "Remove",
    "Replacement",
    "State",
    "States",
    "cancel_schedule",
    "create",
    "delete",
    "discard",
    "entry_with",
    "publish",
    "put",
    "put_on",
    "redact",
    "replace",
    "reschedule",
    "restore",
    "save",
    "states_of",
    "undelete",
    "unpublish",
]
