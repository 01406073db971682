"""Words: the annotations of fields in schema modules that are not types of Python.

    title: Text                             a text in the locale of the read context, or what it falls back to
    body: RichText                          a rich text, in the same
    competition: Value["Competition"]       a component inside the edition
    recipients: Values["Recipient"]         components, in order
    school: Linked["School"]                the entry that this one links to
    schools: LinkedList["School"]           the entries that it links to, in order
    programs: Pages["Program"]              a connection of the entries that link here
    translation: Languages                  in which languages the texts were served
    site: Root["Site"]                      an object that is read from arguments alone
    menus: Roots["Menu"]                    several

What a field is follows from what it reads; the annotation is held against it, so readers and editors can believe it.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, ForwardRef, Generic, TypeVar, get_args, get_origin

import strawberry
from strawberry.types.base import has_object_definition

from resolvers.attributes.shapes import Form, Kind, Shape

Target = TypeVar("Target")


class Connection(Generic[Target]):
    """A connection of entries, of which arguments take a page."""


Text = Annotated[str | None, "a text"]
RichText = Annotated[Any, "a rich text"]
Value = Annotated[Target | None, "a component"]
Values = Annotated[list[Target], "components"]
Linked = Annotated[Target | None, "a link"]
LinkedList = Annotated[list[Target], "links"]
Pages = Annotated[Connection[Target], "backlinks"]
Languages = Annotated[Any, "a report of languages"]
Root = Annotated[Target | Any, "a root"]
Roots = Annotated[list[Target] | Any, "roots"]

WORDS: dict[tuple[Kind, Form], tuple[str, Any]] = {
    (Kind.TEXT, Form.ONE): ("Text", Text),
    (Kind.RICH, Form.ONE): ("RichText", RichText),
    (Kind.COMPONENT, Form.ONE): ("Value", Value),
    (Kind.COMPONENT, Form.LIST): ("Values", Values),
    (Kind.LINK, Form.ONE): ("Linked", Linked),
    (Kind.LINK, Form.LIST): ("LinkedList", LinkedList),
    (Kind.LINK, Form.CONNECTION): ("Pages", Pages),
    (Kind.TRANSLATION, Form.ONE): ("Languages", Languages),
    (Kind.ROOT, Form.ONE): ("Root", Root),
    (Kind.ROOT, Form.LIST): ("Roots", Roots),
}
"""The words by what a shape is; for values of Python, their type."""


def require_word(annotation: Any, shape: Shape, field: str) -> None:
    """Raise `TypeError` for the annotation of a *field* that does not say its shape."""
    if (shape.kind, shape.form) not in WORDS:
        wanted = python_annotation(shape)
        is_right, text = annotation == wanted, written(wanted)
    else:
        name, word = WORDS[shape.kind, shape.form]
        target = shape.target if word.__parameters__ else None
        is_right, text = said(annotation) == (word.__metadata__, target), f'{name}["{target}"]' if target else name
    if not is_right:
        raise TypeError(f"{field} must be annotated {text}")


def python_annotation(shape: Shape) -> Any:
    """Give the annotation of a value of Python."""
    kind = strawberry.ID if shape.kind is Kind.ID else shape.target
    return kind | None if shape.is_nullable else kind


def written(annotation: Any) -> str:
    """Write a type as in an annotation: `SchoolKind | None`."""
    if get_origin(annotation) is UnionType:
        return " | ".join("None" if each is type(None) else each.__name__ for each in get_args(annotation))
    name: str = annotation.__name__
    return name


def said(annotation: Any) -> tuple[Any, str | None]:
    """Take a word apart: which one it is, and the name of its target."""
    if get_origin(annotation) is not Annotated:
        return None, None
    return annotation.__metadata__, next(targets(annotation.__origin__), None)


def targets(annotation: Any) -> Iterator[str]:
    """Find the names of GraphQL types in an annotation, which are given as texts or classes."""
    if isinstance(annotation, ForwardRef):
        yield annotation.__forward_arg__
    elif has_object_definition(annotation):
        yield annotation.__name__
    for inner in get_args(annotation):
        yield from targets(inner)
