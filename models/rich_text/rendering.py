r"""HTML of a rich text, safe by construction: every tag is one of these, and all else is escaped.

    <p>See \x031:sigm8yffl48q\x04the new school\x03/\x04.</p>    a reference, whose address is filled in when it is read
    \x03!2:p10xfgstwk48\x04                                      an entry that is shown there

What stands between these control characters is the number of the entry among those of the text, and its uid. No source
has them. Void elements, quotes and spaces are written as browsers write them, so that a sanitiser finds nothing to do.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from models.rich_text.headings import Heading, headings_of
from models.rich_text.parsing import href_of, is_allowed, is_entry
from models.rich_text.plain import inline_text, is_within_cjk
from models.rich_text.references import STORED

OPENING, CLOSING, END = "\x03", "\x04", "\x03/\x04"
"""What stands around a mark, and the mark behind the words of a link."""

CONTROLS = re.compile("[\x02\x03\x04]")
"""What no source has, as it stands around marks, and between the pieces of a payload."""

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})
QUOTED = ESCAPED | {ord('"'): "&quot;"}

LANGUAGE = re.compile(r"[\w+#.-]{1,40}")
"""The name of a language of code."""

Numbers = Mapping[str, int]
"""The numbers of the entries that a text refers to, by their uids."""


def escaped(text: str) -> str:
    """Write text for HTML."""
    return CONTROLS.sub("", text).translate(ESCAPED)


def quoted(text: str) -> str:
    """Write text for an attribute, in its quotes."""
    return f'"{CONTROLS.sub("", text).translate(QUOTED)}"'


class Html:
    """Writes tokens as HTML."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.closings: list[str] = []

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Write blocks."""
        headings = headings_of(tokens)
        return "".join(self.block(tokens, place, headings.get(place)) for place in range(len(tokens)))

    def block(self, tokens: Sequence[Token], place: int, heading: Heading | None) -> str:
        """Write a block, or one end of it."""
        token = tokens[place]
        if token.type == "inline":
            return self.inline(token.children or ())
        if token.hidden:
            return ""
        if heading:
            self.closings.append(f"</h{heading.level}>\n")
            return f"<h{heading.level} id={quoted(heading.id)}>"
        if token.type == "heading_close":
            return self.closings.pop()
        gap = "\n" if place and token.nesting != -1 and tokens[place - 1].hidden else ""
        if token.type in WHOLE:
            return gap + WHOLE[token.type](self, token)
        line = "" if token.nesting == 1 and is_beside_words(token, tokens[place + 1]) else "\n"
        return f"{gap}<{'/' if token.nesting == -1 else ''}{token.tag}{attributes(token)}>{line}"

    def inline(self, children: Sequence[Token]) -> str:
        """Write inline text."""
        return "".join(self.piece(token, children, place) for place, token in enumerate(children))

    def piece(self, token: Token, children: Sequence[Token], place: int) -> str:
        """Write one piece of inline text."""
        if token.type == "text":
            return escaped(token.content)
        if token.type == "softbreak":
            return "" if is_within_cjk(children, place) else "\n"
        if token.type in PIECES:
            return PIECES[token.type](self, token)
        return f"<{'/' if token.nesting == -1 else ''}{token.tag}>"

    def link(self, token: Token) -> str:
        """Open a link; one that may not lead there is its words."""
        href = href_of(token)
        if is_entry(href):
            opening, closing = self.mark("", href), END
        elif is_allowed(href):
            title = f" title={quoted(str(token.attrs['title']))}" if "title" in token.attrs else ""
            opening, closing = f"<a href={quoted(href)}{title}>", "</a>"
        else:
            opening = closing = ""
        self.closings.append(closing if opening else "")
        return opening

    def link_end(self, token: Token) -> str:
        """Close a link."""
        return self.closings.pop()

    def embed(self, token: Token) -> str:
        """Mark the place of an entry that is shown."""
        return self.mark("!", str(token.meta["address"]))

    def mark(self, kind: str, address: str) -> str:
        """Mark a reference; nothing for one that names no entry."""
        found = STORED.fullmatch(address)
        return f"{OPENING}{kind}{self.numbers[found[1]]}:{found[1]}{CLOSING}" if found else ""

    def code(self, token: Token) -> str:
        """Write a block of code."""
        language = LANGUAGE.match(token.info.strip())
        kind = f" class={quoted(f'language-{language[0]}')}" if language else ""
        return f"<pre><code{kind}>{escaped(token.content)}</code></pre>\n"


WHOLE: dict[str, Callable[[Html, Token], str]] = {
    "fence": Html.code,
    "code_block": Html.code,
    "hr": lambda html, token: "<hr>\n",
    "embed": Html.embed,
}
"""The blocks that are one token."""

PIECES: dict[str, Callable[[Html, Token], str]] = {
    "code_inline": lambda html, token: f"<code>{escaped(token.content)}</code>",
    "hardbreak": lambda html, token: "<br>\n",
    "image": lambda html, token: escaped(inline_text(token.children or ())),
    "link_open": Html.link,
    "link_close": Html.link_end,
}
"""The pieces of inline text that are not a tag alone."""


def is_beside_words(token: Token, after: Token) -> bool:
    """Tell whether no line ends behind an opening tag: before inline text, and before its own end."""
    return after.type == "inline" or after.hidden or (after.nesting == -1 and after.tag == token.tag)


def attributes(token: Token) -> str:
    """Write what a tag says beside its name: where a list starts, and on which side the text of a cell stands."""
    found = ""
    if "start" in token.attrs:
        found += f" start={quoted(str(token.attrs['start']))}"
    if side := str(token.attrs.get("style", "")).removeprefix("text-align:"):
        found += f" align={quoted(side)}"
    return found
