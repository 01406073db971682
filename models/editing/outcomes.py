"""Outcomes: what an act is told, and what it says it has done."""

from dataclasses import dataclass
from enum import StrEnum

from models.edition import Edition
from models.problems import Problem


@dataclass(frozen=True)
class Portion:
    """What of an edition an act is about: its texts in some *locales*, by tags, all for None; if *shared*, the rest."""

    locales: frozenset[str] | None = None
    shared: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it is all there is."""
        return self.locales is None and self.shared

    def has(self, path: str) -> bool:
        """Tell whether a path is of it."""
        _, _, tag = path.partition(".")
        if not tag:
            return self.shared
        return self.locales is None or tag in self.locales


WHOLE = Portion()


class Later(StrEnum):
    """What becomes of editions that are scheduled for later than what is published."""

    KEEP = "KEEP"
    """They begin as planned, and say what they say."""
    REBASE = "REBASE"
    """They begin as planned, with what is published now where they say what they were made from."""
    CANCEL = "CANCEL"
    """They do not begin."""


@dataclass(frozen=True)
class Outcome:
    """What an act has done: the entry, and the *version* that it made, changed or moved, with its *revision*.

    *changed* are the paths by which the content differs from before; *merged* those that others had changed since,
    and that were left as they made them. *affected* are those at which readers find something else, at any instant from
    now on. *warnings* were accepted.
    """

    model: type[Edition]
    entry: int
    uid: str
    version: int | None
    revision: str | None
    changed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
