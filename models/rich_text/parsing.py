"""Parsing: from Markdown to the tokens of the library, with what of them is ours: embeds, and references to entries.

CommonMark with tables and strikethrough, without HTML.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from models.rich_text.cjk import Inline
from models.rich_text.references import SCHEME, Found, ReferenceKind

MOST_LEVELS = 100
"""Levels behind which the library parses nothing more: far beyond what is accepted."""

OPTIONS = {"html": False, "maxNesting": MOST_LEVELS}

EMBED = re.compile(r"::: embed (entry:\S+)")

ALLOWED = re.compile(r"(?:https?|mailto|tel):|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
"""Where links may lead: to addresses of these schemes, and to paths."""


PLAIN = re.compile(r"[^\W\d_](?:[^\\`*_\[\]<>&~#|!\s\x00]| (?! ))*(?<! )")
"""A line of letters, digits and punctuation that are no marks wherever they stand."""


class Parsed(NamedTuple):
    """A source as tokens."""

    tokens: Sequence[Token]
    references: Sequence[Found]


@cache
def parser() -> MarkdownIt:
    """Make the parser."""
    made = MarkdownIt("commonmark", OPTIONS)
    made.inline = Inline()
    made.configure("commonmark", OPTIONS).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # what is not allowed is told, or is its words
    made.core.ruler.after("block", "embeds", find_embeds)
    return made


@lru_cache(maxsize=8)
def parsed(source: str) -> Parsed:
    """Parse a source; one line in which nothing can be a mark is a paragraph, without a look at each character."""
    if PLAIN.fullmatch(source):
        return Parsed(paragraph(source), [])
    tokens = parser().parse(source)
    return Parsed(tokens, list(references_in(tokens)))


def paragraph(text: str) -> list[Token]:
    """Make the tokens of a paragraph of plain text."""
    inline = Token("inline", "", 0, map=[0, 1], level=1, content=text, children=[Token("text", "", 0, content=text)])
    return [Token("paragraph_open", "p", 1, map=[0, 1]), inline, Token("paragraph_close", "p", -1)]


def find_embeds(state: StateCore) -> None:
    """Put a token of its own in place of each paragraph that embeds an entry, on no level but the first."""
    tokens: list[Token] = []
    left = iter(state.tokens)
    for token in left:
        tokens.append(token)
        if token.type != "inline" or token.level != 1 or tokens[-2].type != "paragraph_open":
            continue
        if found := EMBED.fullmatch(token.content.strip()):
            tokens[-2:] = [Token("embed", "", 0, map=token.map, block=True, meta={"address": found[1]})]
            next(left)
    state.tokens = tokens


def references_in(tokens: Sequence[Token]) -> Iterator[Found]:
    """Yield the references in a text, in order."""
    for token, line in lines(tokens):
        if token.type == "embed":
            yield Found(ReferenceKind.EMBED, str(token.meta["address"]), line)
        elif token.type == "link_open" and is_entry(href := href_of(token)):
            yield Found(ReferenceKind.LINK, href, line)


def lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield all tokens, those of inline text in their places, each with its line, from 1 on."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        within = line
        for child in token.children or ():
            yield child, within
            within += child.type in ("softbreak", "hardbreak")


def href_of(token: Token) -> str:
    """Return where a link leads."""
    return str(token.attrs.get("href", ""))


def is_entry(href: str) -> bool:
    """Tell whether a link leads to an entry."""
    return href.startswith(SCHEME)


def is_allowed(href: str) -> bool:
    """Tell whether a link may lead there: entries apart, to some schemes and to paths."""
    return bool(ALLOWED.match(href))
