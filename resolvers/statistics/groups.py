"""Groups: the entries of a connection by the values of keys, each with its count and the figures of its numbers.

    SQL             all rows of the connection -> their keys -> groups, in order -> a page of them
      └ formatter   labels, shares, steps of time that are empty, cursors -> JSON

What links lead to is read for the groups of the page alone. Rows come from `Page.selected`, so conditions and
perspectives hold for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import GraphQLObjectType
from peewee import SQL, DateField

from models.edition import content_type
from resolvers.attributes.ids import kind as id_kind
from resolvers.attributes.texts import translated_attributes
from resolvers.compiler.localized import shown
from resolvers.compiler.planning import Json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.connection_json import MEMBERS, ConnectionPlan, Member
from resolvers.connections.totals import Total, TotalArguments
from resolvers.statistics.counted_groups import CountedGroups, counted_list
from resolvers.statistics.group_answers import GroupsFormatter, entry_fields, groups_shape
from resolvers.statistics.group_arguments import MOST_GROUPS, GroupArguments, GroupsVariant, sort_keys
from resolvers.statistics.key_sql import key_sql, step_sql
from resolvers.statistics.keys import GroupKey, group_keys
from resolvers.statistics.numbers import number_columns
from resolvers.where.orders import SortKey, behind

NUMBER, BEHIND = '"_number"', '"_behind"'
"""Beside a group's columns: its place among those behind the cursor, or before it, and which of these it is."""


