"""Blocks: what a page is made of, in order. Each kind is a component; a page's column holds those of the union.

They do not stand inside each other: the items of cards and sections are the only level below.
"""

from enum import StrEnum

from peewee import BooleanField, IntegerField, TextField

from models.components import Component, ComponentsField, ComponentUnion
from models.links import AnyLink, Link
from models.rich_text.fields import RichTextField
from models.translations import EnumField, PlainTextField, TranslatedField

MOST_LISTED = 12
"""Entries that a block lists at most."""

NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
"""A key or an anchor: of letters, digits, hyphens and lines."""


class Block(Component):
    """What all blocks share: a *key* that no other block of the page has, an anchor for links, and a heading."""

    told_apart_by = "key"

    key = PlainTextField(null=True, pattern=NAME)
    anchor = PlainTextField(null=True, pattern=NAME)
    heading = TranslatedField(null=True)


class TextPart(Block):
    """A rich text."""

    text = RichTextField()


class QuoteBlock(Block):
    """What somebody said."""

    quote = TranslatedField()
    attribution = TranslatedField(null=True)
    person = Link("Person", null=True)


class StatementBlock(Block):
    """A sentence that stands out."""

    statement = TranslatedField()
    note = TranslatedField(null=True)


class CallToAction(Block):
    """What readers are asked to do, and where."""

    words = TranslatedField(null=True)
    label = TranslatedField()
    target = AnyLink(null=True)
    url = TextField(null=True)


class Card(Component):
    """A card, which leads somewhere."""

    title = TranslatedField()
    words = TranslatedField(null=True)
    target = AnyLink(null=True)
    url = TextField(null=True)


class CardsBlock(Block):
    """Cards side by side."""

    cards = ComponentsField(Card)


class AccordionSection(Component):
    """What opens under a title."""

    title = TranslatedField()
    words = TranslatedField()


class AccordionBlock(Block):
    """Sections that open and close."""

    sections = ComponentsField(AccordionSection)


class TableCell(Component):
    """A cell."""

    words = TranslatedField(null=True)


class TableRow(Component):
    """A row of cells."""

    cells = ComponentsField(TableCell)


class TableBlock(Block):
    """A table, whose first row may be of headings."""

    caption = TranslatedField(null=True)
    has_header = BooleanField(default=True)
    rows = ComponentsField(TableRow)


class ListedPerson(Component):
    """A person on a page, and as what."""

    person = Link("Person")
    note = TranslatedField(null=True)


class PeopleBlock(Block):
    """People, in an order of choice."""

    people = ComponentsField(ListedPerson)


class FileLink(Component):
    """A file to be downloaded."""

    label = TranslatedField()
    url = TextField()
    note = TranslatedField(null=True)


class FilesBlock(Block):
    """Files to be downloaded."""

    files = ComponentsField(FileLink)


class EmbedBlock(Block):
    """An entry, shown as a part of the page."""

    entry = AnyLink()
    note = TranslatedField(null=True)


class ChosenEntry(Component):
    """An entry that was chosen."""

    entry = AnyLink()


class ChosenBlock(Block):
    """Entries of any type, in an order of choice."""

    chosen = ComponentsField(ChosenEntry)


class ListSource(StrEnum):
    """Of what a block lists the first entries."""

    NEWS = "NEWS"
    """News stories, the newest first."""
    EVENTS = "EVENTS"
    """Events that have not ended, the earliest first."""
    PEOPLE = "PEOPLE"
    """People."""


class ListBlock(Block):
    """A question in place of an answer: the first entries of a kind, of a tag and of a school where these are named."""

    source = EnumField(ListSource)
    tag = Link("Tag", null=True)
    school = Link("School", null=True)
    first = IntegerField(default=3)


class ContactBlock(Block):
    """Whom to ask, and where."""

    label = TranslatedField(null=True)
    person = Link("Person", null=True)
    place = Link("Place", null=True)
    email = PlainTextField(null=True, longest=254, pattern=r"[^@\s]+@[^@\s]+")
    phone = PlainTextField(null=True, longest=40)
    url = TextField(null=True)


PAGE_BLOCKS = ComponentUnion(
    "PageBlock",
    TextPart,
    QuoteBlock,
    StatementBlock,
    CallToAction,
    CardsBlock,
    AccordionBlock,
    TableBlock,
    PeopleBlock,
    FilesBlock,
    EmbedBlock,
    ChosenBlock,
    ListBlock,
    ContactBlock,
)
"""The blocks of pages."""
