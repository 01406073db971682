"""Problems: what is wrong with content that somebody wants to write, as data; all of it is found, not the first."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from models.errors import SundialError


class Problem(NamedTuple):
    """One thing to put right: the place in the edition, such as `title.en` or `items[2].label`, and why."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason


class ContentRefused(SundialError, ValueError):
    """Content that cannot be written, with all its *problems*; nothing was written."""

    code = "CONTENT_INVALID"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


def refused(field: str, reason: str) -> ContentRefused:
    """Make the error of one problem."""
    return ContentRefused([Problem(field, reason)])


def expect(condition: bool, field: str, reason: str) -> None:  # noqa: FBT001
    """Raise `ContentRefused` unless *condition* holds."""
    if not condition:
        raise refused(field, reason)


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
