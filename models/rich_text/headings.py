"""Headings: their levels, and the names by which addresses lead to them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from models.rich_text.filling import FIRST_LEVEL, LAST_LEVEL
from models.rich_text.plain import inline_text

SEPARATORS = re.compile(r"[^\w]+")

LONGEST = 80
"""Characters of a name."""


class Heading(NamedTuple):
    """A heading: its level in HTML, its text, and its name."""

    level: int
    text: str
    id: str


def headings_of(tokens: Sequence[Token]) -> dict[int, Heading]:
    """List the headings by the places of their opening tokens; no two have one name."""
    places = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    top = min((int(tokens[place].tag[1]) for place in places), default=1)
    found: dict[int, Heading] = {}
    taken: set[str] = set()
    for place in places:
        text = inline_text(tokens[place + 1].children or ())
        level = min(int(tokens[place].tag[1]) - top + FIRST_LEVEL, LAST_LEVEL)
        found[place] = Heading(level, text, unique(slug(text), taken))
    return found


def slug(text: str) -> str:
    """Make a name of a text: its letters and digits in any script, in small letters, between hyphens."""
    return SEPARATORS.sub("-", text.lower()).replace("_", "-").strip("-")[:LONGEST].strip("-") or "section"


def unique(name: str, taken: set[str]) -> str:
    """Take a name, numbered if it is taken already."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found
