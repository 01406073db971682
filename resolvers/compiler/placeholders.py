r"""Late values: what SQL leaves to Python, finished in the text of the answer.

Offsets of time zones, cursors in base64 and the trees of parts are not SQL's to write. In place of such a value
the text has a string between two control characters: the number of its finisher, and what that one
needs.

    {"slug":"x","startsAt":"\u00003:1767315600000000\u0001"}

Nothing else can be mistaken for the opening, as no content holds NUL, nor for the closing: within a
JSON string a quote has a backslash before it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

from resolvers.compiler.statements import AnswerSize, ListParameter, Statement
from resolvers.context.read_context import ReadContext

SHORT = 200
"""Bytes of a late value that is kept finished; the mechanisms that make long ones keep them themselves."""

FINISHED_KEPT = 1_000
"""Late values that a run keeps finished."""

RUN_WEIGHT, FINISHED_WEIGHT = 1_000, 350
"""Bytes that a run holds, and a late value that it keeps finished: two short texts and their place."""

OPENING, CLOSING = b'"\\u0000', b'\\u0001"'


@dataclass
class Run:
    """One run of a plan: its reading, what is bound, and how its late values are finished.

    What short ones became is kept for when the same run is repeated, as is what cuts have *fetched*.
    """

    context: ReadContext
    values: dict[str, Any]
    formatters: Mapping[bytes, "Formatter"] = field(default_factory=dict)
    fetched: dict[Any, dict[bytes, bytes]] = field(default_factory=dict)
    total: AnswerSize = field(default_factory=AnswerSize)
    finished: dict[bytes, bytes] = field(default_factory=dict)

    def repeatable(self, formatters: Mapping[bytes, "Formatter"]) -> "Run":
        """Give the run with its finishers; without cuts, which bind values, it needs none of the request's."""
        has_deferred = any(isinstance(formatter, DeferredRelation) for formatter in formatters.values())
        return replace(self, formatters=formatters) if has_deferred else Run(self.context.closed(), {}, formatters)

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return RUN_WEIGHT + FINISHED_WEIGHT * len(self.finished)

    @cached_property
    def has_deferred(self) -> bool:
        """Tell whether relations are left to statements of their own."""
        return any(isinstance(formatter, DeferredRelation) for formatter in self.formatters.values())


Formatter = Callable[[bytes, Run], bytes]
"""Makes JSON of what stands between the signs, still escaped as a JSON string."""


@dataclass(frozen=True)
class DeferredRelation:
    """The finisher of a relation that is fetched by a statement of its own, for all rows at once.

    SQLite before 3.46 parses only so many subqueries inside each other.
    """

    statement: Statement
    keys: ListParameter

    def __call__(self, payload: bytes, run: Run) -> bytes:
        """Give what was fetched for a key."""
        return run.fetched[id(self)][payload]

    def fetch(self, payloads: Sequence[bytes], run: Run) -> None:
        """Run the statement for the keys that *payloads* are."""
        known = dict.fromkeys(payloads)
        text, *_ = self.statement.run(self.statement.bind([{**run.values, self.keys: list(map(int, known))}]))
        answers = orjson.loads(format_placeholders(run.total.add(text or b"[]"), run))
        run.fetched.setdefault(id(self), {}).update(zip(known, map(orjson.dumps, answers), strict=True))


def format_placeholders(text: bytes, run: Run) -> bytes:
    """Put the late values into the text of an answer."""
    first, *marked = text.split(OPENING)
    if run.has_deferred:
        fetch_deferred(marked, run)
    pieces, finished, add = [first], run.finished, AnswerSize().add
    for piece in marked:
        value, _, plain = piece.partition(CLOSING)
        pieces += (add(finished.get(value) or format_placeholder(value, run)), plain)
    return b"".join(pieces)


def format_placeholder(value: bytes, run: Run) -> bytes:
    """Finish one late value; without cuts, whose content may change, it becomes the same each time."""
    number, _, payload = value.partition(b":")
    found = run.formatters[number](payload, run)
    is_short = len(value) <= SHORT and len(found) <= SHORT
    if is_short and not run.has_deferred and len(run.finished) < FINISHED_KEPT:
        run.finished[value] = found
    return found


def fetch_deferred(marked: Sequence[bytes], run: Run) -> None:
    """Fetch what was left to statements of their own."""
    wanted: dict[bytes, list[bytes]] = {}
    for piece in marked:
        number, _, rest = piece.partition(b":")
        if isinstance(run.formatters[number], DeferredRelation):
            wanted.setdefault(number, []).append(rest.partition(CLOSING)[0])
    for number, payloads in wanted.items():
        defer = run.formatters[number]
        assert isinstance(defer, DeferredRelation)
        defer.fetch(payloads, run)


def unescaped(payload: bytes) -> bytes:
    """Give the text that stands escaped between the signs."""
    text: str = orjson.loads(b'"%b"' % payload)
    return text.encode()


def merge_pieces(payload: bytes, run: Run) -> bytes:
    """Finish a wide object, which comes as a list of objects."""
    whole: dict[str, Any] = {}
    for piece in orjson.loads(format_placeholders(unescaped(payload), run)):
        whole |= piece
    return orjson.dumps(whole)
