r"""Tags: which entries an answer shows, told by the statement that makes it.

A tagged statement writes the entry's id as the first member of every object that stands for an entry:

    {"#School":215,"name":"School of Science"}

No name of GraphQL has a `#`, and within a JSON string a quote has a backslash before it, so nothing
else looks like a tag. They are taken out of the answer, and told beside it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

TAG = re.compile(rb'"#(\w+)":(\d+),?')


def untagged(data: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """Take the tags out of an answer; return it, and the type and id of each entry as often as it is shown."""
    return TAG.sub(b"", data), [(name.decode(), entry.decode()) for name, entry in TAG.findall(data)]


def keys_of(shown: Iterable[tuple[str, str]], types: Iterable[str], looked_up: Mapping[str, int]) -> list[str]:
    """Name what an answer depends on: `School:215` on what that entry says, `School` on which there are.

    Of types that are only *looked up*, so many times, the answer depends on no others once all were found.
    """
    entries = list(dict.fromkeys(shown))
    found = Counter(name for name, _ in shown)
    listed = sorted(name for name in types if not looked_up.get(name) or found[name] != looked_up[name])
    return [*listed, *(f"{name}:{entry}" for name, entry in entries)]
