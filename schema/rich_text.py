"""Rich texts, as clients see them."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from models.rich_text.filling import FIRST_LEVEL
from models.rich_text.references import ReferenceKind
from schema.arguments import argument
from schema.building import plain_type
from schema.entries import Entry
from schema.locales import Locale
from schema.namespace import NAMESPACE, enum_type

enum_type(ReferenceKind)


@plain_type
class Heading:
    """A heading of a rich text."""

    level: int
    """Its level, as `html` has it where `headings` is not given."""
    text: str
    """Its text."""
    id: str
    """Its name in addresses, behind `#`: the `id` of the heading in `html`."""


@plain_type
class Reference:
    """An entry that a rich text leads to or shows."""

    key: strawberry.ID
    """What stands for it in `html`, as `data-ref` and `data-embed`, and in `value`, as `ref`."""
    kind: ReferenceKind
    """How the text refers to it first."""
    entry: Entry | None
    """The entry; null where it is not live, or may not be seen."""


@plain_type
class TextMarkup:
    """A piece of a rich text between the entries that are shown in it."""

    html: str
    """The piece as HTML, as in `RichText.html`."""
    text: str
    """The same as plain text."""


@plain_type
class EmbeddedEntry:
    """A place in a rich text at which an entry is shown."""

    entry: Entry
    """The entry."""


TextBlock: Any = Annotated[
    TextMarkup | EmbeddedEntry,
    strawberry.union("TextBlock", description="A piece of a rich text, or an entry that is shown in it."),
]
NAMESPACE["TextBlock"] = TextBlock

FIRST_HEADING = "The level of the topmost headings, from 1 to 6; those below them follow."
LENGTH = "How many characters at most, up to 10,000."

TAKING = {
    "html": [argument("headings", int | None, FIRST_HEADING, FIRST_LEVEL)],
    "excerpt": [argument("length", int | None, LENGTH, 160)],
}


def rich_text(cls: type) -> Any:
    """Make the type of rich texts."""
    return plain_type(cls, TAKING)


@rich_text
class RichText:
    """A text with headings, lists, links and entries that are shown in it, in the language it was served in.

    Links to entries lead to where these are now; a link to what is not live is its words.
    """

    html: str
    """HTML, safe to be put into a page: no scripts, no styles, links to the web and to paths alone."""
    markdown: str
    """Markdown as it was written, with paths in place of entries."""
    text: str
    """The plain text, as conditions compare it."""
    excerpt: str
    """The beginning of the plain text, in one line, cut where a sentence or a word ends."""
    headings: list[Heading]
    """Its headings, for a table of contents."""
    blocks: list[TextBlock]
    """The text in pieces, with the entries that are shown between them."""
    value: JSON
    """The text as a tree in the form of Portable Text: blocks with `children` and `markDefs`."""
    references: list[Reference]
    """The entries that it leads to or shows, each once, in the order of their first places."""
    word_count: int
    """How many words it has; each character of Chinese, Japanese or Korean is one."""
    reading_minutes: int
    """How many minutes it takes to read."""
    locale: Locale
    """The language that it was served in."""
    lang: str
    """The same as a language tag of BCP 47, such as `zh-Hant`."""
