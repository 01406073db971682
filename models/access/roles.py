"""Roles: named bundles of actions, on all content or on what meets a condition of its type.

Somebody who has a role under conditions has it for the types that these name and for no other, and none of its
actions that are of no type: an editor of a school does not edit what has no schools.
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.access.grants import Action, Grant

OF_NO_TYPE = frozenset({Action.MANAGE_ACCESS, Action.READ_AUDIT})
"""Actions that are not done to content."""

VIEWER = frozenset({Action.READ_DRAFTS, Action.PREVIEW})
TRANSLATOR = VIEWER | {Action.TRANSLATE}
EDITOR = TRANSLATOR | {Action.CREATE, Action.EDIT}
PUBLISHER = EDITOR | {Action.PUBLISH, Action.UNPUBLISH, Action.DELETE}

ROLES: Mapping[str, frozenset[Action]] = {
    "viewer": VIEWER,
    "translator": TRANSLATOR,
    "editor": EDITOR,
    "publisher": PUBLISHER,
    "admin": frozenset(Action),
}
"""What each role allows. One that is stored and not here, of another version, allows nothing."""

ADMIN = "admin"


class HeldRole(NamedTuple):
    """A role that somebody has: everywhere, or under *conditions*, canonical JSON of a `where` by type."""

    role: str
    conditions: Mapping[str, str] | None = None

    @property
    def grants(self) -> frozenset[Grant]:
        """What it allows."""
        actions = ROLES.get(self.role, frozenset())
        if self.conditions is None:
            return frozenset({Grant(actions)})
        on_content = actions - OF_NO_TYPE
        return frozenset(Grant(on_content, kind, where=where) for kind, where in self.conditions.items())
