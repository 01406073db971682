"""Shares: at which fields the cost of an operation is, for those who are refused because of it."""

from collections import Counter
from dataclasses import dataclass, field

from delivery.limits.read_costs import Reading

READ_ADVICE = (
    "for entries that are read and not delivered: no index has that order, tells which meet the conditions, or which "
    "were live at that instant. Narrow them by a slug, of their own or of what they link to, or by the field that they "
    "are sorted by; use the default order; or ask for a later instant."
)

LONGEST_PATH = 150
"""Characters of a path that a message names."""


@dataclass
class Shares:
    """How much of a cost is at each field, by response keys; noted for an operation that costs too much.

    *path* is that of the field that is being looked at, which there may be *often*. What is *read* there is the part of
    the cost that is not for what it delivers.
    """

    found: Counter[tuple[str, ...]] = field(default_factory=Counter)
    read: Counter[tuple[str, ...]] = field(default_factory=Counter)
    path: tuple[str, ...] = ()
    often: int = 1

    def note_reading(self, found: Reading) -> None:
        """Note what is read at the path."""
        self.read[self.path] += (found.page + found.total) * self.often

    def advice(self) -> str:
        """Say what to ask less of: the innermost field at which there is half of the cost, and what it is for."""
        path = self.largest()
        said = f"Most of it is at {shorten('.'.join(path))}"
        return f"{said}: ask for less there." if self.read[path] * 2 < self.found[path] else f"{said}, {READ_ADVICE}"

    def largest(self) -> tuple[str, ...]:
        """Return the path of the innermost field at which there is half of the cost of its operation."""
        half = max(self.found.values(), default=0) / 2
        return max((path for path, cost in self.found.items() if cost >= half), key=len, default=())


def shorten(path: str) -> str:
    """Cut a path where it is longer than a message should be."""
    return path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}…"
