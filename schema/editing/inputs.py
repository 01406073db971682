"""Inputs by which content is written: made for each content type and component from its model.

    NewsStoryPatch {slug title: TextsPatch publishedOn schools: LinksPatch}      absent: as it is; null: cleared
    RecipientInput {name: TextsInput post: TextsInput}                           whole: absent is nothing

What clients give is read by `schema/editing/changes_given.py`, which knows the same fields.
"""

from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema_directives import OneOf
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.components import Component, ComponentField, ComponentsField, ComponentUnion
from models.editing.outcomes import Later
from models.edition import Edition
from models.languages import LANGUAGES
from models.links import Link, Links
from models.translations import TranslatedField
from resolvers.attributes.shapes import shape
from schema.editing.content import edited_fields
from schema.editing.names import LANGUAGE_NAMES
from schema.editing.refs import EntryRef
from schema.editing.revisions import Revision
from schema.editing.texts import TextSourceKind, field_name
from schema.locales import Locale
from schema.members import type_of
from schema.namespace import NAMESPACE, enum_type
from schema.output import leaf
from schema.services import input_type

enum_type(Later)


@input_type
class TextSourceInput:
    """Where a text comes from; the server marks the text that it was made from, and tells when that changes."""

    kind: TextSourceKind
    """How it came about."""
    of: Locale | None = None
    """The language that it was made from."""


@input_type
class TextPatch:
    """A text in one language."""

    value: str
    """The text."""
    source: TextSourceInput | None = None
    """Where it comes from; somebody wrote it, unless given."""


@input_type
class LinkPlace:
    """An entry at a place of a list: behind one, before one, or first; last unless given."""

    entry: EntryRef
    """The entry."""
    after: EntryRef | None = None
    """The entry behind which it is put."""
    before: EntryRef | None = None
    """The entry before which it is put."""
    first: bool = False
    """Whether it is put first."""


@strawberry.input(one_of=True, description="One change of a list of links.")
class LinkChange:
    """One change of a list of links."""

    add: LinkPlace | None = strawberry.field(default=strawberry.UNSET, description="Puts an entry there, or moves it.")
    move: LinkPlace | None = strawberry.field(default=strawberry.UNSET, description="Moves an entry that is there.")
    remove: EntryRef | None = strawberry.field(default=strawberry.UNSET, description="Takes an entry out.")


@strawberry.input(one_of=True, description="A list of links: whole, in its order, or by changes, which never conflict.")
class LinksPatch:
    """A list of links: whole, in its order, or by changes, which never conflict."""

    set: list[EntryRef] | None = strawberry.field(default=strawberry.UNSET, description="The whole list.")
    change: list[LinkChange] | None = strawberry.field(
        default=strawberry.UNSET, description="What is done to the list, one after the other."
    )


@input_type
class PortionInput:
    """Which languages an act is about; all unless given."""

    locales: list[Locale] | None = None
    """The languages."""
    shared: bool = True
    """Whether what has no language goes with them."""


NAMESPACE["Revision"] = Revision
for each in (EntryRef, TextSourceInput, TextPatch, LinkPlace, LinkChange, LinksPatch, PortionInput):
    NAMESPACE[each.__name__] = each


COMPONENTS: set[str] = set()
"""The names of the inputs of components."""


Described = tuple[Any, ...]
"""A field: the name that clients know, its type, what is said of it; and its value where it is absent, if not unset."""


def input_of(name: str, description: str, fields: Mapping[str, Described]) -> str:
    """Make an input type, once, of fields by their names in Python: the name that clients know, type and description.

    A field whose type is `Optional` may be absent.
    """
    if name not in NAMESPACE:
        make_input(name, description, fields)
    return name


def make_input(name: str, description: str, fields: Mapping[str, Described], *, one_of: bool = False) -> None:
    """Make an input type of such fields, of which *one of* is given or as many as there are."""
    members = [made(python_name, *described) for python_name, described in fields.items()]
    type_of(name, members, description, is_input=True, **({"directives": [OneOf()]} if one_of else {}))


