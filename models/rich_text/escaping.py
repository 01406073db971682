"""Escaping: Markdown that shows a plain text as it is, line by line."""

import re

MARKS = re.compile(r"([\\`*_\[\]]|~(?=~)|<(?=[A-Za-z])|&(?=#?\w+;))")
"""What may begin a mark anywhere."""

LINE_MARKS = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=#>|~]|:::|:?-))")
"""What may begin one at the start of a line."""

PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


def escape(text: str) -> str:
    """Write a plain text as Markdown: paragraphs stay apart, and lines stay lines."""
    paragraphs = (part.split("\n") for part in PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n")))
    several = ([line.strip() for line in part if line.strip()] for part in paragraphs)
    return "\n\n".join("\\\n".join(map(escape_line, part)) for part in several if part)


def escape_line(line: str) -> str:
    """Escape one line, which has no spaces at its ends."""
    return LINE_MARKS.sub(r"\1\\", MARKS.sub(r"\\\1", line), count=1)
