r"""Placeholders: what SQL leaves to Python, and the formatters that replace it in the text of the answer.

Offsets of time zones, cursors in base64 and the trees of components are not SQL's to write. In place of such a value
the text has a string between two control characters: the number of its formatter, and its payload.

    {"slug":"x","startsAt":"\u00003:1767315600000000\u0001"}

Nothing else can be mistaken for the opening, as no content holds NUL, nor for the closing: within a
JSON string a quote has a backslash before it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

from resolvers.compiler.failures import Failures
from resolvers.compiler.parameters import ListParameter
from resolvers.compiler.statements import AnswerSize, Statement
from resolvers.context.read_context import ReadContext

SHORT = 200
"""Bytes of a formatted value that is remembered for the next run; formatters of long ones remember them themselves."""

MOST_FORMATTED = 1_000
"""Formatted values that are remembered for the next run of the same statement."""

OWN_WEIGHT, FORMATTED_WEIGHT = 1_000, 350
"""Bytes that formatting holds, and a value that it remembers: two short texts and their place."""

OPENING, CLOSING = b'"\\u0000', b'\\u0001"'


@dataclass
class Formatting:
    """The formatting of what a root field gives in one read context, each time that its statement is run.

    What it makes of a text has *largest* bytes at most. The *values* that were bound are for deferred relations, which
    have *fetched* what is put in for them. Formatters that compute note their *failures*, and which entries they have
    *shown* to methods.
    """

    context: ReadContext
    largest: int
    formatters: Mapping[bytes, "Formatter"] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    fetched: dict[Any, dict[bytes, bytes]] = field(default_factory=dict)
    remembered: dict[bytes, bytes] = field(default_factory=dict)
    failures: Failures = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return OWN_WEIGHT + FORMATTED_WEIGHT * len(self.remembered)

    @cached_property
    def size(self) -> AnswerSize:
        """The bytes that deferred relations have fetched."""
        return AnswerSize(self.largest)

    @cached_property
    def has_deferred(self) -> bool:
        """Tell whether relations are left to statements of their own."""
        return any(isinstance(formatter, DeferredRelation) for formatter in self.formatters.values())


Formatter = Callable[[bytes, Formatting], bytes]
"""Makes JSON of what stands between the signs, still escaped as a JSON string."""


@dataclass(frozen=True)
class DeferredRelation:
    """The formatter of a relation that is fetched by a statement of its own, for all rows at once.

    SQLite before 3.46 parses only so many subqueries inside each other.
    """

    statement: Statement
    keys: ListParameter

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Give what was fetched for a key."""
        return formatting.fetched[id(self)][payload]

    def fetch(self, payloads: Sequence[bytes], formatting: Formatting) -> None:
        """Run the statement for the keys that *payloads* are."""
        keys = dict.fromkeys(payloads)
        bound = self.statement.bind([{**formatting.values, self.keys: list(map(int, keys))}])
        text, *_ = self.statement.run(bound, formatting.largest)
        answers = orjson.loads(format_placeholders(formatting.size.add(text or b"[]"), formatting))
        formatting.fetched.setdefault(id(self), {}).update(zip(keys, map(orjson.dumps, answers), strict=True))


def format_placeholders(text: bytes, formatting: Formatting) -> bytes:
    """Replace the placeholders in the text of an answer."""
    first, *marked = text.split(OPENING)
    if formatting.has_deferred:
        fetch_deferred(marked, formatting)
    pieces, remembered, add = [first], formatting.remembered, AnswerSize(formatting.largest).add
    for piece in marked:
        value, _, plain = piece.partition(CLOSING)
        pieces += (add(remembered.get(value) or format_placeholder(value, formatting)), plain)
    return b"".join(pieces)


def format_placeholder(value: bytes, formatting: Formatting) -> bytes:
    """Format one value; without deferred relations, whose content may change, it becomes the same each time."""
    number, _, payload = value.partition(b":")
    found = formatting.formatters[number](payload, formatting)
    is_short = len(value) <= SHORT and len(found) <= SHORT
    if is_short and not formatting.has_deferred and len(formatting.remembered) < MOST_FORMATTED:
        formatting.remembered[value] = found
    return found


def fetch_deferred(marked: Sequence[bytes], formatting: Formatting) -> None:
    """Fetch what was left to statements of their own."""
    wanted: dict[bytes, list[bytes]] = {}
    for piece in marked:
        number, _, rest = piece.partition(b":")
        if isinstance(formatting.formatters[number], DeferredRelation):
            wanted.setdefault(number, []).append(rest.partition(CLOSING)[0])
    for number, payloads in wanted.items():
        relation = formatting.formatters[number]
        assert isinstance(relation, DeferredRelation)
        relation.fetch(payloads, formatting)


def unescaped(payload: bytes) -> bytes:
    """Give the text that stands escaped between the signs."""
    text: str = orjson.loads(b'"%b"' % payload)
    return text.encode()


def merge_pieces(payload: bytes, formatting: Formatting) -> bytes:
    """Format a wide object, which comes as a list of objects."""
    whole: dict[str, Any] = {}
    for piece in orjson.loads(format_placeholders(unescaped(payload), formatting)):
        whole |= piece
    return orjson.dumps(whole)
