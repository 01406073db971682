"""Arguments: what the fields of the schema take, by the attribute that they read."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import singledispatch
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from models.translations import DEFAULT_LOCALE, FALLBACKS, Locale
from resolvers.attributes.entries_by_keys import EntriesByKeys
from resolvers.attributes.entry_by_key import EntryByKey
from resolvers.attributes.links import NarrowedLinks
from resolvers.attributes.nodes import Nodes
from resolvers.attributes.opening_hours import MOST_DAYS, USUAL_DAYS, OpeningHours
from resolvers.attributes.paths_list import MOST, USUAL, Paths
from resolvers.attributes.route import Route
from resolvers.attributes.shapes import Form, shape
from resolvers.attributes.upcoming import Upcoming
from resolvers.context.perspectives import Stage
from schema.namespace import NAMESPACE, enum_type
from schema.output import output


def argument(name: str, kind: Any, description: str, default: Any = strawberry.UNSET) -> StrawberryArgument:
    """Describe an argument; a *kind* that is text names a type of the schema."""
    annotation = StrawberryAnnotation(kind, namespace=NAMESPACE)
    return StrawberryArgument(name, None, annotation, description=description, default=default)


def default_fallbacks() -> str:
    """Say what each language falls back to, the default one last."""
    others = [locale for locale in Locale if locale is not DEFAULT_LOCALE]
    chains = {locale: ", then ".join(f"`{each}`" for each in FALLBACKS[locale]) for locale in (*others, DEFAULT_LOCALE)}
    said = [f"`{locale}` to {chain or 'none'}" for locale, chain in chains.items()]
    return f"By default {'; '.join(said)}.".replace(" to ", " falls back to ", 1)


READING = (
    argument("locale", Locale, "The language to read in.", DEFAULT_LOCALE),
    argument(
        "fallback",
        list[Locale] | None,
        "Where a text is looked for when that language lacks it, in this order; `[]` for nowhere. "
        f"{default_fallbacks()}",
    ),
    argument("as_of", datetime | None, "The instant to read the content at; now, unless given."),
    argument("stage", Stage | None, "Which states of entries are read: what is published, unless given."),
)
"""The context of a reading, which everything below a root field inherits."""

CHANGED_READING = (
    argument("locale", Locale | None, "The language to read in; that of the id, unless given."),
    argument(
        "fallback",
        list[Locale] | None,
        "Where a text is looked for when that language lacks it, in this order; `[]` for nowhere. Unless given, it is "
        "that of the id, or the default of a `locale` that is given.",
    ),
    argument("as_of", datetime | None, "The instant to read the content at; that of the id, unless given."),
    argument("stage", Stage | None, "Which states of entries are read; those of the id, unless given."),
)
"""What takes the place of the reading that an id names."""


def first(default: int) -> StrawberryArgument:
    """Describe the argument that limits a list."""
    return argument("first", int | None, "How many at most, up to 100.", default)


def paging(name: str) -> list[StrawberryArgument]:
    """List the arguments of a connection of entries of the type named *name*."""
    return [
        argument("first", int | None, "How many at most, up to 100. Ignored when `last` is given.", 20),
        argument("after", str | None, "The cursor behind which the page starts; goes with `first`."),
        argument("last", int | None, "How many at most, from the end of the list, up to 100."),
        argument("before", str | None, "The cursor before which the page ends; goes with `last`."),
        argument("where", f"Optional[{name}Filter]", "The conditions that all entries of the list meet."),
        argument("order_by", f"Optional[list[{name}Order]]", "By what to sort, the first before the others."),
    ]


@singledispatch
def arguments(attribute: Any) -> list[StrawberryArgument]:
    """List the arguments of the GraphQL field that reads *attribute*: those of a page, or mostly none."""
    found = shape(attribute)
    return paging(found.target) if found.form is Form.CONNECTION else []


@arguments.register
def _(attribute: Upcoming) -> list[StrawberryArgument]:
    return [first(10)]


@arguments.register
def _(attribute: OpeningHours) -> list[StrawberryArgument]:
    return [
        argument("from", date | None, "The first day; that of the reading at the site, unless given."),
        argument("days", int | None, f"How many days, up to {MOST_DAYS}.", USUAL_DAYS),
    ]


@arguments.register
def _(attribute: NarrowedLinks) -> list[StrawberryArgument]:
    name = attribute.argument
    return [argument(name, str | None, f"Only those of the {name} with this slug.")]


@arguments.register
def _(attribute: EntriesByKeys) -> list[StrawberryArgument]:
    name = f"Optional[list[{enum_type(attribute.keys).__name__}]]"
    return [argument(attribute.argument, name, "Only these, in this order; without it, all.")]


@arguments.register
def _(attribute: EntryByKey) -> list[StrawberryArgument]:
    key = attribute.model.key
    former = ", or one that it had before; the entry's own `slug` is the one to link to" if key == "slug" else ""
    return [argument(key, output(shape(getattr(attribute.model, key))), f"The {key} of the entry{former}.")]


@arguments.register
def _(attribute: Nodes) -> list[StrawberryArgument]:
    if attribute.argument == "ids":
        text = "Global ids, at most 100, of at most 10 readings; the answer has a place for each."
        return [argument("ids", list[strawberry.ID], text)]
    if attribute.interface == "Entry":
        return [argument("id", strawberry.ID, "A global id: the `id` or the `entryId` of an entry.")]
    return [argument("id", strawberry.ID, "A global id, from the `id` of any object.")]


PATHS_READING = (READING[2], READING[3])
"""The reading of paths, which are listed in all languages."""


@arguments.register
def _(attribute: Paths) -> list[StrawberryArgument]:
    return [
        argument("type", "EntryType", "The type of the entries."),
        argument("first", int | None, f"How many entries at most, up to {MOST}; each may have several paths.", USUAL),
        argument("after", str | None, "The cursor behind which the page starts."),
    ]


ROUTE_READING = (
    argument(
        "locale",
        Locale | None,
        "The language of a path without a prefix; by default that of the host, or else the default one.",
    ),
    *READING[1:],
)
"""The reading of a path, whose language is its own."""


@arguments.register
def _(attribute: Route) -> list[StrawberryArgument]:
    return [
        argument("path", str, PATH),
        argument("host", str | None, "The host that was asked, where languages have hosts of their own."),
    ]


PATH = (
    "The path, with its query string if it has one, in any form that a browser may send: it is decoded once. A whole "
    "address is one, too."
)


def reading(attribute: Any) -> Sequence[StrawberryArgument]:
    """List the arguments of a root field for its reading; `node` and `nodes` have none, as Relay requires."""
    if isinstance(attribute, Nodes):
        return CHANGED_READING if attribute.interface == "Entry" else ()
    if isinstance(attribute, Paths):
        return PATHS_READING
    if isinstance(attribute, Route):
        return ROUTE_READING
    return READING
