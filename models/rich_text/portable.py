"""Portable Text: a rich text as a tree of typed values, which renderers for many frameworks take as it is.

A link to an entry and an embed have the number of the entry as their `ref`; where they lead is filled in on reading.
"""

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.token import Token

from models.rich_text.headings import Heading, headings_of
from models.rich_text.parsing import href_of, is_allowed, is_entry
from models.rich_text.plain import inline_text, is_within_cjk
from models.rich_text.references import STORED
from models.rich_text.rendering import Numbers

DECORATORS = {"strong_open": "strong", "em_open": "em", "s_open": "strike-through"}
"""The marks of words, by the tokens that open them."""

Value = dict[str, Any]


class Tree:
    """Makes the blocks of a text, each with a key of its own."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.made = numbers, 0
        self.found: list[Value] = []
        self.rows: list[Value] = []
        self.lists: list[str] = []
        self.quotes = 0

    def key(self) -> str:
        """Make a key."""
        self.made += 1
        return f"k{self.made}"

    def blocks(self, tokens: Sequence[Token]) -> list[Value]:
        """Make the blocks of tokens."""
        headings = headings_of(tokens)
        for place, token in enumerate(tokens):
            if token.type == "inline":
                self.words(token, tokens[place - 1], headings.get(place - 1))
            elif token.type in MADE:
                MADE[token.type](self, token)
        return self.found

    def add(self, kind: str, **members: Any) -> None:
        """Add a block of a kind."""
        self.found.append({"_type": kind, "_key": self.key(), **members})

    def words(self, token: Token, around: Token, heading: Heading | None) -> None:
        """Add a block of inline text, or a cell of a row."""
        if around.tag in ("th", "td"):
            cell = self.block(token, "normal")
            self.rows[-1]["cells"].append({**cell, "isHeading": around.tag == "th"})
            return
        block = self.block(token, f"h{heading.level}" if heading else "blockquote" if self.quotes else "normal")
        if heading:
            block["id"] = heading.id
        if self.lists:
            block |= {"listItem": self.lists[-1], "level": len(self.lists)}
        self.found.append(block)

    def quote(self, token: Token) -> None:
        """Begin or end a quotation."""
        self.quotes += token.nesting

    def begin_list(self, token: Token) -> None:
        """Begin a list."""
        self.lists.append("bullet" if token.type == "bullet_list_open" else "number")

    def end_list(self, token: Token) -> None:
        """End a list."""
        self.lists.pop()

    def begin_row(self, token: Token) -> None:
        """Begin a row of a table."""
        self.rows.append({"_type": "row", "_key": self.key(), "cells": []})

    def end_table(self, token: Token) -> None:
        """Add a table of the rows that were made."""
        self.add("table", rows=self.rows)
        self.rows = []

    def code(self, token: Token) -> None:
        """Add a block of code."""
        language = token.info.split()[:1]
        said = {"language": language[0]} if language else {}
        self.add("code", code=token.content.removesuffix("\n"), **said)

    def rule(self, token: Token) -> None:
        """Add a break between parts."""
        self.add("break")

    def embed(self, token: Token) -> None:
        """Add an entry that is shown."""
        if stored := STORED.fullmatch(str(token.meta["address"])):
            self.add("embed", ref=self.numbers[stored[1]])

    def block(self, token: Token, style: str) -> Value:
        """Make a block of inline text."""
        key = self.key()
        children, definitions = self.spans(token.children or ())
        return {"_type": "block", "_key": key, "style": style, "children": children, "markDefs": definitions}

    def spans(self, tokens: Sequence[Token]) -> tuple[list[Value], list[Value]]:
        """Make the spans of inline text, and what their marks mean."""
        spans: list[Value] = []
        definitions: list[Value] = []
        marks: list[str] = []
        for place, token in enumerate(tokens):
            if token.type in DECORATORS:
                marks.append(DECORATORS[token.type])
            elif token.type == "link_open":
                definition = self.definition(token)
                marks.append(definition["_key"])
                if len(definition) > 1:
                    definitions.append(definition)
            elif token.nesting == -1:
                marks.pop()
            else:
                self.add_text(spans, token, tokens, place, [each for each in marks if each])
        return spans or [self.span("", [])], definitions

    def add_text(self, spans: list[Value], token: Token, tokens: Sequence[Token], place: int, marks: list[str]) -> None:
        """Add the text of a token, to the span before it where that has the same marks."""
        text = {
            "hardbreak": "\n",
            "softbreak": "" if token.type == "softbreak" and is_within_cjk(tokens, place) else " ",
            "image": inline_text(token.children or ()),
        }.get(token.type, token.content)
        marks = [*marks, "code"] if token.type == "code_inline" else marks
        if spans and spans[-1]["marks"] == marks:
            spans[-1]["text"] += text
        elif text:
            spans.append(self.span(text, marks))

    def span(self, text: str, marks: list[str]) -> Value:
        """Make a span."""
        return {"_type": "span", "_key": self.key(), "text": text, "marks": marks}

    def definition(self, token: Token) -> Value:
        """Say where a link leads; one that may lead nowhere has no key."""
        href = href_of(token)
        if stored := STORED.fullmatch(href):
            return {"_key": self.key(), "_type": "link", "ref": self.numbers[stored[1]]}
        if is_entry(href) or not is_allowed(href):
            return {"_key": ""}
        return {"_key": self.key(), "_type": "link", "href": href}


MADE: dict[str, Callable[[Tree, Token], None]] = {
    "bullet_list_open": Tree.begin_list,
    "ordered_list_open": Tree.begin_list,
    "bullet_list_close": Tree.end_list,
    "ordered_list_close": Tree.end_list,
    "blockquote_open": Tree.quote,
    "blockquote_close": Tree.quote,
    "tr_open": Tree.begin_row,
    "table_close": Tree.end_table,
    "fence": Tree.code,
    "code_block": Tree.code,
    "hr": Tree.rule,
    "embed": Tree.embed,
}
"""What is made of tokens that are not inline text."""
