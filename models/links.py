"""Links between entries: an edition of one side holds them, both sides can be asked.

`Link` is a column (to one), `Links` an ordered table of its own (to many). A backlink is the
same link seen from its target. Which of the linked editions are live is decided when reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peewee import BigIntegerField, CompositeKey, ForeignKeyField, IntegerField, MetaField, Model

from models.entry import Entry, Record

MOST_LINKS = 10
"""Entries that an edition may link to by one of its links, unless the model says otherwise."""


class Link(ForeignKeyField):
    """A link to at most one entry of the type named *target*; the column holds its entry id."""

    def __init__(self, target: str, backlink: str | None = None, **options: Any) -> None:
        super().__init__(Entry, backref="+", **options)
        self.target = target
        self.backlink = backlink


class Links(MetaField):
    """Links to entries of the type named *target*, *at_most* so many, in the order they were given.

    The rows live in `table`: (edition, position, target). They repeat their edition's entry and the
    columns of its default order, so that an index on the target finds a page of what links to it
    in order, without sorting all that does.
    """

    def __init__(self, target: str, backlink: str | None = None, *, at_most: int = MOST_LINKS) -> None:
        super().__init__()
        self.target = target
        self.backlink = backlink
        self.at_most = at_most

    def bind(self, model: type[Model], name: str, set_attribute: bool = True) -> None:  # noqa: FBT001, FBT002  (peewee's)
        """Remember the owner; no column is added to it."""
        self.model, self.name = model, name
        if set_attribute:
            setattr(model, name, self)

    @cached_property
    def table(self) -> Any:
        """The model of the link rows."""
        owner: Any = self.model
        order = [name.lstrip("-") for name in owner.order]

        class Meta:
            table_name = f"{owner._meta.table_name}_{self.name}"
            primary_key = CompositeKey("edition", "position")
            indexes = ((("target", *order, "entry", "edition"), False),)

        return type(
            f"{owner.__name__}{self.name.title().replace('_', '')}",
            (Record,),
            {
                "edition": ForeignKeyField(owner, column_name="edition", backref="+", on_delete="CASCADE", index=False),
                "position": IntegerField(),
                "target": ForeignKeyField(Entry, column_name="target", backref="+", index=False),
                "entry": BigIntegerField(),
                **{name: type(owner._meta.fields[name])(null=True) for name in order},
                "Meta": Meta,
            },
        )


@dataclass(frozen=True)
class Backlink:
    """A link read from its target: the entries of `link.model` that link here."""

    link: Link | Links
    name: str


def links_of(model: type[Model]) -> dict[str, Links]:
    """List the to-many links that editions of *model* hold, by field name."""
    return {
        name: value for cls in reversed(model.__mro__) for name, value in vars(cls).items() if isinstance(value, Links)
    }


def backlinks_to(target: str, models: Iterator[type[Model]]) -> dict[str, Backlink]:
    """List what links to the type named *target*, by the name the target knows it under."""
    found: dict[str, Backlink] = {}
    for model in models:
        held: list[Link | Links] = [*links_of(model).values()]
        held += [field for field in model._meta.sorted_fields if isinstance(field, Link)]
        for link in held:
            if link.target == target and link.backlink:
                found[link.backlink] = Backlink(link, link.backlink)
    return found
