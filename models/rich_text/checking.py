"""Checking: whether a source may be written, before it is: all that is wrong with it, by its line."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from markdown_it.token import Token

from models.problems import Problem
from models.reasons import reason
from models.rich_text.fields import RichTextField
from models.rich_text.parsing import Parsed, href_of, is_allowed, is_entry, lines, parsed
from models.rich_text.rendering import CONTROLS

MOST_NESTED = 20
"""Elements inside each other."""

MOST_BRACKETS = 5_000
"""Opening brackets of a text: each is looked at from each before it, and 50,000 took 7 s."""

MOST_TOLD = 20
"""Problems of one text that are told."""

FORM = "[words](entry:NewsStory/a-slug)"
EMBEDDED = "::: embed entry:Event/a-slug"

SAID = {
    "LONG": "line {line}: the text has {found} bytes; {most} are allowed",
    "CONTROL": "line {line}: a control character is no text",
    "BRACKETS": "line {line}: the text has {found} brackets; {most} are allowed",
    "UNNAMED": "line {line}: {address} names no entry; write {form}",
    "REFERENCES": "line {line}: the text has {found} references; {most} are allowed",
    "NESTED": "line {line}: the text is nested deeper than {most} levels",
    "PICTURE": "line {line}: a picture cannot stand in a text",
    "FOREIGN": "line {line}: a link may not lead to {address}",
    "EMBED": "line {line}: an embed stands alone in a paragraph, outside of lists and quotations: {form}",
}
"""What is said of each thing that is wrong."""


def problems_of(source: str, place: str, field: RichTextField) -> Iterator[Problem]:
    """Find what is wrong with a source, entries that it names apart; of one that is too long, nothing more."""
    if (found := len(source.encode())) > field.longest:
        yield told("LONG", place, 1, "TOO_LONG", found=found, most=field.longest)
    elif (found := source.count("[")) > MOST_BRACKETS:
        yield told("BRACKETS", place, 1, "TOO_LONG", found=found, most=MOST_BRACKETS)
    elif control := CONTROLS.search(source):
        yield told("CONTROL", place, source.count("\n", 0, control.start()) + 1)
    else:
        yield from problems_in(parsed(source), place, field)


def problems_in(text: Parsed, place: str, field: RichTextField) -> Iterator[Problem]:
    """Find what is wrong with a text that is parsed."""
    for token, line in islice(of_tokens(text.tokens), MOST_TOLD):
        yield from (told(kind, place, line, **values) for kind, values in wrong(token))
    for each in text.references:
        if each.uid is None and each.named is None:
            yield told("UNNAMED", place, each.line, address=each.address[:80], form=FORM)
    if (found := len(text.references)) > field.at_most:
        line = text.references[field.at_most].line
        yield told("REFERENCES", place, line, "TOO_LONG", found=found, most=field.at_most)


def told(kind: str, place: str, line: int, code: str = "INVALID", **values: Any) -> Problem:
    """Make a problem of a line."""
    return Problem(place, reason(SAID[kind], line=line, **values), code)


def of_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield the tokens with which something is wrong, and their lines: of what is nested too deep, the first."""
    is_deep = False
    for token, line in lines(tokens):
        if token.level < MOST_NESTED and any(wrong(token)):
            yield token, line
        elif token.level >= MOST_NESTED and not is_deep:
            is_deep = True
            yield token, line


def wrong(token: Token) -> Iterator[tuple[str, dict[str, Any]]]:
    """Say what is wrong with a token."""
    if token.level >= MOST_NESTED:
        yield "NESTED", {"most": MOST_NESTED}
    elif token.type == "image":
        yield "PICTURE", {}
    elif token.type == "link_open" and not is_entry(href_of(token)) and not is_allowed(href_of(token)):
        yield "FOREIGN", {"address": href_of(token)[:80]}
    elif token.type == "text" and token.content.startswith("::: embed"):
        yield "EMBED", {"form": EMBEDDED}
