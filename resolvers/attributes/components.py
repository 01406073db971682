"""Components: values in the JSON of a row, shaped in Python.

SQL hands the JSON over as it is stored, with the entries that links inside it lead to, each by its
number. The answer that is made of them is cached, so the same components in the next request
cost a look-up; making it again would cost a walk through a tree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

import orjson
from graphql import GraphQLNamedType, GraphQLUnionType, print_ast
from peewee import SQL, Cast, Field

import models.edition
from models.component_links import column_of_links
from models.components import KIND, ComponentField, ComponentsField
from models.database import largest_answer
from models.links import Link
from models.translations import TranslatedField
from resolvers.attributes.texts import Translation, report_shape, translated_attributes
from resolvers.compiler.localized import Chain, served
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.placeholders import Formatting, format_placeholders, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import chain_of

PLACE = "#"
"""What a component has its place in its list by, from 1 on, while it is shaped; no field has such a name."""

BETWEEN = b"\x02"
"""What stands between the components and the entries that they link to."""

PLACEHOLDER_WITHIN = b'\\"\\\\u0000'
"""The opening of a placeholder inside another one."""


@dataclass
class Components:
    """The components of one column while they are planned, with the links that are found inside them."""

    rows: Rows
    column: Any
    planner: Planner
    links: list[Json] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What components are shaped with: the languages, and by link the entries that it leads to, by id."""

    chain: Chain
    entries: Sequence[dict[str, Any]]


Shape = Callable[[dict[str, Any], Found], Any]
"""Makes a value of the response of a component."""


@singledispatch
def component_shape(attribute: Any, selected: SelectedField, components: Components) -> Shape:
    """Plan the field *selected*, which reads *attribute*, on each of *components*."""
    raise NotImplementedError(f"no mechanism reads {attribute!r} within a component")


