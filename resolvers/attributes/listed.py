"""Lists that a component asks for: the first entries of a type, of a tag and of a school where it names these.

    {"type": "ListBlock", "source": "NEWS", "tag": 7}      "NEWS.7.": [the newest stories that link to entry 7]

A component holds no answer but what is asked. The entries of each question of a row are found in the statement, under
a key that the question is written as; what is asked twice is answered once. A tag or school that is named is looked up
in the index of links to it, so that no others are passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from peewee import SQL, NodeList

from models.edition import Edition
from models.links import Links
from resolvers.attributes.components import Components, Found, Shape, component_shape
from resolvers.attributes.entries_of_types import planned_kinds
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.planning import Json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.errors import Denied
from resolvers.where.conditions import Part, join_conditions
from resolvers.where.links import is_first, joined, leads_to
from resolvers.where.orders import sort_keys
from resolvers.where.spans import PARTS, ahead
from resolvers.where.walks import Carried, ordering_of


@dataclass(frozen=True, eq=False)
class Listed:
    """The attribute of the entries that a component of *kind* asks for, by fields `source`, `first` and others.

    *sources* has the models by the names of the sources; *narrowing* the links, by the fields whose entry they are to
    lead to. A source without such links has nothing for a component that names one. There are *most* entries at most,
    and *first* unless the component says how many.
    """

    kind: str
    sources: Mapping[str, type[Edition]] = field(default_factory=dict)
    narrowing: Mapping[str, str] = field(default_factory=dict)
    most: int = 12
    first: int = 3


@component_shape.register
def listed_shape(attribute: Listed, selected: SelectedField, components: Components) -> Shape:
    """Take the entries of the question that a component asks, as many as it wants."""
    place = len(components.links)
    components.links.append(listed_json(attribute, selected, components))

    def entries(component: dict[str, Any], found: Found) -> Any:
        asked = [component["source"], *(str(component.get(name) or "") for name in attribute.narrowing)]
        several = found.entries[place].get(".".join(asked)) or []
        if attribute.sources[component["source"]].span:
            several = list(chain.from_iterable(several))
        return several[: max(0, component.get("first", attribute.first))]

    return entries


def listed_json(attribute: Listed, selected: SelectedField, components: Components) -> Json:
    """Write the entries of all questions of a row, by what they ask."""
    alias = components.planner.rows(None).alias
    kinds = planned_kinds(selected, components.planner, attribute.sources)

    def write(writer: StatementWriter) -> str:
        dialect, column = writer.dialect, writer.sql(components.column)
        named = {name: f'"{alias}"."{name}"' for name in attribute.narrowing}
        source = f'"{alias}"."source"'
        key = "||'.'||".join([source, *(f"COALESCE(CAST({entry} AS TEXT),'')" for entry in named.values())])
        cases: list[str] = []
        for name, (rows, element) in kinds.items():
            try:
                cases += Answers(attribute, rows, element(writer), named, writer).cases(f"{source} = '{name}'")
            except Denied:
                continue
        if not cases:
            return dialect.empty_object
        found = dialect.nested(f"CASE {' '.join(cases)} ELSE {dialect.null} END")
        return f'(SELECT {dialect.keyed(key, found)} FROM ({questions_sql(attribute, dialect, column)}) AS "{alias}")'

    return lambda writer: writer.within(components.rows, write)


def questions_sql(attribute: Listed, dialect: Dialect, column: str) -> str:
    """Select the questions in a column of components: the source, and the entries that narrow it, by their numbers."""
    named = "".join(
        f', CAST({dialect.member_text("value", name)} AS bigint) AS "{name}"' for name in attribute.narrowing
    )
    listed = f"FROM {dialect.elements_function}({column}) AS value"
    is_one = f"{dialect.member_text('value', 'type')} = '{attribute.kind}'"
    return f'SELECT {dialect.member_text("value", "source")} AS "source"{named} {listed} WHERE {is_one}'


@dataclass(frozen=True)
class Answers:
    """The answers of one type: an *element* of each of its *rows*, for what is *named*, by the fields that name it."""

    attribute: Listed
    rows: Rows
    element: str
    named: Mapping[str, str]
    writer: StatementWriter

    @property
    def links(self) -> dict[str, Links]:
        """The links of the type by the fields that narrow them."""
        narrowing, model = self.attribute.narrowing, self.rows.model
        return {name: getattr(model, link) for name, link in narrowing.items() if hasattr(model, link)}

    def cases(self, is_asked: str) -> Iterator[str]:
        """Write the cases of a source: the first entries by the first thing that is named, or all in their order.

        They stand side by side, as SQLite parses few cases inside each other.
        """
        for name in [*(each for each in self.named if each not in self.links), *self.links]:
            found = self.first(name) if name in self.links else self.writer.dialect.null
            yield f"WHEN {is_asked} AND {self.named[name]} IS NOT NULL THEN {found}"
        yield f"WHEN {is_asked} THEN {self.first(None)}"

    def first(self, pinned: str | None) -> str:
        """Write the list of the first live entries that link to what is *pinned*, and to all else that is named.

        Of spans that have not ended there are two lists, of those that run and those to come, as one would be nested
        too deep.
        """
        dialect, model = self.writer.dialect, self.rows.model
        if not model.span:
            return self.part(pinned, None)
        return dialect.array_of([self.part(pinned, part) for part in PARTS])

    def part(self, pinned: str | None, part: Part | None) -> str:
        """Write the list of the first of a part, or of all; the lists of parts are put together in Python."""
        dialect, model = self.writer.dialect, self.rows.model
        through = self.links[pinned].table.alias(f"{self.rows.alias}_{pinned}") if pinned else None
        keys = sort_keys(self.rows.table if through is None else through, model, model.order)
        ordering = ordering_of(keys, dialect, is_found_apart=part is not None and part.is_running)
        found = self.linking(self.rows.named_in(self.element), pinned, through, part)
        rows = self.writer.sql(found.order_by(*ordering).limit(self.attribute.most))
        return dialect.list_of(self.element, rows, self.rows.alias)

    def linking(self, column: Any, pinned: str | None, through: Any, part: Part | None) -> Any:
        """Select *column* of the live entries of a part that link to all that is named, *through* rows of links."""
        table: Any = self.rows.table
        conditions = [self.writer.live(table)]
        if pinned is not None:
            is_found_apart = part is not None and part.is_running
            conditions.append(leads_to(through, SQL(self.named[pinned]), is_found_apart=is_found_apart))
            conditions.append(is_first(self.links[pinned], through))
            names = list(self.links)  # of which those before it are not named, or they would be pinned
            conditions += [self.holds(name, through) for name in names[names.index(pinned) + 1 :]]
            table = Carried(table, through, self.rows.model.order)
        if part is not None:
            conditions.append(ahead(table, part, self.writer))
        rows = self.rows.table.select(column) if pinned is None else joined(through, self.rows.table, column)
        return rows.where(NodeList(conditions, glue=" AND "))  # not one in the other, which SQLite could not parse

    def holds(self, name: str, through: Any) -> Any:
        """Require that an edition links to what a field names, if it names anything."""
        other = self.links[name].table.alias(f"{self.rows.alias}_{name}")
        leads = NodeList((other.target, SQL("="), SQL(self.named[name])))
        is_held = NodeList((through.edition, SQL("IN"), other.select(other.edition).where(leads)))
        return join_conditions([SQL(f"{self.named[name]} IS NULL"), is_held], "OR")
