"""Previews: what is not public, shown in the real frontend by a secret in its address, for a while.

A preview shows what its grants and those of whose it is allow, both as they were when it was made and as they are now.
"""

import orjson

from models.access import credentials, journal, lookups
from models.access.actors import Actor
from models.access.callers import Preview
from models.access.grants import Action, Grant, Grants
from models.access.intersections import intersection
from models.access.stored_grants import read, written
from models.access.tables import Change, Person, StoredPreview
from models.database import writing
from models.errors import SundialError

LONGEST = 30 * 24 * 3_600_000_000
"""Microseconds that a preview lasts at most: thirty days."""

MOST_DRAFTS = 100
"""Entries whose drafts a preview shows."""

MOST_PREVIEWS = 200
"""Previews of a person; with one more, the one that ends first is removed."""

SHOWING = Grants(frozenset({Grant(frozenset({Action.PREVIEW, Action.READ_DRAFTS}))}))
"""All that a preview can be granted."""


class PreviewRefused(SundialError):
    """A preview that cannot be made as it is asked for."""

    code = "BAD_USER_INPUT"


def create(person: Person, grants: Grants, shown: Preview, expires_at: int, now: int, by: Actor) -> str:
    """Make a preview of *shown* for a person by the grants of who asks; return its secret."""
    if not now < expires_at <= now + LONGEST:
        raise PreviewRefused("A preview must expire: after now, and within thirty days.")
    if len(shown.drafts) > MOST_DRAFTS:
        raise PreviewRefused(f"A preview shows the drafts of at most {MOST_DRAFTS} entries.")
    secret = credentials.new_secret()
    with writing():
        StoredPreview.delete().where(StoredPreview.expires_at <= now).execute()
        remove_surplus(person)
        row = StoredPreview.create(
            digest=credentials.digest(secret),
            person=person,
            grants=written(intersection(grants, SHOWING).all),
            at=shown.at,
            is_latest=shown.is_latest,
            drafts=orjson.dumps(list(shown.drafts)).decode(),
            expires_at=expires_at,
        )
        details = {"preview": row.preview, "at": shown.at, "is_latest": shown.is_latest, "expires_at": expires_at}
        journal.note("preview.create", by, now, details=details | {"drafts": list(shown.drafts)})
    return secret


def remove_surplus(person: Person) -> None:
    """Make room for one preview more of a person."""
    own = StoredPreview.select(StoredPreview.preview).where(StoredPreview.person == person)
    last = own.order_by(StoredPreview.expires_at.desc()).offset(MOST_PREVIEWS - 1).limit(MOST_PREVIEWS)
    StoredPreview.delete().where(StoredPreview.preview.in_([row.preview for row in last])).execute()


def find(secret: str, now: int) -> tuple[Preview, Grants, Person] | None:
    """Find a preview that lasts, what it may show, and whose it is."""
    found = lookups.find(StoredPreview, secret)
    if found is None or found.person.is_disabled or found.row.expires_at <= now:
        return None
    row, drafts = found.row, tuple(orjson.loads(found.row.drafts))
    grants = intersection(read(row.grants), found.grants)
    return Preview(row.at, bool(row.is_latest), drafts, grants), grants, found.person


def end_made_by(token: int, person: Person, now: int) -> None:
    """End the previews of a person that a token made, as the journal says: none outlasts it when it is revoked."""
    is_made = (Change.person == person.person) & (Change.token == token) & (Change.act == "preview.create")
    lines = Change.select(Change.details).where(is_made & (Change.at > now - LONGEST))
    made = {orjson.loads(line.details).get("preview") for line in lines}
    own = [row.preview for row in StoredPreview.select(StoredPreview.preview).where(StoredPreview.person == person)]
    StoredPreview.delete().where(StoredPreview.preview.in_(made.intersection(own))).execute()
