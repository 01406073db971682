"""Filters and orders: the input types with which lists are narrowed and sorted, made from what types mark.

Every value that is given in a `where` must hold; `and`, `or` and `not` combine further ones.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import singledispatch
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.edition import Edition
from models.languages import LANGUAGES
from models.links import AnyLink, AnyLinks
from models.search.columns import TOKENS
from models.translations import ComparedField
from resolvers.attributes.shapes import Form, Kind, Shape, shape
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.search.conditions import Searched
from resolvers.where.orders import RELEVANCE
from resolvers.where.spans import Overlaps, Phase
from schema.members import type_of
from schema.namespace import NAMESPACE, enum_type

EQUALITY = {"eq": "Is this.", "in": "Is one of these."}
RANGE = {
    "lt": "Is less, or earlier, than this.",
    "lte": "Is not more, or later, than this.",
    "gt": "Is more, or later, than this.",
    "gte": "Is not less, or earlier, than this.",
}
TEXTS = {
    "eq": "Is this, whatever the case, the accents and the width of letters.",
    "in": "Is one of these, whatever the case, the accents and the width of letters.",
    "contains": "Has this in it, whatever the case, the accents and the width of letters.",
    "startsWith": "Begins with this, whatever the case, the accents and the width of letters.",
    "eqExact": "Is this, to the letter.",
    "inExact": "Is one of these, to the letter.",
    "containsExact": "Has this in it, to the letter.",
    "startsWithExact": "Begins with this, to the letter.",
}
MISSING = {"isNull": "Whether there is none."}


class EventPhase(StrEnum):
    """When a span of time lies, seen from the instant of the reading."""

    PAST = "PAST"
    """It has ended."""
    CURRENT = "CURRENT"
    """It has started and not ended."""
    UPCOMING = "UPCOMING"
    """It has not started."""


def input_type(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> str:
    """Make an input type of optional fields, once; return its name."""
    if name not in NAMESPACE:
        members = [input_field(field, kind, text) for field, (kind, text) in fields.items()]
        type_of(name, members, description, is_input=True)
    return name


def input_field(name: str, kind: Any, description: str) -> StrawberryField:
    """Make an optional field of an input type, whose name in GraphQL is *name*."""
    return StrawberryField(
        python_name=f"{name}_",
        graphql_name=name,
        type_annotation=StrawberryAnnotation(f"Optional[{kind}]", namespace=NAMESPACE),
        description=description,
        default=strawberry.UNSET,
    )


def make_filter(model: type[Edition]) -> None:
    """Make the input type of conditions on entries of *model*."""
    name = f"{model.__name__}Filter"
    filters = OBJECT_TYPES[model.__name__].filters
    fields = {field: (condition(attribute), described(field, attribute)) for field, attribute in filters.items()}
    fields |= {
        "and": (f"list[{name}]", "All of these hold."),
        "or": (f"list[{name}]", "At least one of these holds."),
        "not": (name, "This does not hold."),
    }
    input_type(name, f"Conditions on {model.__name__}; all that are given must hold.", fields)


def described(field: str, attribute: Any) -> str:
    """Say what a condition is on."""
    return SEARCHED if isinstance(attribute, Searched) else f"On `{field}`."


TYPED = (
    'words, all of which are found, in any form; "words in quotes" side by side; -words that are not there. '
    "The last word may be incomplete."
)
"""What may be typed into a search box."""

SEARCHED = f"On all texts: {TYPED} Nothing typed is an error; where nothing is typed, all entries meet it."


@singledispatch
def condition(attribute: Any) -> str:
    """Name the input type of conditions on an attribute, and make it."""
    found = shape(attribute)
    make = CONDITIONS.get((found.kind, found.form))
    if make is None:
        raise TypeError(f"there are no conditions on {found.kind.value}: {attribute!r}")
    return make(found)


@condition.register
def _(attribute: Searched) -> str:
    return "str"


@condition.register
def _(attribute: Phase) -> str:
    phases = {"in": (f"list[{enum_type(EventPhase).__name__}]", EQUALITY["in"])}
    return input_type("EventPhaseFilter", "Conditions on when something takes place.", phases)


@condition.register
def _(attribute: Overlaps) -> str:
    edges = {"from": "From this instant on.", "until": "Until this instant, itself excluded."}
    return input_type(
        "SpanFilter",
        "A span of time, open where an end is left out; from an instant until the same, it is that instant.",
        {edge: ("datetime", text) for edge, text in edges.items()},
    )


@condition.register
def _(attribute: AnyLink) -> str:
    return entry_filter()


@condition.register
def _(attribute: AnyLinks) -> str:
    entry_filter()
    return linked(shape(attribute))


def entry_filter() -> str:
    """Name the input type of conditions on an entry of any type, and make it."""
    operators = {"eq": EQUALITY["eq"], "in": EQUALITY["in"]}
    texts = compared("EntryText", str, operators, "a name of an entry or of its type")
    ids = {"eq": ("ID", EQUALITY["eq"]), "in": ("list[ID]", EQUALITY["in"])}
    return input_type(
        "EntryFilter",
        "Conditions on a live entry of any type; all that are given must hold.",
        {
            "entryId": (input_type("EntryIdFilter", "Conditions on which entry it is.", ids), "On `entryId`."),
            "slug": (texts, "On `slug`."),
            "type": (texts, "On the content type."),
        },
    )


def linked(found: Shape) -> str:
    """Name the input type of conditions on entries at the other end of links."""
    quantifiers = {
        "some": "At least one of them meets this.",
        "none": "None of them meets this.",
        "every": "Each of them meets this, if there are any.",
    }
    return input_type(
        f"{found.target}LinksFilter",
        f"Conditions on linked entries of {found.target}; only those that are live count.",
        {quantifier: (f"{found.target}Filter", text) for quantifier, text in quantifiers.items()},
    )


def comparison(found: Shape) -> str:
    """Name the input type of comparisons with a value of Python."""
    kind = found.target
    if issubclass(kind, StrEnum):
        return compared(kind.__name__, enum_type(kind), {**EQUALITY, **MISSING})
    return compared(TITLES[kind], kind, OPERATORS.get(kind, {**EQUALITY, **RANGE, **MISSING}))


def compared(title: str, kind: type, operators: Mapping[str, str], what: str = "") -> str:
    """Name the input type of comparisons with values of a type by some operators, and make it."""
    several = f"list[{kind.__name__}]"
    types = {"in": several, "inExact": several, "isNull": "bool"}
    return input_type(
        f"{title}Filter",
        f"Conditions on {what or f'a {title}'}; all that are given must hold.",
        {operator: (types.get(operator, kind.__name__), text) for operator, text in operators.items()},
    )


TITLES = {str: "String", int: "Int", float: "Float", bool: "Boolean", date: "Date", datetime: "DateTime"}
"""The names in GraphQL of types of Python."""

OPERATORS = {str: {**TEXTS, **MISSING}, bool: {"eq": EQUALITY["eq"]}}
"""The comparisons with values of a type, where they are not those of numbers and times."""

TEXT_SHOWN = "a text as it is shown in the language of the reading"

CONDITIONS: dict[tuple[Kind, Form], Callable[[Shape], str]] = {
    (Kind.VALUE, Form.ONE): comparison,
    (Kind.TEXT, Form.ONE): lambda found: compared("Text", str, OPERATORS[str], TEXT_SHOWN),
    (Kind.RICH, Form.ONE): lambda found: compared("Text", str, OPERATORS[str], TEXT_SHOWN),
    (Kind.LINK, Form.ONE): lambda found: f"{found.target}Filter",
    (Kind.LINK, Form.LIST): linked,
    (Kind.LINK, Form.CONNECTION): linked,
}
"""The input types of conditions by what an attribute is."""


def make_order(model: type[Edition]) -> None:
    """Make the enum of what a list of *model* can be sorted by; its values are orders of `resolvers.where.orders`."""
    name = f"{model.__name__}Order"
    if name in NAMESPACE:
        return
    values: dict[str, str] = {}
    for column in OBJECT_TYPES[model.__name__].orders:
        values |= {f"{column.upper()}_ASC": column, f"{column.upper()}_DESC": f"-{column}"}
    if TOKENS in model._meta.fields:
        values["RELEVANCE"] = RELEVANCE
    kind: Any = Enum(name, values)  # type: ignore[misc]  # mypy reads enums from their source alone
    texts = {column for column in values.values() if column != RELEVANCE and is_text(model, column)}
    described = f"By what a list of {model.__name__} can be sorted." + (TEXT_ORDER if texts else "")
    made: Any = strawberry.enum(kind, description=described)
    for value in made.__strawberry_definition__.values:
        if value.value == RELEVANCE:
            value.description = (
                "By how well entries answer `where: {search: ...}`, which must be given, the best first."
            )
            continue
        field = to_camel_case(value.value.lstrip("-"))
        kind_of_order = "alphabetically, " if value.value in texts else ""
        direction = "descending" if value.value.startswith("-") else "ascending"
        value.description = f"By `{field}`, {kind_of_order}{direction}; entries without one come last."
    NAMESPACE[name] = made


def is_text(model: type[Edition], order: str) -> bool:
    """Tell whether an order is by a text."""
    return isinstance(model._meta.fields[order.lstrip("-")], ComparedField)


CHINESE = "; Chinese by strokes in `ZH_HANT`, by pinyin in `ZH_HANS`, before Latin letters"
TEXT_ORDER = (
    " Texts stand in the alphabetical order of the language read, which looks at accents and case last"
    f"{CHINESE if {'zh-Hant', 'zh-Hans'} <= set(LANGUAGES.tags) else ''}."
)
