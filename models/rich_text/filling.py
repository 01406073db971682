"""Filling: where references lead, put into what was compiled. Readers wait for it, so it is a pass of one expression.

An entry that is not live is not among the targets: a link to it is its words, and in the place where it would be shown
is nothing. One that has no page is there without a path.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

FIRST_LEVEL, LAST_LEVEL = 2, 6
"""The level of the topmost headings of a text, below the title of a page, and the last that HTML has."""

MARK = re.compile(r"\x03!(\d+):(\w+)\x04|\x03(\d+):(\w+)\x04(.*?)\x03/\x04", re.DOTALL)
EMBED = re.compile(r"\x03!\d+:(\w+)\x04")
TAG = re.compile(r"<(/?)h([1-6])(?=[ >])")
WORDS = r"\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
LINK = re.compile(rf"{WORDS}\(\s*<?entry:(\w+)>?(\s[^()]*)?\)")
LEFT = re.compile(r"(?:^::: embed )?entry:([a-z][a-z0-9]{11})\b", re.MULTILINE)


class Target(NamedTuple):
    """What a live entry is shown as: the path of its page, if it has one, and what names it."""

    path: str | None
    title: str | None


Targets = Mapping[str, Target]
"""The live entries that a text refers to, by their uids."""


def filled_html(html: str, targets: Targets, first_level: int = FIRST_LEVEL) -> str:
    """Fill HTML: the topmost headings are of a level, and those below them below it."""
    if first_level != FIRST_LEVEL:
        html = TAG.sub(lambda found: f"<{found[1]}h{shifted(int(found[2]), first_level)}", html)
    if "\x03" not in html:
        return html

    def fill(found: re.Match[str]) -> str:
        embedded, embedded_uid, number, uid, words = found.groups()
        target = targets.get(uid or embedded_uid)
        if target is None:
            return words or ""
        if uid:
            return anchor(target.path, number, words) if target.path else words
        named = escape(target.title or "", quote=False)
        inner = anchor(target.path, embedded, named) if target.path else named
        return f'<p data-embed="{embedded}">{inner}</p>\n'

    return MARK.sub(fill, html)


def anchor(path: str, number: str, words: str) -> str:
    """Write a link to an entry."""
    return f'<a href="{escape(path)}" data-ref="{number}">{words}</a>'


def shifted(level: int, first_level: int) -> int:
    """Return the level of a heading where the topmost are of another than they are stored with."""
    return min(level - FIRST_LEVEL + first_level, LAST_LEVEL)


def in_language(html: str, tag: str) -> str:
    """Say in which language HTML is."""
    return f'<div lang="{tag}">\n{html}</div>\n'


def pieces(html: str) -> tuple[list[str], list[str]]:
    """Cut HTML where entries are shown; return what stands around them, one piece more, and their uids."""
    return EMBED.sub("\x02", html).split("\x02"), EMBED.findall(html)


def filled_markdown(source: str, targets: Targets) -> str:
    """Write a source with paths in place of the entries that it names; a link to one that is not live is its words."""

    def link(found: re.Match[str]) -> str:
        words, uid, title = found.groups()
        path = path_of(targets, uid)
        return f"[{words}]({path}{title or ''})" if path else str(words)

    def other(found: re.Match[str]) -> str:
        target = targets.get(found[1])
        if not found[0].startswith(":::"):
            return (target and target.path) or ""
        if target is None:
            return ""
        named = escape(target.title or "", quote=False)
        return f"[{named}]({target.path})" if target.path else named

    return LEFT.sub(other, LINK.sub(link, source))


def path_of(targets: Targets, uid: str) -> str | None:
    """Return the path of an entry that is live and has a page."""
    target = targets.get(uid)
    return target.path if target else None


def filled_blocks(blocks: Sequence[dict[str, Any]], uids: Sequence[str], targets: Targets) -> list[dict[str, Any]]:
    """Fill Portable Text: the entries of a text are given by their *uids*, in the order of their numbers."""
    return [made for block in blocks if (made := filled_block(block, uids, targets)) is not None]


def filled_block(block: dict[str, Any], uids: Sequence[str], targets: Targets) -> dict[str, Any] | None:
    """Fill one block; None for an entry that is not live."""
    if block["_type"] == "embed":
        return {**block, "ref": str(block["ref"])} if uids[block["ref"] - 1] in targets else None
    if block["_type"] == "table":
        rows = [{**row, "cells": filled_blocks(row["cells"], uids, targets)} for row in block["rows"]]
        return {**block, "rows": rows}
    if not block.get("markDefs"):
        return block
    definitions = [made for each in block["markDefs"] if (made := filled_definition(each, uids, targets)) is not None]
    gone = {each["_key"] for each in block["markDefs"]} - {each["_key"] for each in definitions}
    children = block["children"]
    if gone:
        children = [{**each, "marks": [mark for mark in each["marks"] if mark not in gone]} for each in children]
    return {**block, "children": children, "markDefs": definitions}


def filled_definition(definition: dict[str, Any], uids: Sequence[str], targets: Targets) -> dict[str, Any] | None:
    """Say where a link leads; None for one that leads nowhere."""
    if "ref" not in definition:
        return definition
    path = path_of(targets, uids[definition["ref"] - 1])
    return {**definition, "href": path, "ref": str(definition["ref"])} if path else None
