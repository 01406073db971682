"""Editions: the states of an entry's content over time. Every content type derives from this.

A row is visible from `live_from` (inclusive) to `live_until` (exclusive). A draft has no
`live_from`, and may be incomplete. At any instant at most one edition of an entry is live.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from peewee import BigAutoField, ForeignKeyField, IntegerField, TextField, Value

from models.component_links import Holder
from models.database import hold_rules
from models.derived_columns import Derived, companions
from models.entry import Entry, Record, types_of_entries
from models.entry_references import reference_column
from models.instants import FOREVER, InstantField, to_microseconds
from models.language_slugs import SlugInLanguage
from models.links import Backlink, Link, Links, backlinks_to
from models.problems import Problem
from models.rich_text import columns as rich_text_columns  # noqa: F401  (registers what stands beside rich texts)
from models.search.columns import token_columns
from models.span_width import SPAN_WIDTH, span_column
from models.stored_json import JsonField
from models.texts import TEXT_LANGUAGES, SortKeyField, TextLanguages
from models.translations import ComparedField, SlugField, is_text

VISIBILITY = ("live_from", "live_until")
"""The columns that say when an edition is live."""


class Edition(Record):
    """What all content types share.

    `key` names the field an entry is looked up by. `order` names the columns of the default
    order, `-` for descending, all required and indexed; the entry id breaks ties and is the order when
    nothing is named: then entries stand in the order they were made. `span` names the columns
    between which something lasts, from the first instant to before the last, `moments` others, indexed, at whose
    instants what is said of an edition becomes otherwise by itself. `uid` repeats the entry's. Entries that
    only stand on the pages of others are none that a search over all types finds, `is_found` says so; they may be
    suggested to who types (`is_suggested`). The pages of entries that have some are at a *path* (`models.addresses`).
    """

    key: ClassVar[str] = "slug"
    order: ClassVar[tuple[str, ...]] = ()
    span: ClassVar[tuple[str, str] | None] = None
    moments: ClassVar[tuple[str, ...]] = ()
    is_found: ClassVar[bool] = True
    is_suggested: ClassVar[bool] = False
    path: ClassVar[str | None] = None

    edition = BigAutoField()
    entry = ForeignKeyField(Entry, column_name="entry", backref="+", index=False)
    uid = TextField()
    version = IntegerField()
    slug = SlugField(index=True)
    live_from = InstantField(null=True, index=True)
    live_until = InstantField(default=FOREVER, index=True)
    created_at = InstantField()
    created_by = TextField(null=True)
    basis = JsonField(null=True)

    class Meta:
        indexes = ((("entry", "version"), True),)

    @classmethod
    def validate_model(cls) -> None:
        """Make content nullable, for drafts, as soon as peewee has made the model; add derived columns and indexes.

        Orders, and the ends and the widths of spans are indexed; so are links that their targets are asked for, in the
        order of what links there. The index of an order has the columns of visibility as well, so that editions that
        are not live are passed over without being looked up.
        """
        indexes: list[tuple[str, ...]] = []
        columns = [name.lstrip("-") for name in cls.order]
        if cls.order:
            if any(isinstance(cls._meta.fields[name], ComparedField) for name in columns):
                raise TypeError(f"{cls.__name__}.order names a text; its default order must be of other columns")
            indexes.append((*columns, "entry", *VISIBILITY))
        if cls.span:
            indexes += [cls.span[1:], (SPAN_WIDTH, cls.span[0])]
        for field in list(cls._meta.sorted_fields):
            if isinstance(field, Link) and field.backlink:
                indexes.append((field.name, *columns, "entry", *VISIBILITY))
            if cls.__base__ is not Record and field.name not in Edition._meta.fields:
                field.required, field.null = not field.null, True
            for name, column in companions(field).items():
                cls._meta.add_field(name, column)
                indexes += indexes_beside(field, name, column)
        if cls.__base__ is not Record:
            for name, column in columns_of_all(cls).items():
                cls._meta.add_field(name, column)
        cls._meta.indexes = [*cls._meta.indexes, *((columns, False) for columns in indexes)]

    @classmethod
    def live(cls, at: datetime | int | None = None) -> Any:
        """Select the editions that are live at an instant: an aware `datetime` or microseconds, now unless given.

        They stand in the default order, and can be narrowed and sorted further, as any select of peewee's. What they
        link to (`story.schools`, `department.school`) and what links to them (`school.news_stories`) is read as of
        the same instant.
        """
        instant = at if isinstance(at, int) else to_microseconds(at or datetime.now(UTC))
        rows = cls.select(cls, Value(instant).alias("live_at"))
        return rows.where((cls.live_from <= instant) & (cls.live_until > instant)).order_by(*cls.default_order())

    @classmethod
    def default_order(cls) -> list[Any]:
        """List what entries are sorted by unless it is said otherwise."""
        descends = bool(cls.order) and cls.order[-1].startswith("-")
        names = [*cls.order, "-entry" if descends else "entry"]
        columns = [(getattr(cls, name.lstrip("-")), name.startswith("-")) for name in names]
        return [column.desc() if is_descending else column for column, is_descending in columns]

    def linked(self, target: str) -> Any:
        """Select the entries of a type that are live at the instant that this edition was read at."""
        if "live_at" not in self.__dict__:
            raise TypeError(f"links are read as of an instant: read this edition with {type(self).__name__}.live()")
        return content_type(target).live(self.__dict__["live_at"])

    def linked_by_numbers(self, numbers: Sequence[int | None]) -> list[Any]:
        """List the entries of some numbers, of whatever types, that are live at the same instant, in their order."""
        types, found = types_of_entries(each for each in numbers if each is not None), dict[int, Any]()
        for kind in dict.fromkeys(types.values()):
            rows = self.linked(kind)
            own = [number for number, each in types.items() if each == kind]
            found |= {row.entry_id: row for row in rows.where(rows.model.entry.in_(own))}
        return [found[number] for number in numbers if number in found]

    def __getattr__(self, name: str) -> Any:
        backlink = None if name.startswith("_") else backlinks(type(self)).get(name)
        if backlink is None:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        return backlink.select(self)

    @classmethod
    def problems_at(
        cls,
        values: dict[str, Any],  # noqa: ARG003  (for those who override it)
        at: int,  # noqa: ARG003
        entry: int | None = None,  # noqa: ARG003
        until: int = FOREVER,  # noqa: ARG003
    ) -> Iterator[Problem]:
        """Find what else is wrong with an edition that is to be live from an instant to another, warnings among it.

        One that is written already may be given without the number of its *entry*.
        """
        return iter(())

    @classmethod
    def next_begin(cls, entry: int, at: int) -> int:
        """Return when the next edition of an entry begins after an instant; `FOREVER` where none does."""
        later = cls.select(cls.live_from).where((cls.entry == entry) & (cls.live_from > at))
        found = later.order_by(cls.live_from).limit(1).scalar()
        return FOREVER if found is None else int(found)

    @classmethod
    def has_rules(cls) -> bool:
        """Tell whether what may be live of the type depends on other entries."""
        return cls.problems_at.__func__ is not Edition.problems_at.__func__  # type: ignore[attr-defined]

    @classmethod
    def hold_rules(cls) -> None:
        """Let nobody else publish of a type whose rules look at other entries until this transaction ends.

        Two who would publish what only together is wrong are so held against each other.
        """
        if cls.has_rules():
            hold_rules(cls.__name__)

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:  # noqa: ARG003  (for those who override it)
        """Add the values that follow from others that are there; raise `ContentRefused` where they clash."""
        return values

    @classmethod
    def without_derived(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out the values that `derive` adds."""
        return values


