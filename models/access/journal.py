"""The journal: who did what, when, in which request. Lines are written in the transaction that they tell of.

An act is words with dots between them, the widest first: `person.add`, `sign_in.failed`, `token.create`. Details are
JSON, and hold no secret. Nobody changes or removes a line (`models/access/journal_guards.py`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.access.actors import Actor
from models.access.tables import Change
from models.database import writing

MOST_BYTES = 4_000
"""Bytes of the details of a line; of larger ones only that is noted."""

LONGEST_TEXT = 300
"""Characters of a name or a request's id in a line."""

MOST_LINES = 100
"""Lines of a page."""


@dataclass(frozen=True)
class Filters:
    """Which lines: of a person or a token, of an entry, of an act or those that it begins, of a span of time.

    *since* is included, *until* is not; both are microseconds.
    """

    person: int | None = None
    token: int | None = None
    entry: int | None = None
    act: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Page:
    """Lines, the newest first, and whether there are others behind them."""

    lines: Sequence[Change]
    has_next: bool


def note(act: str, by: Actor, at: int, entry: int | None = None, details: Mapping[str, Any] | None = None) -> int:
    """Write a line; return its number."""
    text = json.dumps(dict(details or {}), sort_keys=True, ensure_ascii=False).encode(errors="replace")
    if len(text) > MOST_BYTES:
        text = json.dumps({"omitted_bytes": len(text)}).encode()
    with writing():
        line = Change.create(
            at=at,
            act=act,
            actor=printable(by.name),
            person=by.person,
            token=by.token,
            request_id=printable(by.request_id),
            entry=entry,
            details=text.decode(),
        )
    number: int = line.change
    return number


def printable(text: str) -> str:
    """Cut a text short, and leave out what no database stores."""
    return "".join(filter(str.isprintable, text[:LONGEST_TEXT]))


def page(filters: Filters, first: int = 20, after: int | None = None) -> Page:
    """Read lines, the newest first: those behind the one with the number *after*, if given."""
    lines = selected(filters)
    if after is not None:
        lines = lines.where(Change.change < after)
    few = max(0, min(first, MOST_LINES))
    found = list(lines.order_by(Change.change.desc()).limit(few + 1))
    return Page(found[:few], len(found) > few)


def count(filters: Filters) -> int:
    """Count lines."""
    number: int = selected(filters).count()
    return number


def selected(filters: Filters) -> Any:
    """Select lines."""
    lines: Any = Change.select()
    for column in (Change.person, Change.token, Change.entry):
        if (value := getattr(filters, column.name)) is not None:
            lines = lines.where(column == value)
    if filters.act is not None:  # `.` and `/` are neighbours in ASCII
        within = (Change.act >= f"{filters.act}.") & (Change.act < f"{filters.act}/")
        lines = lines.where((Change.act == filters.act) | within)
    if filters.since is not None:
        lines = lines.where(Change.at >= filters.since)
    if filters.until is not None:
        lines = lines.where(Change.at < filters.until)
    return lines
