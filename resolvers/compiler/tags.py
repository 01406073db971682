r"""Tags: which entries an answer shows, given by the statement that makes it.

A tagged statement writes the entry's id as the first member of every object that stands for an entry:

    {"#School":215,"name":"School of Science"}

No name of GraphQL has a `#`, and within a JSON string a quote has a backslash before it, so nothing
else looks like a tag. They are taken out of the answer, and given beside it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from resolvers.compiler.writer import Reads

TAG = re.compile(rb'"#(\w+)":(\d+),?')


def untagged(data: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """Take the tags out of an answer; return it, and the type and id of each entry as often as it is shown."""
    return TAG.sub(b"", data), [(name.decode(), entry.decode()) for name, entry in TAG.findall(data)]


def keys_of(shown: Iterable[tuple[str, str]], reads: Reads, met: frozenset[str] = frozenset()) -> list[str]:
    """Name what an answer depends on: `School:215` on what that entry says, `School` on which there are.

    Of types of which single entries were looked up, and nothing else was read, it depends on no others once all were
    found. Types that were *met* come to those that the statement reads.
    """
    entries, found = list(dict.fromkeys(shown)), Counter(name for name, _ in shown)
    missed = {name for name, number in reads.looked_up.items() if found[name] != number}
    return [*sorted(reads.listed | missed | met), *(f"{name}:{entry}" for name, entry in entries)]
