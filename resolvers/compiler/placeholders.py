r"""Placeholders: what SQL leaves to Python, and the formatters that replace it in the text of the answer.

Offsets of time zones, cursors in base64 and the trees of components are not SQL's to write. In place of such a value
the text has a string between two control characters: the number of its formatter, and its payload.

    {"slug":"x","startsAt":"\u00003:1767315600000000\u0001"}

Nothing else can be mistaken for the opening, as no content holds NUL, nor for the closing: within a
JSON string a quote has a backslash before it.

What ids end with is put in last. So what SQL gives at one instant is the same text as at another, as long as the
content is, and is formatted once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

import orjson

from models.instants import FOREVER
from resolvers.compiler.failures import Failures
from resolvers.compiler.memo import Memo
from resolvers.compiler.statements import AnswerSize
from resolvers.context.read_context import ReadContext

OPENING, CLOSING = b'"\\u0000', b'\\u0001"'

ID_SUFFIX = b"\\u0000\\u0000"
"""What stands for the ending of ids. Content has no NUL, and a backslash in it is written as two."""

PIECE_WEIGHT = 41
"""Bytes that each of several pieces of a text holds beside its own: it is an object, and has a place in a list."""

STRIDE, SHORT = 64, 2_048
"""A long text is found by every so many of its bytes, one of at most so many by all: to hash the 37 kB of a homepage
takes 10 µs, to hash such a sample and compare the whole 1.3."""


class Pieces(NamedTuple):
    """The answer of a root field, cut where ids end, with the text that SQL gave for it and the types that were met."""

    text: bytes
    pieces: list[bytes]
    met: frozenset[str]

    @property
    def weight(self) -> int:
        """How many bytes it holds."""
        return len(self.text) + sum(map(len, self.pieces)) + PIECE_WEIGHT * len(self.pieces)


ANSWERS: Memo[Pieces] = Memo(weigh=attrgetter("weight"))
"""The answers of root fields by samples of what SQL gave for them; of several with the same sample, the latest."""


class Formatters:
    """The formatters of the SQL of a plan, by their numbers. If they *are pure*, the same text becomes the same again.

    Computed values are not pure. Where one *goes on*, what it makes of the same text becomes another by itself.
    """

    def __init__(self, found: Mapping[bytes, "Formatter"]) -> None:
        self.found, self.number = found, next(ANSWERS.numbers)
        self.is_pure = all(getattr(formatter, "is_pure", True) for formatter in found.values())
        self.goes_on = any(getattr(formatter, "goes_on", False) for formatter in found.values())


NO_FORMATTERS = Formatters({})
"""The formatters of a plan whose statement is not written yet."""


class Holding(NamedTuple):
    """From which instant to before which other one something is as it is, as far as content does not change."""

    since: int
    until: int

    def narrowed(self, since: int, until: int) -> "Holding":
        """Let something else be part of it."""
        return Holding(max(self.since, since), min(self.until, until))


ALWAYS = Holding(0, FOREVER)
"""The span of what content alone decides."""


@dataclass
class Formatting:
    """The formatting of what a root field gives in one read context, when its statement is run.

    What it makes of a text has *largest* bytes at most. Formatters may read the *values* that were bound. Those that
    compute note their *failures*, and which entries they have *shown* to methods; those of routes which types were
    *met*, on which the answer depends, too; and those that follow the instant between which others what they made
    *holds*.
    """

    context: ReadContext
    largest: int
    formatters: Formatters = NO_FORMATTERS
    values: Mapping[str, Any] = field(default_factory=dict)
    failures: Failures = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)
    met: frozenset[str] = frozenset()
    holds: Holding = ALWAYS

    def hold(self, since: int, until: int) -> None:
        """Note from which instant to before which other one something is as it is, where it follows the now."""
        if self.context.options.at is None:
            self.holds = self.holds.narrowed(since, until)

    @property
    def id_suffix(self) -> bytes:
        """What ids end with."""
        return self.context.options.id_suffix.encode()


Formatter = Callable[[bytes, Formatting], bytes]
"""Makes JSON of what stands between the signs, still escaped as a JSON string."""


def format_answer(text: bytes, formatting: Formatting) -> bytes:
    """Make the answer of a root field out of what SQL gave for it."""
    formatters = formatting.formatters
    if OPENING not in text:
        return with_suffixes(text, formatting)
    if not formatters.is_pure:
        return with_suffixes(format_placeholders(text, formatting), formatting)
    sample = text if len(text) <= SHORT else text[::STRIDE]
    key = formatters.number, sample, formatting.context.languages
    found = ANSWERS.get(key)
    if found is None or found.text != text:
        pieces = format_placeholders(text, formatting).split(ID_SUFFIX)
        found = ANSWERS.add(key, Pieces(text, pieces, formatting.met))
    formatting.met = found.met
    return formatting.id_suffix.join(found.pieces)


def with_suffixes(text: bytes, formatting: Formatting) -> bytes:
    """Let ids end as the read options say."""
    return text.replace(ID_SUFFIX, formatting.id_suffix)


def format_placeholders(text: bytes, formatting: Formatting) -> bytes:
    """Replace the placeholders in a text."""
    first, *marked = text.split(OPENING)
    pieces, formatters, add = [first], formatting.formatters.found, AnswerSize(formatting.largest).add
    for piece in marked:
        value, _, plain = piece.partition(CLOSING)
        number, _, payload = value.partition(b":")
        pieces += (add(formatters[number](payload, formatting)), plain)
    return b"".join(pieces)


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