def made(python_name: str, name: str, kind: str, description: str, absent: Any = strawberry.UNSET) -> Any:
    """Make a field of an input type."""
    default = {"default": absent} if kind.startswith("Optional") else {}
    annotation = StrawberryAnnotation(kind, namespace=NAMESPACE)
    return StrawberryField(
        python_name=python_name, graphql_name=name, type_annotation=annotation, description=description, **default
    )


def languages(name: str, kind: str, description: str) -> str:
    """Make an input type with a field for each language."""
    fields = {
        field_name(each.tag): (LANGUAGE_NAMES[each.tag], f"Optional[{kind}]", f"{each.name}.") for each in LANGUAGES.all
    }
    return input_of(name, description, fields)


@singledispatch
def written_as(field: Any) -> str:
    """Name the type of what a field of an edition is given."""
    kind = leaf(shape(field))
    return kind if isinstance(kind, str) else str(kind.__name__)


@written_as.register
def _(field: TranslatedField) -> str:
    text = "A text by language: what is absent stays, and null takes a language out."
    return languages("TextsPatch", "TextPatch", text)


@written_as.register
def _(field: Link) -> str:
    return "EntryRef"


@written_as.register
def _(field: Links) -> str:
    return "LinksPatch"


@written_as.register
def _(field: ComponentField) -> str:
    assert field.component is not None
    return component_input(field.component)


@written_as.register
def _(field: ComponentsField) -> str:
    assert field.component is not None
    return f"list[{component_input(field.component)}]"


def written_inside(field: Any) -> str:
    """Name the type of what a field of a component is given: whole, as the component is."""
    if isinstance(field, TranslatedField):
        return languages("TextsInput", "str", "A text in the languages that it has.")
    return written_as(field)


def component_input(component: type[Component] | ComponentUnion) -> str:
    """Make the input type of a component; that of a union has a field for each of its kinds, of which one is given."""
    name, text = f"{component.__name__}Input", f"One {component.__name__}, whole: what is absent is nothing."
    if name not in COMPONENTS:
        COMPONENTS.add(name)  # before it is made: a tree has inputs of its own kind inside it
        if isinstance(component, ComponentUnion):
            text = f"One {component.__name__}, whole, under the name of its kind."
            make_input(name, text, optional_fields(component.members, written_inside), one_of=True)
        else:
            make_input(name, text, optional_fields(component.fields, written_inside))
    return name


def optional_fields(fields: Mapping[str, Any], kind: Callable[[Any], str]) -> dict[str, Described]:
    """List fields that may all be absent."""
    return {
        name: (to_camel_case(name), f"Optional[{kind(field)}]", f"`{to_camel_case(name)}`, as it is to be.")
        for name, field in fields.items()
    }


def make_patch(model: type[Edition]) -> str:
    """Make the input type of changes of a content type."""
    text = f"What to change of {model.__name__}: absent is left as it is, null is cleared."
    return input_of(f"{model.__name__}Patch", text, optional_fields(edited_fields(model), written_as))


KEY = "Optional[str]", "Makes the act once: within a day, the same key and input are given the first answer.", None

ENTRY = "EntryRef", "The entry."


def make_inputs(model: type[Edition]) -> None:
    """Make the inputs of the acts that are a content type's own."""
    name, patch = model.__name__, make_patch(model)
    key = ("key", *KEY)
    input_of(
        f"Create{name}Input",
        f"An entry of {name} to be made.",
        {
            "content": ("content", patch, "What its draft says; a slug is proposed unless it is given."),
            "made_as": ("as", "Optional[str]", "A name by which later fields of the operation mean it.", None),
            "key": key,
        },
    )
    input_of(
        f"Save{name}Input",
        f"A change of the draft of an entry of {name}.",
        {
            "entry": ("entry", *ENTRY),
            "on": (
                "on",
                "Optional[Revision]",
                "The revision that was seen; absent only where there is no draft.",
                None,
            ),
            "change": ("change", patch, "What to change."),
            "overwrite": (
                "overwrite",
                "Optional[list[str]]",
                "Paths that others changed since, to be changed anyway.",
                None,
            ),
            "key": key,
        },
    )
    input_of(
        f"Put{name}Input",
        f"The whole content of an entry of {name}.",
        {
            "slug": ("slug", "str", "Finds the entry, or names the new one."),
            "content": ("content", patch, "What its draft says; absent is cleared."),
            "key": key,
        },
    )
