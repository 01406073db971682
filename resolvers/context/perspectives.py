"""Perspectives: what of the content a reader sees.

    Published   the editions that are live at the instant
    Ahead       the same at an instant to come, of what the caller may preview; all else as it is public now
    Latest      the draft of each entry, or else its last edition, of what the caller may read so; all else as above
    Drafted     what another perspective shows, but of some entries their drafts

Without the right, on any type that a field reads, it fails; so a stranger gets the same error whether there is
something to see or not. A right under a condition shows the entries that meet it, beside what is public now.
How each is written in SQL: `resolvers/compiler/visibility.py` and `resolvers/access/visibility.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from models.access.callers import Caller
from models.access.grants import NO_GRANTS, Action, Grants
from resolvers.context.circumstances import Circumstances
from resolvers.context.errors import Denied


class Stage(StrEnum):
    """Which states of entries are read."""

    PUBLISHED = "PUBLISHED"
    """Those that are live at the instant of the reading."""
    LATEST = "LATEST"
    """The draft of each entry that has a complete one, else its last edition, live or not, and nothing of one that is
    deleted; not for everybody."""


@dataclass(frozen=True)
class Published:
    """What is live at the instant, for a caller with these *grants*.

    All know what is to come where the future *is_open*. *key* tells perspectives apart that are written otherwise. What
    *is_repeatable* changes with revisions and with the boundaries of time only; what a preview shows is read each time.
    """

    grants: Grants = NO_GRANTS
    is_open: bool = False
    is_preview: bool = False
    needs: ClassVar[Action | None] = None

    @property
    def key(self) -> str:
        """The name of the perspective."""
        return self.grants.key

    @property
    def is_repeatable(self) -> bool:
        """Whether an answer can be told from a later one by revisions and instants."""
        return not self.is_preview

    def knows_ends(self, type_name: str) -> bool:
        """Tell whether the caller may know when what is live now will change."""
        return self.is_open or self.grants.permission(Action.PREVIEW, type_name).is_always


@dataclass(frozen=True)
class PublishedNow(Published):
    """What is public now, whatever the instant."""


@dataclass(frozen=True)
class Ahead(Published):
    """What is live at an instant to come."""

    needs = Action.PREVIEW

    @property
    def key(self) -> str:
        """The name of the perspective."""
        return f"ahead {self.grants.key}"

    @property
    def is_repeatable(self) -> bool:
        """Whether no grant to preview has a condition, whose links are looked up as they are public now."""
        return super().is_repeatable and not any(
            each.where for each in self.grants.all if Action.PREVIEW in each.actions
        )


@dataclass(frozen=True)
class Latest(Published):
    """Drafts, and else last editions; drafts have no revisions."""

    needs = Action.READ_DRAFTS

    @property
    def key(self) -> str:
        """The name of the perspective."""
        return f"latest {self.grants.key}"

    @property
    def is_repeatable(self) -> bool:
        """Never: nothing counts changes of drafts."""
        return False


@dataclass(frozen=True)
class Drafted(Published):
    """What *base* shows, with the drafts of the entries with the numbers in *entries*."""

    base: Published = Published()
    entries: Sequence[int] = ()
    needs = Action.READ_DRAFTS

    @property
    def key(self) -> str:
        """The name of the perspective; the entries are bound."""
        return f"drafted {self.grants.key} {self.base.key}"

    @property
    def is_repeatable(self) -> bool:
        """Never, as of `Latest`."""
        return False


PUBLIC, OPEN = Published(), Published(is_open=True)
"""What anybody sees: of what is public, or of what is to come, too."""

REFUSALS = {
    Action.PREVIEW: "A reading later than now needs the right PREVIEW",
    Action.READ_DRAFTS: "The stage LATEST needs the right READ_DRAFTS",
}
"""What is said to those who lack a right, by what they lack; behind it stands the type, where it lacks on one only."""


def perspective_of(at: int, stage: Stage, circumstances: Circumstances, *, preview: bool) -> Published:
    """Choose the perspective of a reading: *at* an instant, of a stage, or as the *preview* of the request has it.

    Raise `Denied` for a caller who has the right on nothing at all.
    """
    caller, site = circumstances.caller, circumstances.site
    is_ahead = not site.is_future_open and at > circumstances.instant
    shown = circumstances.preview if preview else None
    if shown is None and not is_ahead and stage is Stage.PUBLISHED and not caller.grants.all:
        return OPEN if site.is_future_open else PUBLIC
    holder = caller if shown is None else replace(caller, grants=shown.grants)
    options = {"is_open": site.is_future_open, "is_preview": shown is not None}
    if stage is Stage.LATEST or (shown is not None and shown.is_latest):
        return Latest(allowed(holder, Action.READ_DRAFTS), **options)
    base = Ahead(allowed(holder, Action.PREVIEW), **options) if is_ahead else Published(holder.grants, **options)
    if shown is not None and shown.drafts:
        entries = tuple(shown.drafts)
        return Drafted(allowed(holder, Action.READ_DRAFTS), **options, base=base, entries=entries)
    return base


def allowed(caller: Caller, action: Action) -> Grants:
    """Return the grants of a caller; raise `Denied` where none is of an action."""
    if not any(action in grant.actions for grant in caller.grants.all):
        raise denied(action, is_anonymous=caller.is_anonymous)
    return caller.grants


def denied(action: Action, type_name: str = "", *, is_anonymous: bool = False) -> Denied:
    """Make the error of a caller who lacks a right, on a type if one is named."""
    return Denied(f"{REFUSALS[action]}{f' on {type_name}' if type_name else ''}.", is_anonymous=is_anonymous)
