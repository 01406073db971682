"""Pages: a tree of them, for what belongs to no other content type."""

from collections.abc import Iterator
from typing import Any

from peewee import IntegerField

from models.blocks import PAGE_BLOCKS
from models.components import ComponentField, ComponentsField
from models.edition import Edition
from models.instants import FOREVER
from models.links import Link
from models.problems import Problem
from models.seo import Seo
from models.translations import TranslatedField
from models.trees import tree_problems


class Page(Edition):
    """A page, which may stand below another one; pages below the same one stand by their position."""

    path = "{parent path}/{slug}"
    order = ("position",)

    title = TranslatedField(is_filtered=True, is_sorted=True)
    parent = Link("Page", backlink="children", null=True)
    summary = TranslatedField(null=True)
    blocks = ComponentsField(PAGE_BLOCKS, at_most=300, linking=60)
    position = IntegerField(default=0)
    seo = ComponentField(Seo)

    @classmethod
    def problems_at(
        cls, values: dict[str, Any], at: int, entry: int | None = None, until: int = FOREVER
    ) -> Iterator[Problem]:
        """Find that it stands below itself, or too deep."""
        return tree_problems(cls, values, at, entry, until)
