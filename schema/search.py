"""Search: the types of what is found over all content types."""

from enum import Enum
from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument

from resolvers.connections.search_arguments import default_types, searched_types, suggested_types
from resolvers.connections.search_json import Search, Suggest
from resolvers.search.linked import kind_of
from resolvers.search.ranking import MOST
from schema.arguments import argument, arguments, first
from schema.building import plain_type
from schema.filters import TYPED
from schema.locales import Locale
from schema.members import member, type_of
from schema.namespace import NAMESPACE


@plain_type
class SnippetPart:
    """A piece of a text."""

    text: str
    """The piece."""
    is_match: bool
    """Whether it is what was found."""


@plain_type
class Snippet:
    """The words around what was found, in the text of the entry that answers most of it."""

    field: str
    """The field whose text it is; inside a component with the component's field before it, as in `recipients.name`."""
    locale: Locale
    """The language of the text."""
    lang: str
    """The same as a language tag of BCP 47, such as `zh-Hant`."""
    text: str
    """The words, as plain text."""
    parts: list[SnippetPart]
    """The same in pieces, of which some are what was found."""


def make_search() -> None:
    """Make the types of what is found in the content types that are registered."""
    if ENTRY_TYPE in NAMESPACE:
        return
    kind: Any = Enum(ENTRY_TYPE, {kind_of(model): model.__name__ for model in searched_types()})  # type: ignore[misc]
    made: Any = strawberry.enum(kind, description="A type of entries in whose texts is searched.")
    for value in made.__strawberry_definition__.values:
        value.description = f"Entries of {value.value}."
    NAMESPACE[ENTRY_TYPE] = made
    for name, description, fields in OBJECTS:
        type_of(name, [member(field, kind, text) for field, kind, text in fields], description)


ENTRY_TYPE = "EntryType"

COUNTED = f"at most {MOST}, at which counting stops."
OBJECTS = (
    (
        "SearchCount",
        "How many entries of a type are found.",
        [("type", ENTRY_TYPE, "The type."), ("count", int, f"How many entries, {COUNTED}")],
    ),
    (
        "Suggestion",
        "An entry that may be meant by what is typed so far.",
        [
            ("text", str, "Its title."),
            ("type", ENTRY_TYPE, "Its type."),
            ("node", "Entry", "The entry."),
        ],
    ),
    (
        "SearchEdge",
        "An entry that was found, with what says why.",
        [
            ("node", "Entry", "The entry."),
            ("cursor", str, "The place of the entry, for `after`."),
            ("score", int, "How well the entry answers what was typed: for comparing entries of one search alone."),
            ("snippet", "Optional[Snippet]", "The words around what was found."),
        ],
    ),
    (
        "SearchConnection",
        "A page of what was found, the best first.",
        [
            ("edges", "list[SearchEdge]", "The entries of the page with what says why."),
            ("nodes", "list[Entry]", "The entries of the page."),
            ("page_info", "PageInfo", "Where the page stands in the list."),
            ("did_you_mean", "list[str]", "Other words that find something, where no entry has all that was typed."),
            ("is_partial", bool, "Whether no entry has all words, so that those with some in their titles are listed."),
            ("counts", "list[SearchCount]", "How many entries of each type are found, the most first."),
            ("total_count", int, f"How many entries are found: of each type {COUNTED}"),
        ],
    ),
)
"""The types by name, with their fields."""


@arguments.register
def _(attribute: Search) -> list[StrawberryArgument]:
    return [
        argument("query", str, QUERY),
        argument(
            "types", f"Optional[list[{ENTRY_TYPE}]]", f"Only entries of these types; unless given, of {defaults()}."
        ),
        argument("first", int | None, "How many at most, up to 100.", 20),
        argument("after", str | None, "The cursor behind which the page starts."),
    ]


@arguments.register
def _(attribute: Suggest) -> list[StrawberryArgument]:
    types = ", ".join(f"`{name}`" for name in suggested_types())
    return [
        argument("query", str, "What is typed so far; its last word may be incomplete from two letters on."),
        argument("types", f"Optional[list[{ENTRY_TYPE}]]", f"Only entries of these types; unless given, of {types}."),
        first(8),
    ]


QUERY = f"What was typed: {TYPED} Nothing is an error; what has no letter or digit finds nothing."


def defaults() -> str:
    """Name the types that are searched where none are named."""
    return ", ".join(f"`{name}`" for name in default_types())
