"""Excerpts: the beginning of a plain text, cut where a sentence ends, or else a word."""

import re

from models.rich_text.characters import is_cjk

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

SENTENCE = re.compile(r"[.!?](?=\s|$)|[。！？](?![」』”’）])|[。！？][」』”’）]")
"""Where a sentence ends."""

SPACES = re.compile(r"\s+")


def excerpt(text: str, length: int) -> str:
    """Cut a text to so many code points at most: behind a sentence, if that leaves most of them, or behind a word."""
    line = SPACES.sub(" ", text).strip()
    if len(line) <= length:
        return line
    ends = [found.end() for found in SENTENCE.finditer(line, 0, length)]
    if ends and ends[-1] >= length * 0.6:
        return line[: ends[-1]]
    cut = line[: length - 1]
    if not is_boundary(line, length - 1):
        place = len(cut)
        while place and not is_boundary(line, place):
            place -= 1
        cut = cut[:place] or cut
    return cut.rstrip(" ,;:、，；：") + ELLIPSIS


def is_boundary(line: str, place: int) -> bool:
    """Tell whether a word ends before a place: a character of a script without spaces is one."""
    before, after = line[place - 1], line[place]
    return not (before.isalnum() and after.isalnum()) or is_cjk(before) or is_cjk(after)
