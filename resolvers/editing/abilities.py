"""Abilities: all that a caller may do to one entry, by the function that acts are checked by.

Each set of conditions is asked once, whatever it decides.
"""

from models.access.grants import Action, Permission
from models.editing.paths import paths_of
from models.edition import Edition
from resolvers.access.checks import meets
from resolvers.context.circumstances import Circumstances


class Abilities:
    """What who asks may do to an entry of a model, in its latest state."""

    def __init__(self, circumstances: Circumstances, model: type[Edition], entry: int) -> None:
        self.circumstances, self.model, self.entry = circumstances, model, entry
        self.met: dict[Permission, bool] = {}

    def may(self, action: Action, field: str | None = None, tag: str | None = None) -> bool:
        """Tell whether something may be done to the entry, to one field of it, or in one language."""
        permission = self.circumstances.caller.grants.permission(action, self.model.__name__, field, tag)
        if permission not in self.met:
            self.met[permission] = meets(self.circumstances, permission, self.model.__name__, self.entry)
        return self.met[permission]

    def may_write(self, path: str, field: str) -> bool:
        """Tell whether a path may be written, whose *field* is named as clients do; a text also by who translates."""
        _, _, tag = path.partition(".")
        return self.may(Action.EDIT, field, tag or None) or (bool(tag) and self.may(Action.TRANSLATE, field, tag))

    def writable(self, names: dict[str, str]) -> list[str]:
        """List the paths that may be written; *names* are those of fields as clients know them."""
        return [path for path in paths_of(self.model) if self.may_write(path, names[path.partition(".")[0]])]
