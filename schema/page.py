"""Pages, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import Linked, Pages, Text, Value, Values

if TYPE_CHECKING:
    from schema.blocks import Block as PageBlock
    from schema.seo import Seo


@content_type(
    models.Page,
    filters=("title", "parent", "children"),
    orders=("position", "title"),
)
class Page(Entry):
    """A page, which may stand below another one."""

    title: Text
    """The title."""
    parent: Linked["Page"]
    """The page that it stands below; null at the top, and where that page is not shown."""
    children: Pages["Page"]
    """The pages below it, by their position."""
    summary: Text
    """What it is about, in a few lines."""
    blocks: Values["PageBlock"]
    """What it is made of, in order."""
    position: int
    """Its place among the pages below the same one."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
