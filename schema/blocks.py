"""Blocks, as clients see them: a union of kinds, all of which implement an interface."""

from typing import TYPE_CHECKING, Any

import strawberry

import models
from models import blocks
from resolvers.attributes.block_key import BlockKey
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.listed import Listed
from schema.building import component_type, component_union
from schema.entries import interface
from schema.words import Languages, Linked, LinkedList, RichText, Text, Values

if TYPE_CHECKING:
    from schema.entries import Entry
    from schema.person import Person
    from schema.place import Place
    from schema.school import School
    from schema.tag import Tag

CALL: Any = blocks.CallToAction
CARD: Any = blocks.Card

SHARED: dict[str, Any] = {
    "key": BlockKey(),
    "anchor": blocks.Block.fields["anchor"],
    "heading": blocks.Block.fields["heading"],
}
"""What the fields read that blocks have of their interface."""

LISTED = Listed(
    "ListBlock",
    {"NEWS": models.NewsStory, "EVENTS": models.Event, "PEOPLE": models.Person},
    {"tag": "tags", "school": "schools"},
    blocks.MOST_LISTED,
)


def block(kind: Any) -> Any:
    """Make the type of a kind of block."""
    return component_type(kind, SHARED)


@interface
class Block:
    """A part of a page."""

    key: strawberry.ID
    """What tells the block from the others of its page: the key that it was given, or else its place."""
    anchor: str | None
    """The name by which links lead to it on its page."""
    heading: Text
    """The words above it."""


@block(blocks.TextPart)
class TextPart(Block):
    """A rich text."""

    text: RichText
    """The text."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.QuoteBlock)
class QuoteBlock(Block):
    """What somebody said."""

    quote: Text
    """The words."""
    attribution: Text
    """Who said it, as printed."""
    person: Linked["Person"]
    """Who said it, where they are one of ours."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.StatementBlock)
class StatementBlock(Block):
    """A sentence that stands out."""

    statement: Text
    """The sentence."""
    note: Text
    """What stands below it, smaller."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.CallToAction)
class CallToAction(Block):
    """What readers are asked to do, and where."""

    words: Text
    """What there is to say of it."""
    label: Text
    """The words of the link."""
    target: Linked["Entry"]
    """The entry that it leads to."""
    path: str | None = PathOfTarget(CALL.target)  # type: ignore[assignment]
    """The path of the page of that entry."""
    url: str | None = AddressOfTarget(CALL.target, CALL.url)  # type: ignore[assignment]
    """Where it leads: the page of that entry, or else an address elsewhere."""
    translation: Languages
    """In which languages the texts were served."""


@component_type(blocks.Card)
class Card:
    """A card, which leads somewhere."""

    title: Text
    """The title."""
    words: Text
    """What there is to say of it."""
    target: Linked["Entry"]
    """The entry that it leads to."""
    path: str | None = PathOfTarget(CARD.target)  # type: ignore[assignment]
    """The path of the page of that entry."""
    url: str | None = AddressOfTarget(CARD.target, CARD.url)  # type: ignore[assignment]
    """Where it leads: the page of that entry, or else an address elsewhere."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.CardsBlock)
class CardsBlock(Block):
    """Cards side by side."""

    cards: Values["Card"]
    """The cards, in order."""
    translation: Languages
    """In which language the heading was served."""


@component_type(blocks.AccordionSection)
class AccordionSection:
    """What opens under a title."""

    title: Text
    """The title."""
    words: Text
    """What opens."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.AccordionBlock)
class AccordionBlock(Block):
    """Sections that open and close."""

    sections: Values["AccordionSection"]
    """The sections, in order."""
    translation: Languages
    """In which language the heading was served."""


@component_type(blocks.TableCell)
class TableCell:
    """A cell of a table."""

    words: Text
    """What stands in it; null for an empty one."""
    translation: Languages
    """In which language it was served."""


@component_type(blocks.TableRow)
class TableRow:
    """A row of a table."""

    cells: Values["TableCell"]
    """Its cells, in order."""


@block(blocks.TableBlock)
class TableBlock(Block):
    """A table."""

    caption: Text
    """What it shows."""
    has_header: bool
    """Whether the first row is of headings."""
    rows: Values["TableRow"]
    """Its rows, in order."""
    translation: Languages
    """In which languages the texts were served."""


@component_type(blocks.ListedPerson)
class ListedPerson:
    """A person on a page, and as what."""

    person: Linked["Person"]
    """The person; null where they are not shown."""
    note: Text
    """As what they stand there."""
    translation: Languages
    """In which language the note was served."""


@block(blocks.PeopleBlock)
class PeopleBlock(Block):
    """People, in an order of choice."""

    people: Values["ListedPerson"]
    """The people, in order."""
    translation: Languages
    """In which language the heading was served."""


@component_type(blocks.FileLink)
class FileLink:
    """A file to be downloaded."""

    label: Text
    """The words shown."""
    url: str
    """Its address."""
    note: Text
    """What there is to say of it."""
    translation: Languages
    """In which languages the texts were served."""


@block(blocks.FilesBlock)
class FilesBlock(Block):
    """Files to be downloaded."""

    files: Values["FileLink"]
    """The files, in order."""
    translation: Languages
    """In which language the heading was served."""


@block(blocks.EmbedBlock)
class EmbedBlock(Block):
    """An entry, shown as a part of the page."""

    entry: Linked["Entry"]
    """The entry; null where it is not shown."""
    note: Text
    """What stands with it."""
    translation: Languages
    """In which languages the texts were served."""


@component_type(blocks.ChosenEntry)
class ChosenEntry:
    """An entry that was chosen."""

    entry: Linked["Entry"]
    """The entry; null where it is not shown."""


@block(blocks.ChosenBlock)
class ChosenBlock(Block):
    """Entries of any type, in an order of choice."""

    chosen: Values["ChosenEntry"]
    """The entries, in order."""
    translation: Languages
    """In which language the heading was served."""


@block(blocks.ListBlock)
class ListBlock(Block):
    """The first entries of a kind, as they are when it is read."""

    source: blocks.ListSource
    """Of what it lists the first."""
    tag: Linked["Tag"]
    """The topic that they are of."""
    school: Linked["School"]
    """The school that they are of."""
    first: int
    """How many it lists, 12 at most."""
    entries: LinkedList["Entry"] = LISTED  # type: ignore[assignment]
    """The entries, in the order of their type."""
    translation: Languages
    """In which language the heading was served."""


@block(blocks.ContactBlock)
class ContactBlock(Block):
    """Whom to ask, and where."""

    label: Text
    """Whom or what it is for."""
    person: Linked["Person"]
    """Whom to ask, where they are one of ours."""
    place: Linked["Place"]
    """Where they are found."""
    email: str | None
    """The address for mail."""
    phone: str | None
    """The number for calls."""
    url: str | None
    """The address of a page or form."""
    translation: Languages
    """In which languages the texts were served."""


component_union(blocks.PAGE_BLOCKS, "A block of a page.")
