"""Types whose entries may have slugs of their languages: a list and a tree."""

from collections.abc import Iterator
from typing import Any

from models.edition import Edition
from models.instants import FOREVER
from models.links import Link
from models.problems import Problem
from models.translations import SlugsField, TranslatedField
from models.trees import tree_problems


class Notice(Edition):
    path = "/notices/{slug}"

    title = TranslatedField(is_filtered=True, is_sorted=True, has_order_index=True)
    slugs = SlugsField()


class Chapter(Edition):
    title = TranslatedField()
    parent = Link("Chapter", backlink="children", null=True)
    slugs = SlugsField()

    @classmethod
    def problems_at(
        cls, values: dict[str, Any], at: int, entry: int | None = None, until: int = FOREVER
    ) -> Iterator[Problem]:
        return tree_problems(cls, values, at, entry, until)
