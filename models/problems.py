"""Problems: what is wrong with content that somebody wants to write, as data; all of it is found, not the first."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as member
from typing import Any

from models.errors import SundialError


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the place in the edition, such as `title.en` or `items[2].label`, and why.

    The *code* is for programs. One that *is_warning* keeps nothing from being written by who accepts it. Where the
    place is in content that is stored, its *path* names it as editors write it: `blocks.1.card.title.en`.
    """

    field: str
    reason: str
    code: str = member(default="INVALID", compare=False)
    is_warning: bool = member(default=False, compare=False)
    path: str = member(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.field}: {self.detailed}" if self.field else self.detailed

    @property
    def detailed(self) -> str:
        """The reason, for who may see all content."""
        return self.reason


@dataclass(frozen=True)
class Conflict(Problem):
    """Somebody else has changed the same path since: the value that was seen, theirs and yours, as they are stored.

    Where it is not known any more, *base* is None and *has_base* false. *at* is in microseconds. A change made on
    *revision* has seen theirs. *type* is that of the entry.
    """

    base: Any = member(default=None, compare=False)
    has_base: bool = member(default=False, compare=False)
    theirs: Any = member(default=None, compare=False)
    yours: Any = member(default=None, compare=False)
    by: str = member(default="", compare=False)
    at: int | None = member(default=None, compare=False)
    revision: str = member(default="", compare=False)
    type: str = member(default="", compare=False)


@dataclass(frozen=True)
class LaterScheduled(Problem):
    """Editions are scheduled for later, and it was not said what is to become of them.

    *carried* are the paths at which each version would take over what is published now, *undecided* those at which it
    cannot.
    """

    versions: tuple[int, ...] = member(default=(), compare=False)
    carried: tuple[tuple[int, str], ...] = member(default=(), compare=False)
    undecided: tuple[tuple[int, str], ...] = member(default=(), compare=False)


@dataclass(frozen=True)
class LinkProblem(Problem):
    """Something about linked entries: their numbers, each with the instant from which it will be public, if any.

    The *names* of them are for who may see all content.
    """

    entries: tuple[tuple[int, int | None], ...] = member(default=(), compare=False)
    names: str = member(default="", compare=False)

    @property
    def detailed(self) -> str:
        """The reason, and which entries they are."""
        return f"{self.reason} ({self.names})" if self.names else self.reason


class ContentRefused(SundialError, ValueError):
    """Content that cannot be written, with all its *problems*; nothing was written."""

    code = "CONTENT_INVALID"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


def refused(field: str, reason: str, code: str = "INVALID") -> ContentRefused:
    """Make the error of one problem."""
    return ContentRefused([Problem(field, reason, code)])


def expect(condition: bool, field: str, reason: str, code: str = "INVALID") -> None:  # noqa: FBT001
    """Raise `ContentRefused` unless *condition* holds."""
    if not condition:
        raise refused(field, reason, code)


class Problems(list[Problem]):
    """Gathers the problems of several checks."""

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Take the problems of what is inside, which ends at the first that is raised."""
        try:
            yield
        except ContentRefused as error:
            self += error.problems

    def check(self, check: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a check returns; None where it raises problems, which are taken."""
        with self.gathered():
            return check(*arguments)
        return None

    def require_none(self) -> None:
        """Raise `ContentRefused` if there are any."""
        if self:
            raise ContentRefused(self)
