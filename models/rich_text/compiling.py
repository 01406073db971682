"""Compiling: what readers are given of a rich text, made once, when it is written.

It takes 8 ms a kilobyte, which no reader is to wait for; those who only read never import the parser.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from models.rich_text.counting import length_of
from models.rich_text.headings import headings_of
from models.rich_text.parsing import parsed
from models.rich_text.plain import plain_text
from models.rich_text.portable import Tree
from models.rich_text.references import Found
from models.rich_text.rendering import CONTROLS, Html

VERSION = 1
"""Which rules a text was compiled by; where that has changed, all are compiled anew."""


class Compiled(NamedTuple):
    """A rich text in one language: HTML with marks for references, plain text, and a *tree* with all else.

    v            the version
    blocks       Portable Text
    headings     [[level, text, id], ...]
    references   [[kind, uid], ...], each entry once
    texts        the plain text around embeds, piece by piece, where there are any
    words, minutes
    """

    html: str
    text: str
    tree: dict[str, Any]

    @property
    def uids(self) -> list[str]:
        """The uids of the entries that it refers to."""
        return [uid for _, uid in self.tree["references"]]


@lru_cache(maxsize=16)
def compiled(source: str) -> Compiled:
    """Compile a source; the columns of an edition that follow from it ask for the same one after the other."""
    tokens, references = parsed(CONTROLS.sub("", source))
    found = {each.uid: each for each in reversed(references) if each.uid is not None}
    ordered = sorted(found.items(), key=lambda item: first_place(references, item[0]))
    numbers = {uid: number for number, (uid, _) in enumerate(ordered, 1)}
    text = CONTROLS.sub("", plain_text(tokens))
    length = length_of(text)
    tree: dict[str, Any] = {
        "v": VERSION,
        "blocks": Tree(numbers).blocks(tokens),
        "headings": [list(each) for each in headings_of(tokens).values()],
        "references": [[each.kind.value, uid] for uid, each in ordered],
        "words": length.words,
        "minutes": length.minutes,
    }
    embeds = [place for place, token in enumerate(tokens) if token.type == "embed"]
    if embeds:
        ends = zip([-1, *embeds], [*embeds, len(tokens)], strict=True)
        tree["texts"] = [CONTROLS.sub("", plain_text(tokens[start + 1 : end])) for start, end in ends]
    return Compiled(Html(numbers).blocks(tokens), text, tree)


def first_place(references: Sequence[Found], uid: str) -> int:
    """Return at which place of a text it refers to an entry first."""
    return next(place for place, each in enumerate(references) if each.uid == uid)
