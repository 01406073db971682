"""Rights to write: asked of the state of the entry before an act and after it, for each path that the act changes.

Who may not is told which grant is missing; the act is rolled back, as everything is that a mutation does not save.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from strawberry.utils.str_converters import to_camel_case

from models.access.grants import Action, Grant
from models.access.wording import in_words
from models.editing.paths import paths_of
from models.edition import Edition
from models.problems import ContentRefused, Problem
from models.reasons import reason
from resolvers.context.circumstances import Circumstances
from resolvers.editing.abilities import Abilities

MISSING = reason("you have no right to this")


@dataclass(frozen=True)
class Forbidden(Problem):
    """A right that is missing; *needs* is the grant, in words."""

    needs: str = field(default="", compare=False)


class Rights:
    """What somebody may do to an entry, as it is before an act; asked again when the act is done."""

    def __init__(self, circumstances: Circumstances, model: type[Edition], entry: int, action: Action) -> None:
        self.circumstances, self.model, self.entry, self.action = circumstances, model, entry, action
        before = Abilities(circumstances, model, entry)
        self.whole = before.may(action)
        self.paths = {path for path in paths_of(model) if self.whole or self.may(before, path)}

    def may(self, abilities: Abilities, path: str) -> bool:
        """Tell whether the action may be done to a path; who translates edits texts."""
        name, _, tag = path.partition(".")
        if self.action is Action.EDIT:
            return abilities.may_write(path, to_camel_case(name))
        return abilities.may(self.action, to_camel_case(name), tag or None)

    def require_some(self) -> "Rights":
        """Return these rights; raise `ContentRefused` where there are none at all."""
        if not self.paths:
            raise ContentRefused([self.forbidden()])
        return self

    def require_whole(self) -> None:
        """Raise `ContentRefused` unless it may be done to the whole entry."""
        if not self.whole:
            raise ContentRefused([self.forbidden()])

    def require(self, changed: Collection[str], *, is_new: bool = False) -> None:
        """Raise `ContentRefused` unless paths might be changed, and may be now; of a new entry, as it is now."""
        after = Abilities(self.circumstances, self.model, self.entry)
        had = changed if is_new else self.paths
        problems = [self.forbidden(path) for path in changed if path not in had or not self.may(after, path)]
        if problems:
            raise ContentRefused(problems)

    def forbidden(self, path: str = "") -> Forbidden:
        """Make the problem of a right that is missing, to a path or to the whole entry."""
        name, _, tag = path.partition(".")
        fields = frozenset({to_camel_case(name)}) if name else None
        grant = Grant(frozenset({self.action}), self.model.__name__, fields, frozenset({tag}) if tag else None)
        return Forbidden(path or "entry", MISSING, "FORBIDDEN", needs=in_words(grant)[0])
