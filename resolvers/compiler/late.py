r"""Late values: what SQL leaves to Python, finished in the text of the answer.

Offsets of time zones, base64 and the trees of parts are not SQL's to write. In place of such a value
the text has a string between two control characters: the number of its finisher, and what that one
needs.

    {"slug":"x","startsAt":"\u00003:1767315600000000\u0001"}

Nothing else can be mistaken for the opening, as no content holds NUL, nor for the closing: within a
JSON string a quote has a backslash before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from resolvers.compiler.statements import ListParameter, Statement
from resolvers.readings import Reading

OPENING, CLOSING = '"\\u0000', '\\u0001"'


@dataclass
class Run:
    """One run of a plan: its reading, what is bound, and how its late values are finished."""

    reading: Reading
    values: dict[str, Any]
    finishers: Sequence["Finisher"] = ()
    fetched: dict[Any, dict[str, str]] = field(default_factory=dict)


Finisher = Callable[[str, Run], str]
"""Makes JSON text of what stands between the signs, still escaped as a JSON string."""


@dataclass(frozen=True)
class Cut:
    """The finisher of a relation that is fetched by a statement of its own, for all rows at once.

    SQLite before 3.46 parses only so many subqueries inside each other.
    """

    statement: Statement
    keys: ListParameter

    def __call__(self, payload: str, run: Run) -> str:
        """Give what was fetched for a key."""
        return run.fetched[id(self)][payload]

    def fetch(self, payloads: Sequence[str], run: Run) -> None:
        """Run the statement for the keys that *payloads* are."""
        known = dict.fromkeys(payloads)
        (text,) = self.statement.run([{**run.values, self.keys: list(map(int, known))}])
        answers = orjson.loads(finish(text, run))
        texts = (orjson.dumps(answer).decode() for answer in answers)
        run.fetched.setdefault(id(self), {}).update(zip(known, texts, strict=True))


def finish(text: str, run: Run) -> str:
    """Put the late values into the text of an answer."""
    first, *marked = text.split(OPENING)
    if not marked:
        return text
    pieces = [first]
    values = [split(each) for each in marked]
    fetch_cuts(values, run)
    for number, payload, plain in values:
        pieces.append(run.finishers[number](payload, run))
        pieces.append(plain)
    return "".join(pieces)


def split(piece: str) -> tuple[int, str, str]:
    """Take apart the number of a finisher, what it needs, and the text behind."""
    name, _, rest = piece.partition(":")
    payload, _, plain = rest.partition(CLOSING)
    return int(name), payload, plain


def fetch_cuts(values: Sequence[tuple[int, str, str]], run: Run) -> None:
    """Fetch what was left to statements of their own."""
    wanted: dict[int, list[str]] = {}
    for number, payload, _ in values:
        if isinstance(run.finishers[number], Cut):
            wanted.setdefault(number, []).append(payload)
    for number, payloads in wanted.items():
        cut = run.finishers[number]
        assert isinstance(cut, Cut)
        cut.fetch(payloads, run)


def unescaped(payload: str) -> str:
    """Give the text that stands escaped between the signs."""
    text: str = orjson.loads(f'"{payload}"')
    return text


def merged(payload: str, run: Run) -> str:
    """Finish a wide object, which comes as a list of objects."""
    whole: dict[str, Any] = {}
    for piece in orjson.loads(finish(unescaped(payload), run)):
        whole |= piece
    return orjson.dumps(whole).decode()