def indexes_beside(field: Any, name: str, column: Derived) -> list[tuple[str, ...]]:
    """List the indexes of a derived column: of a sort key where its text says so, and of a slug."""
    if isinstance(column, SlugInLanguage):
        return [(name,)]
    return [(name, "entry", *VISIBILITY)] if isinstance(column, SortKeyField) and field.has_order_index else []


def columns_of_all(model: type[Edition]) -> dict[str, Any]:
    """Make the columns derived of several: in which languages texts are, tokens, references, and how long a span is.

    The first text names the entry.
    """
    texts = tuple(field for field in model._meta.sorted_fields if is_text(field))
    if texts:
        texts[0].is_title = True
    languages = {TEXT_LANGUAGES: TextLanguages(texts)} if texts else {}
    tokens, references = token_columns(own_fields(model)), reference_column(own_fields(model))
    return languages | tokens | references | span_column(model.span, model._meta.fields)


BOOKKEEPING = frozenset(Edition._meta.fields)
"""Names of the columns that all editions have; the rest is the type's own content."""


def content_types() -> Iterator[type[Edition]]:
    """Iterate over every content type, in the order they were defined."""
    return iter(Edition.__subclasses__())


def content_type(name: str) -> type[Edition]:
    """Find a content type by its name; raise `KeyError` when there is none."""
    return {model.__name__: model for model in Edition.__subclasses__()}[name]


def target_models(link: Link | Links) -> list[type[Edition]]:
    """List the content types that a link may lead to."""
    return [model for model in content_types() if link.leads_to(model.__name__)]


def own_fields(model: type[Edition]) -> dict[str, Any]:
    """List the content columns of *model* by name, in the order they are written; none that is derived."""
    fields = model._meta.fields.items()
    return {name: field for name, field in fields if name not in BOOKKEEPING and not isinstance(field, Derived)}


def component_fields(model: type[Edition]) -> dict[str, Holder]:
    """List the columns of *model* that hold components."""
    return {name: f for name, f in own_fields(model).items() if isinstance(f, Holder)}


def backlinks(model: type[Edition]) -> dict[str, Backlink]:
    """List what links to entries of *model*, by name."""
    return backlinks_to(model.__name__, content_types())
