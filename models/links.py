"""Links between entries: an edition of one side holds them, both sides can be asked.

    Link("School")             a column: at most one entry of a type
    Links("School")            an ordered table of its own: several
    AnyLink()                  the same to an entry of any type
    AnyLinks("Page", "Event")  or of one of several

A backlink is the same link seen from its target. Which of the linked editions are live is decided when reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peewee import BigIntegerField, CompositeKey, ForeignKeyAccessor, ForeignKeyField, IntegerField, MetaField, Model

from models.entry import Entry, Record

MOST_LINKS = 10
"""Entries that an edition may link to by one of its links, unless the model says otherwise."""


ENTRY = "Entry"
"""What links that may lead to several types have as their target: the interface of all entries."""


class LinkAccessor(ForeignKeyAccessor):
    """Gives the live edition that a link of an edition leads to, None where there is none."""

    def get_rel_instance(self, instance: Any) -> Any:
        """Read it as of the instant that the edition was read at."""
        entry = instance.__data__.get(self.name)
        rows = instance.linked(self.field.target)
        return None if entry is None else rows.where(rows.model.entry == entry).first()


class Link(ForeignKeyField):
    """A link to at most one entry of the type named *target*; the column holds its entry id."""

    accessor_class = LinkAccessor

    def __init__(self, target: str, backlink: str | None = None, **options: Any) -> None:
        super().__init__(Entry, backref="+", **options)
        self.target = target
        self.backlink = backlink

    @property
    def types(self) -> tuple[str, ...]:
        """The types that it may lead to; none are named of a link to any."""
        return (self.target,)

    def leads_to(self, type_name: str) -> bool:
        """Tell whether it may lead to entries of a type."""
        return type_name == self.target


class AnyLinkAccessor(LinkAccessor):
    """Gives the live edition that a link to one of several types leads to, None where there is none."""

    def get_rel_instance(self, instance: Any) -> Any:
        """Read it as of the instant that the edition was read at."""
        return next(iter(instance.linked_by_numbers([instance.__data__.get(self.name)])), None)


class AnyLink(Link):
    """A link to at most one entry of one of the types that are named, or of any type where none is."""

    accessor_class = AnyLinkAccessor

    def __init__(self, *types: str, backlink: str | None = None, **options: Any) -> None:
        super().__init__(ENTRY, backlink, **options)
        self.named = types

    @property
    def types(self) -> tuple[str, ...]:
        """The types that it may lead to; none are named of a link to any."""
        return self.named

    def leads_to(self, type_name: str) -> bool:
        """Tell whether it may lead to entries of a type."""
        return not self.named or type_name in self.named


class Links(MetaField):
    """Links to entries of the type named *target*, *at_most* so many, in the order they were given.

    The rows live in `table`: (edition, position, target). They repeat their edition's entry and the
    columns of its default order, so that an index on the target finds a page of what links to it
    in order, without sorting all that does. Another finds it in the order of the entries' numbers, which is that of
    lists over all types.
    """

    def __init__(self, target: str, backlink: str | None = None, *, at_most: int = MOST_LINKS) -> None:
        super().__init__()
        self.target = target
        self.backlink = backlink
        self.at_most = at_most

    @property
    def types(self) -> tuple[str, ...]:
        """The types that they may lead to; none are named of links to any."""
        return (self.target,)

    def leads_to(self, type_name: str) -> bool:
        """Tell whether they may lead to entries of a type."""
        return type_name == self.target

    def bind(self, model: type[Model], name: str, set_attribute: bool = True) -> None:  # noqa: FBT001, FBT002  (peewee's)
        """Remember the owner; no column is added to it."""
        self.model, self.name = model, name
        if set_attribute:
            setattr(model, name, self)

    def __get__(self, instance: Any, owner: type[Model]) -> Any:
        """Select the live editions that an edition links to, in their order; on the class, return the links."""
        if instance is None:
            return self
        rows, through = instance.linked(self.target), self.table
        rows = rows.join(through, on=(through.target == rows.model.entry))
        return rows.where(through.edition == instance.edition).order_by(through.position)

    @cached_property
    def table(self) -> Any:
        """The model of the link rows."""
        owner: Any = self.model
        order = [name.lstrip("-") for name in owner.order]
        indexed = [("target", *columns, "entry", "edition") for columns in (order, ())]

        class Meta:
            table_name = f"{owner._meta.table_name}_{self.name}"
            primary_key = CompositeKey("edition", "position")
            indexes = tuple((columns, False) for columns in dict.fromkeys(indexed))

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
                "__module__": owner.__module__,
            },
        )


class AnyLinks(Links):
    """Links to entries of the types that are named, or of any where none is, *at_most* so many, in their order."""

    def __init__(self, *types: str, backlink: str | None = None, at_most: int = MOST_LINKS) -> None:
        super().__init__(ENTRY, backlink, at_most=at_most)
        self.named = types

    @property
    def types(self) -> tuple[str, ...]:
        """The types that they may lead to; none are named of links to any."""
        return self.named

    def leads_to(self, type_name: str) -> bool:
        """Tell whether they may lead to entries of a type."""
        return not self.named or type_name in self.named

    def __get__(self, instance: Any, owner: type[Model]) -> Any:
        """List the live editions that an edition links to, in their order; on the class, return the links."""
        if instance is None:
            return self
        through = self.table
        rows = through.select(through.target).where(through.edition == instance.edition).order_by(through.position)
        return instance.linked_by_numbers([number for (number,) in rows.tuples()])


@dataclass(frozen=True)
class Backlink:
    """A link read from its target: the entries of `link.model` that link here."""

    link: Link | Links
    name: str

    def select(self, target: Any) -> Any:
        """Select the live editions that link to an edition, in their own order."""
        model: Any = self.link.model
        rows = target.linked(model.__name__)
        if isinstance(self.link, Link):
            return rows.where(self.link == target.entry_id)
        through = self.link.table
        return rows.where(model.edition.in_(through.select(through.edition).where(through.target == target.entry_id)))


def links_of(model: type[Model]) -> dict[str, Links]:
    """List the to-many links that editions of *model* hold, by field name."""
    return {
        name: value for cls in reversed(model.__mro__) for name, value in vars(cls).items() if isinstance(value, Links)
    }


def links_from(model: type[Model]) -> dict[str, Link | Links]:
    """List all that editions of *model* link to others by, by field name; not the links in components."""
    columns = {field.name: field for field in model._meta.sorted_fields if isinstance(field, Link)}
    return {**columns, **links_of(model)}


def backlinks_to(target: str, models: Iterator[type[Model]]) -> dict[str, Backlink]:
    """List what links to the type named *target*, by the name the target knows it under."""
    found: dict[str, Backlink] = {}
    for model in models:
        for link in links_from(model).values():
            if link.leads_to(target) and link.backlink:
                found[link.backlink] = Backlink(link, link.backlink)
    return found
