"""History: how many entries a connection had at the end of each step of time, read from the ledger of totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from models.edition import Edition
from models.instants import from_microseconds, in_zone, to_microseconds
from models.ledger import ALL, CountedList, total_sql
from resolvers.compiler.parameters import AT, ListParameter
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.visibility import is_recorded
from resolvers.compiler.writer import StatementWriter
from resolvers.connections.connection_json import MEMBERS, ConnectionPlan, Member
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext
from resolvers.statistics.keys import GroupKey, Step
from resolvers.statistics.labels import label
from resolvers.statistics.steps import begin_of, next_begin, step_of
from resolvers.where.filters import NO_CONDITIONS

MOST_STEPS = 1_000
"""Steps of a history."""


class HistoryVariant(NamedTuple):
    """What decides the SQL: the step, whether instants to come are told, and whether now is before the last of them."""

    step: Step
    knows_ends: bool
    is_open: bool


@dataclass(frozen=True, eq=False)
class HistoryArguments:
    """The arguments of the field *selected*, a history of entries of *model*; parameters are named after an *alias*."""

    model: type[Edition]
    selected: SelectedField
    alias: str

    @property
    def ends(self) -> ListParameter:
        """The instants at which entries are counted, in microseconds: the last of each step."""
        return ListParameter(f"{self.alias}_ends_{self.selected.key}")

    def read(self, context: ReadContext, variables: Any) -> tuple[HistoryVariant, dict[str, Any]]:
        """Return what decides the SQL, and the instants; raise `BadUserInput`."""
        arguments = self.selected.arguments_of(variables)
        step = Step[arguments["by"].value]
        begin = to_microseconds(arguments["from"])
        until = context.at if arguments.get("until") is None else to_microseconds(arguments["until"])
        knows_ends = context.perspective.knows_ends(self.model.__name__)
        ends = self.steps(step, begin, until, context.zone)
        return HistoryVariant(step, knows_ends, until >= context.at), {self.ends: ends}

    def steps(self, step: Step, begin: int, until: int, zone: ZoneInfo) -> list[int]:
        """List the last instants of the steps from one instant to another; the last step ends there."""
        try:
            found = list(ends_between(step, begin, until, zone))
        except (OverflowError, ValueError):
            raise BadUserInput("from and until must lie in years that have dates.", self.selected) from None
        if len(found) > MOST_STEPS:
            raise BadUserInput(
                f"history has at most {MOST_STEPS} steps: use a longer one, or a shorter time.", self.selected
            )
        return found


def ends_between(step: Step, begin: int, until: int, zone: ZoneInfo) -> Iterator[int]:
    """Give the last instant of each step, in microseconds; one too many at most."""
    day = begin_of(step, from_microseconds(begin).astimezone(zone).date())
    for _ in range(MOST_STEPS + 1):
        day = next_begin(step, day)
        end = midnight(day, zone) - 1
        if end >= until:
            if begin <= until:
                yield until
            return
        yield end


def midnight(day: date, zone: ZoneInfo) -> int:
    """Return the instant at which a day begins, in microseconds."""
    return to_microseconds(datetime.combine(day, time(), zone))


def history(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Plan the history of a connection: null with conditions, and where what is shown is not what the ledger counts."""
    page = plan.page
    arguments = HistoryArguments(page.rows.model, selected, page.rows.alias)
    plan.planner.arguments.append(arguments)
    fields = tuple((each.key, each.name) for each in selected.fields())

    def write(writer: StatementWriter, key: str) -> str:
        variant: HistoryVariant = writer.variant(arguments)
        model, dialect = page.rows.model, writer.dialect
        if page.variant(writer).form != NO_CONDITIONS or not is_recorded(writer.context.perspective, model.__name__):
            return dialect.null
        writer.note(model)
        source = dialect.listed(arguments.ends, f"{page.rows.alias}_ends", "bigint")
        at, shown = source.value, ""
        if not variant.knows_ends:
            at = f"{dialect.least}({source.value}, CAST({AT.mark} AS BIGINT))"
            before = f"lag({source.value}) OVER (ORDER BY {source.place})"
            shown = f'WHERE "before" IS NULL OR "before" < CAST({AT.mark} AS BIGINT)'
        else:
            before = "NULL"
        alias = f"{page.rows.alias}_steps"
        steps = f'SELECT {at} AS "at", {before} AS "before", {source.place} AS "place" FROM {source.text}'
        listed = CountedList(model, page.link.link if page.link else None)
        total = total_sql(listed, key or str(ALL), f'"{alias}"."at"')
        element = dialect.array_of(
            [dialect.number(f'"{alias}"."at"', nullable=False), dialect.number(f"({total})", nullable=False)]
        )
        rows = f'SELECT * FROM ({steps}) AS "{alias}" {shown} ORDER BY "place"'
        payload = dialect.list_of(element, rows, alias)
        formatter = (OpenHistory if variant.is_open else History)(variant.step, fields)
        return writer.placeholder(formatter, f"({payload})", is_plain=False)

    return write


MEMBERS["history"] = history


@dataclass(frozen=True, eq=False)
class History:
    """Makes the list of steps out of instants and numbers."""

    step: Step
    fields: tuple[tuple[str, str], ...]
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Write the steps."""
        return orjson.dumps([self.told(at, count, formatting) for at, count in orjson.loads(unescaped(payload))])

    def told(self, at: int, count: int, formatting: Formatting) -> dict[str, Any]:
        """Write one step."""
        zone, locale = formatting.context.zone, formatting.context.chain[0]
        value = step_of(self.step, from_microseconds(at).astimezone(zone).date())
        values = {
            "__typename": "HistoryStep",
            "value": value,
            "label": label(GroupKey(self.step.name, None, self.step), value, locale),
            "at": in_zone(at, zone).isoformat(),
            "count": count,
        }
        return {key: values[name] for key, name in self.fields}


class OpenHistory(History):
    """One whose last step is not over: it goes on by itself, so that no cache has it."""

    goes_on: ClassVar[bool] = True