@attribute_json.register(ComponentsField)
@attribute_json.register(ComponentField)
def column_of_components_json(attribute: Field, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Plan the components in a column of an edition."""
    column = getattr(rows.table, attribute.name)
    components = Components(rows, column, planner)
    formatter = ComponentsFormatter(object_shape(selected.type, selected, components))
    stored = Cast(column, "TEXT")

    def write(writer: StatementWriter) -> str:
        between = f"||{writer.dialect.components_end}||"
        payload = between.join([writer.sql(stored), *(link(writer) for link in components.links)])
        return writer.placeholder(formatter, payload, is_plain=False)

    return write


class ComponentsFormatter:
    """Shapes the components of a row; what it made of the same JSON before is used again."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.remembered = FORMATTED.remember(self.make)

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Format the components of a row; the answer of entries with placeholders is not used again."""
        context = formatting.context
        if PLACEHOLDER_WITHIN not in payload:
            return self.remembered(payload, context.languages)
        stored, *entries = unescaped(payload).split(BETWEEN)
        return self.answer(stored, [format_placeholders(each, formatting) for each in entries], context.chain)

    def make(self, payload: bytes, languages: str) -> bytes:
        """Make the answer of components whose JSON is escaped in a text."""
        stored, *entries = unescaped(payload).split(BETWEEN)
        return self.answer(stored, entries, chain_of(languages))

    def answer(self, stored: bytes, entries: Sequence[bytes], chain: Chain) -> bytes:
        """Shape the components, one or several."""
        found = Found(chain, [orjson.loads(each) for each in entries])
        value, add = orjson.loads(stored), AnswerSize(largest_answer()).add
        if isinstance(value, list):
            placed = [each | {PLACE: place} for place, each in enumerate(value, 1)]
            return b"[" + b",".join([add(orjson.dumps(self.shape(each, found))) for each in placed]) + b"]"
        return add(orjson.dumps(self.shape(value, found)))


def object_shape(kind: GraphQLNamedType, selected: SelectedField, components: Components) -> Shape:
    """Plan what is selected of a component, of each kind that it may be of."""
    if isinstance(kind, GraphQLUnionType):
        shapes = {each.name: object_shape(each, selected, components) for each in kind.types}
        return lambda component, found: shapes[component[KIND]](component, found)
    attributes = OBJECT_TYPES[kind.name].attributes
    members: list[tuple[str, Shape]] = []
    for each in selected.fields(kind):
        if each.name == "__typename":
            members.append((each.key, lambda component, found: kind.name))
        else:
            members.append((each.key, component_shape(attributes[each.name], each, components)))
    return lambda component, found: {key: value(component, found) for key, value in members}


@component_shape.register
def plain_shape(attribute: Field, selected: SelectedField, components: Components) -> Shape:
    """Take a plain value, which JSON holds as clients get it."""
    name, default = attribute.name, attribute.default
    return lambda component, found: component.get(name, default)


@component_shape.register
def nested_shape(attribute: ComponentsField, selected: SelectedField, components: Components) -> Shape:
    """Plan the components below a component."""
    name, shape = attribute.name, object_shape(selected.type, selected, components)
    return lambda component, found: [shape(child, found) for child in component.get(name, ())]


@component_shape.register
def inner_shape(attribute: ComponentField, selected: SelectedField, components: Components) -> Shape:
    """Plan the one component below a component, null where there is none."""
    name, shape = attribute.name, object_shape(selected.type, selected, components)
    return lambda component, found: shape(component[name], found) if component.get(name) else None


@component_shape.register
def text_shape(attribute: TranslatedField, selected: SelectedField, components: Components) -> Shape:
    """Take a text in the first locale of the chain that has it."""
    name = attribute.name

    def text(component: dict[str, Any], found: Found) -> str | None:
        texts = component.get(name) or {}
        return next((texts[locale.tag] for locale in found.chain if locale.tag in texts), None)

    return text


@component_shape.register
def translation_shape(attribute: Translation, selected: SelectedField, components: Components) -> Shape:
    """Tell the languages of the texts of a component."""
    fields, report = translated_attributes(selected.parent.name), report_shape(selected)

    def translation(component: dict[str, Any], found: Found) -> Any:
        texts = ((name, component.get(each.name)) for name, each in fields)
        return report([(name, served(tags, found.chain)) for name, tags in texts if tags], found.chain)

    return translation


@component_shape.register
def link_shape(attribute: Link, selected: SelectedField, components: Components) -> Shape:
    """Plan a link inside components: the entries that those of all components of a row lead to are found at once.

    A fragment that selects it at each level of a tree finds them once, and so do fragments of several kinds of
    components that select the same of links of one name.
    """
    below = [print_ast(node.selection_set) for node in selected.nodes if node.selection_set]
    name, written = attribute.name, (attribute.name, attribute.target, attribute.types, *below)
    if written not in components.places:
        components.places[written] = len(components.links)
        components.links.append(linked_json(attribute, selected, components))
    place = components.places[written]
    return lambda component, found: found.entries[place].get(str(component.get(name)))


def linked_json(attribute: Link, selected: SelectedField, components: Components) -> Json:
    """Write the entries that links of one name in a row's components lead to, by id."""
    numbers = getattr(components.rows.table, column_of_links(components.column.name, attribute.name))
    return with_entries(components, numbers, entries_json(attribute, selected, components, numbers))


def with_entries(components: Components, numbers: Any, entries: Json) -> Json:
    """Write what is found of the entries whose ids the column *numbers* lists, if it lists any."""

    def found(writer: StatementWriter) -> str:
        text = entries(writer)
        if writer.is_flat:
            return text  # the same, nested less
        return f"CASE WHEN {writer.sql(numbers)} IS NULL THEN {writer.dialect.empty_object} ELSE {text} END"

    return lambda writer: writer.within(components.rows, found)


@singledispatch
def entries_json(attribute: Any, selected: SelectedField, components: Components, numbers: Any) -> Json:
    """Write the entries whose ids the column *numbers* lists, by id."""
    raise NotImplementedError(f"no mechanism follows {attribute!r} within a component")


@entries_json.register
def live_entries_json(attribute: Link, selected: SelectedField, components: Components, numbers: Any) -> Json:
    """Write those of one type that are live."""
    linked = components.planner.rows(models.edition.content_type(attribute.target))
    element = components.planner.below(selected, linked)

    def write(writer: StatementWriter) -> str:
        dialect = writer.dialect
        rows = writer.live_rows(linked.table, SQL(dialect.keyed(linked.column("entry"), element(writer))))
        found = rows.where(linked.table.entry.in_(SQL(dialect.elements(writer.sql(numbers)))))
        return f"({writer.sql(found)})"

    return write