def groups(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Plan the groups of a connection."""
    rows = plan.planner.rows(plan.page.rows.model)
    arguments = GroupArguments(rows.model, selected, rows.alias, is_whole=plan.page.link is None)
    total = Total(plan.page, TotalArguments(selected, rows.alias))
    plan.planner.arguments += [arguments, total.arguments]
    written = GroupsPlan(plan, selected, rows, arguments, total, planned_entries(plan, selected, rows))
    return written.sql


MEMBERS["groups"] = groups

Entries = dict[str, tuple[Rows, list[Json]]]
"""What is selected of the entries that are keys, by type: their rows, and each selection of them."""


def planned_entries(plan: ConnectionPlan, selected: SelectedField, rows: Rows) -> Entries:
    """Plan what is selected of keys that are entries, for each type that the arguments may ask for."""
    known, constants = group_keys(rows.model.__name__), selected.given.constants
    names = known if constants is None else [each.value for each in constants["by"]]
    targets = dict.fromkeys(known[name].target for name in names)
    found: Entries = {}
    for name in targets:
        if name is not None:
            target, kind = plan.planner.rows(content_type(name)), selected.document.schema.get_type(name)
            assert isinstance(kind, GraphQLObjectType)
            elements = [plan.planner.object(kind, each.fields(kind), target) for each in entry_fields(selected)]
            found[name] = target, elements
    return found


@dataclass(frozen=True, eq=False)
class GroupsPlan:
    """Groups while they are planned: of the *rows* of a connection, with what is selected of *entries*."""

    plan: ConnectionPlan
    selected: SelectedField
    rows: Rows
    arguments: GroupArguments
    total: Total
    entries: Entries

    @property
    def alias(self) -> str:
        """What groups are named in SQL."""
        return f"{self.rows.alias}_groups"

    def sql(self, writer: StatementWriter, key: str) -> str:
        """Write the groups of the connection below the entry *key*."""
        variant: GroupsVariant = writer.variant(self.arguments)
        known, dialect = group_keys(self.rows.model.__name__), writer.dialect
        keys = [known[name] for name in variant.keys]
        order = sort_keys(keys, variant.order, self.alias)
        element = self.element(keys, writer)
        found = self.ordered(keys, order, variant, writer, key)
        size = f"{self.arguments.parameter('size').mark}"
        is_behind = f"{BEHIND} = 1"
        within = f"{NUMBER} <= {MOST_GROUPS + 2}" if variant.is_filled else f"{is_behind} AND {NUMBER} <= {size}"
        cursor = [self.arguments.parameter(f"after_{place}") for place in range(len(order))]
        total = self.total.sql(writer, key) if asks_share(self.selected) else "0"
        payload = dialect.array_of(
            [
                dialect.gathered(element, within),
                dialect.number("COUNT(*)", nullable=False),
                dialect.number(f"COUNT(*) FILTER (WHERE NOT {is_behind})", nullable=False),
                dialect.number(f"({total})", nullable=False),
                dialect.number(f"CAST({size} AS BIGINT)", nullable=False),
                dialect.text(f"CAST({self.arguments.parameter('name').mark} AS TEXT)", nullable=False),
                dialect.array_of(self.bound(cursor, order, writer)) if variant.has_cursor else dialect.null,
            ]
        )
        shape = groups_shape(self.selected)
        numbers = tuple(number_columns(self.rows.model.__name__))
        formatter = GroupsFormatter(self.selected, tuple(keys), variant, numbers, shape)
        text = writer.placeholder(formatter, f"({payload})", is_plain=False)
        return dialect.nested(f'(SELECT {dialect.quoted(text)} FROM ({found}) AS "{self.alias}")')

    def bound(self, cursor: Sequence[str], order: Sequence[SortKey], writer: StatementWriter) -> list[str]:
        """Write the values of the cursor, which empty steps are held against."""
        kinds = {int: "BIGINT", str: "TEXT"}
        pairs = [(key.kind, f"CAST({each.mark} AS {kinds[key.kind]})") for each, key in zip(cursor, order, strict=True)]  # type: ignore[attr-defined]
        return [writer.dialect.value(kind, value, nullable=False) for kind, value in pairs]

    def ordered(
        self,
        keys: Sequence[GroupKey],
        order: Sequence[SortKey],
        variant: GroupsVariant,
        writer: StatementWriter,
        key: str,
    ) -> str:
        """Write all groups in their order, numbered on either side of the cursor."""
        dialect = writer.dialect
        by = ", ".join(writer.sql(each.ordering(dialect)) for each in order)
        is_behind = "1"
        if variant.has_cursor and not variant.is_filled:
            beyond = writer.sql(behind(dialect, order, self.arguments.parameter("after_")))
            is_behind = f"CASE WHEN {beyond} THEN 1 ELSE 0 END"
        marked = f'SELECT *, {is_behind} AS {BEHIND} FROM ({self.grouped(keys, writer, key)}) AS "{self.alias}"'
        number = f"row_number() OVER (PARTITION BY {BEHIND} ORDER BY {by}) AS {NUMBER}"
        return f'SELECT *, {number} FROM ({marked}) AS "{self.alias}" ORDER BY {by}'

    def grouped(self, keys: Sequence[GroupKey], writer: StatementWriter, key: str) -> str:
        """Write all groups.

        Days are counted first, in the order of their index, and steps made of them: there are few days for many rows.
        """
        variant: GroupsVariant = writer.variant(self.arguments)
        if variant.is_counted and self.total.is_recorded(writer):
            listed = counted_list(keys, self.rows.model)
            assert listed
            return CountedGroups(listed, self.rows.alias).sql(writer)
        if all(is_of_days(each) for each in keys) and not number_columns(self.rows.model.__name__):
            return self.grouped_by_days(keys, writer, key)
        base, zone = f"{self.rows.alias}_base", self.arguments.parameter("zone")
        found = [key_sql(each, place, self.rows, base, zone, writer) for place, each in enumerate(keys)]
        numbers = list(number_columns(self.rows.model.__name__).values())
        inner = [self.rows.column("edition"), *(each.inner for each in found if each.inner)]
        inner += [f'{self.rows.column(each.name)} AS "v{place}"' for place, each in enumerate(numbers)]
        selected, _ = self.plan.page.selected(writer, self.rows, key, SQL(", ".join(inner)))
        outer = [f'{each.value} AS "k{place}"' for place, each in enumerate(found)]
        outer.append('COUNT(*) AS "n"')
        for place in range(len(numbers)):
            value = f'"{base}"."v{place}"'
            outer += [f'{name}({value}) AS "{name}{place}"' for name in ("sum", "min", "max", "count")]
        conditions = " AND ".join(f"({each.condition})" for each in found if each.condition)
        joins = "".join(each.joins for each in found)
        where = f" WHERE {conditions}" if conditions else ""
        by = ", ".join(str(place + 1) for place in range(len(found)))
        return f'SELECT {", ".join(outer)} FROM ({writer.sql(selected)}) AS "{base}"{joins}{where} GROUP BY {by}'

    def grouped_by_days(self, keys: Sequence[GroupKey], writer: StatementWriter, key: str) -> str:
        """Write the groups whose keys are all steps of days, where there are no numbers."""
        base, columns = f"{self.rows.alias}_base", dict.fromkeys(each.attribute.name for each in keys)
        days = {name: f'"{base}"."d{place}"' for place, name in enumerate(columns)}
        inner = [f'{self.rows.column(name)} AS "d{place}"' for place, name in enumerate(days)]
        selected, _ = self.plan.page.selected(writer, self.rows, key, SQL(", ".join(inner)))
        of_days = ", ".join(days.values())
        counted = f'SELECT {of_days}, COUNT(*) AS "n" FROM ({writer.sql(selected)}) AS "{base}" GROUP BY {of_days}'
        dialect = writer.dialect
        texts = {name: writer.sql(dialect.day(SQL(day))) for name, day in days.items()}
        steps = [
            f'{step_sql(each.step, texts[each.attribute.name], writer)} AS "k{place}"'
            for place, each in enumerate(keys)
            if each.step is not None
        ]
        by = ", ".join(str(place + 1) for place in range(len(steps)))
        total = f'CAST(SUM("{base}"."n") AS BIGINT) AS "n"'
        return f'SELECT {", ".join([*steps, total])} FROM ({counted}) AS "{base}" GROUP BY {by}'

    def element(self, keys: Sequence[GroupKey], writer: StatementWriter) -> str:
        """Write what the formatter needs of a group: its keys, its count, figures, and the entries that are keys."""
        dialect, alias = writer.dialect, self.alias
        members = [dialect.value(int if key.target else str, f'"{alias}"."k{place}"') for place, key in enumerate(keys)]
        members.append(dialect.number(f'"{alias}"."n"', nullable=False))
        for place, column in enumerate(number_columns(self.rows.model.__name__).values()):
            kind = float if type(column).__name__ == "FloatField" else int
            members += [dialect.value(kind, f'"{alias}"."{name}{place}"') for name in ("sum", "min", "max")]
            members.append(dialect.number(f'"{alias}"."count{place}"', nullable=False))
        members += [self.entry(key, place, writer) for place, key in enumerate(keys)]
        return dialect.array_of(members)

    def entry(self, key: GroupKey, place: int, writer: StatementWriter) -> str:
        """Write the entry that is a key: its id, what names it, and what is selected of it."""
        if key.target is None:
            return writer.dialect.null
        target, elements = self.entries[key.target]

        texts = translated_attributes(target.model.__name__)
        name = target.column("slug")
        if texts:
            name = f"COALESCE({writer.sql(shown(target.table, texts[0][1], writer.context.chain))}, {name})"
        uid = writer.dialect.id_of([f"'{id_kind(target.model.__name__)}'", target.column("uid")])
        parts = [uid, writer.dialect.text(name), *(each(writer) for each in elements)]
        found = writer.live_rows(target.table, SQL(writer.dialect.array_of(parts)))
        return writer.dialect.one_of(found.where(target.table.entry == SQL(f'"{self.alias}"."k{place}"')))


def is_of_days(key: GroupKey) -> bool:
    """Tell whether a key is a step of a day, not of an instant."""
    return key.step is not None and key.target is None and isinstance(key.attribute, DateField)


def asks_share(selected: SelectedField) -> bool:
    """Tell whether the share of groups is selected, for which the total is needed."""
    nodes = [each for each in selected.fields() if each.name == "nodes"]
    return any(inner.name == "share" for each in nodes for inner in each.fields())
