"""References: how a rich text names entries, and naming them otherwise.

[the new school](entry:NewsStory/new-medical-school)     as people write it, and content files have it
[the new school](entry:sigm8yffl48q)                     as it is stored: by the uid, which no new slug changes
::: embed entry:Event/open-day                           an entry that is shown in the text, alone in a paragraph
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from models.entry import UID

SCHEME = "entry:"

NAMED = re.compile(r"entry:([A-Za-z]\w*)/([A-Za-z0-9][A-Za-z0-9_.-]*)")
"""A reference by the type and key of an entry."""

STORED = re.compile(rf"entry:({UID.pattern})")
"""A reference by the uid of an entry."""


class ReferenceKind(StrEnum):
    """How a text refers to an entry."""

    LINK = "LINK"
    """Words of the text lead to it."""
    EMBED = "EMBED"
    """It is shown in the text."""


class Found(NamedTuple):
    """A reference that stands in a text: its kind, how it names the entry, and its line."""

    kind: ReferenceKind
    address: str
    line: int

    @property
    def uid(self) -> str | None:
        """The uid of the entry, if it is named by that."""
        found = STORED.fullmatch(self.address)
        return found[1] if found else None

    @property
    def named(self) -> tuple[str, str] | None:
        """The type and the key of the entry, if it is named by these."""
        found = NAMED.fullmatch(self.address)
        return (found[1], found[2]) if found else None


def readdressed(source: str, addresses: Mapping[str, str]) -> str:
    """Name entries otherwise in a source: each address that is a key becomes the value."""
    if not addresses:
        return source
    longest = sorted(map(re.escape, addresses), key=len, reverse=True)
    return re.sub(rf"(?:{'|'.join(longest)})(?![\w.-]*\w)", lambda found: addresses[found[0]], source)
