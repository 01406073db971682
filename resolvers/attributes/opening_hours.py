"""Opening hours: whether a place is open at the instant of the reading, until when, and its hours on some days.

SQL hands over the weekly and the special hours of a row as they are stored; `models.opening` tells what they say. An
answer that follows the now is valid until that changes: the next opening or closing, or the next midnight.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import orjson
from peewee import Cast

from models.instants import from_microseconds, to_microseconds
from models.opening import DAY, FIRST, LAST, Day, Hours, Span, State
from resolvers.attributes.components import BETWEEN
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.placeholders import Formatter, Formatting, unescaped
from resolvers.compiler.planning import Json, OwnArguments, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext

USUAL_DAYS, MOST_DAYS = 7, 62
"""How many days are told unless that is said, and at most: two months."""


@dataclass(frozen=True)
class IsOpen:
    """The attribute that tells whether a place with hours in two columns is open; null where they do not say."""

    weekly: str
    special: str


@dataclass(frozen=True)
class NextOpeningOrClosing:
    """The attribute that says when a place that is open closes, or when one that is closed opens."""

    weekly: str
    special: str


@dataclass(frozen=True)
class OpeningHours:
    """The attribute of the hours of a place on some days. They cost what as many components do."""

    weekly: str
    special: str
    at_most: ClassVar[int] = MOST_DAYS
    linking: ClassVar[int] = 1


@dataclass(frozen=True, eq=False)
class DaysArguments(OwnArguments):
    """The arguments of opening hours, which are bound and come back in the payload."""

    selected: SelectedField
    first: Parameter
    number: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return the first day, empty for that of the reading, and how many; raise `BadUserInput`."""
        given = self.selected.arguments_of(variables)
        first, number = given.get("from"), given.get("days")
        number = USUAL_DAYS if number is None else number
        if not 1 <= number <= MOST_DAYS:
            raise BadUserInput(f"days must be from 1 to {MOST_DAYS}, not {number}.", self.selected)
        if first is not None and not FIRST <= date.fromisoformat(first) <= LAST:
            raise BadUserInput(f"from must be a day from {FIRST} to {LAST}, not {first}.", self.selected)
        return None, {self.first: first or "", self.number: number}


def stored(attribute: IsOpen | NextOpeningOrClosing | OpeningHours, rows: Rows, writer: StatementWriter) -> list[str]:
    """Write the hours as they are stored."""
    columns = (getattr(rows.table, name) for name in (attribute.weekly, attribute.special))
    return [f"COALESCE({writer.sql(Cast(column, 'TEXT'))},'[]')" for column in columns]


@attribute_json.register
def is_open_json(attribute: IsOpen, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Leave it to Python whether the place is open."""
    return lambda writer: of_hours(attribute, OpenNow(), rows, writer)


@attribute_json.register
def next_json(attribute: NextOpeningOrClosing, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Leave it to Python when that is otherwise."""
    return lambda writer: of_hours(attribute, OpenUntil(), rows, writer)


def of_hours(
    attribute: IsOpen | NextOpeningOrClosing, formatter: Formatter, rows: Rows, writer: StatementWriter
) -> str:
    """Write the place of a value that *formatter* makes of the hours."""
    payload = f"||{writer.dialect.components_end}||".join(stored(attribute, rows, writer))
    return writer.placeholder(formatter, payload, is_plain=False)


@attribute_json.register
def opening_hours_json(attribute: OpeningHours, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Leave the days to Python."""
    alias = planner.rows(None).alias
    given = DaysArguments(selected, Parameter(f"{alias}_from"), Parameter(f"{alias}_days"))
    planner.arguments.append(given)
    fields = selected.fields()
    planner.count(len(fields))
    formatter = DaysFormatter([(each.key, day_value(each, planner)) for each in fields])

    def write(writer: StatementWriter) -> str:
        bound = [f"CAST({each.mark} AS TEXT)" for each in (given.first, given.number)]
        payload = f"||{writer.dialect.components_end}||".join([*stored(attribute, rows, writer), *bound])
        return writer.placeholder(formatter, payload, is_plain=False)

    return write


def hours_in(payload: bytes, formatting: Formatting) -> tuple[Hours, list[bytes]]:
    """Read the hours in a payload, and what stands behind them."""
    weekly, special, *others = unescaped(payload).split(BETWEEN)
    return Hours(orjson.loads(weekly), orjson.loads(special), formatting.context.zone), others


def state_in(payload: bytes, formatting: Formatting) -> tuple[Hours, State]:
    """Read the hours in a payload, and what they say of the instant of the reading; note until when."""
    hours, _ = hours_in(payload, formatting)
    state = hours.around(formatting.context.at)
    formatting.hold(state.since, state.until)
    return hours, state


@dataclass(frozen=True)
class OpenNow:
    """Tells whether a place is open at the instant of the reading."""

    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Tell it, and note until when."""
        _, state = state_in(payload, formatting)
        return orjson.dumps(state.is_open)


@dataclass(frozen=True)
class OpenUntil:
    """Tells when a place opens or closes next; null where that is not within the days that are looked at."""

    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Tell it, and note that the answer ends then."""
        hours, state = state_in(payload, formatting)
        is_told = state.is_open is not None and hours.around(state.until).is_open == (not state.is_open)
        return orjson.dumps(from_microseconds(state.until).astimezone(hours.zone).isoformat() if is_told else None)


Value = Callable[[Day, Formatting], Any]
"""Makes the value of a field of a day."""


@dataclass(frozen=True)
class DaysFormatter:
    """Shapes the hours of some days, from that of the reading on unless another one is given."""

    members: list[tuple[str, Value]]
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Write the days of which the hours say something."""
        hours, (first, number) = hours_in(payload, formatting)
        begins = date.fromisoformat(first.decode()) if first else self.today(hours, formatting)
        days = hours.days(begins, int(number)) if begins else []
        return orjson.dumps([{key: value(day, formatting) for key, value in self.members} for day in days])

    def today(self, hours: Hours, formatting: Formatting) -> date | None:
        """Find the day of the reading, and note that the answer ends with it; None for one that is too far away."""
        at = formatting.context.at
        if not hours.is_told(at):
            return None
        today: date = from_microseconds(at).astimezone(hours.zone).date()
        edges = (to_microseconds(hours.instant(day, "00:00")) for day in (today, today + DAY))
        formatting.hold(*edges)
        return today


def note(day: Day, formatting: Formatting) -> str | None:
    """Tell the note of a day in the first language that has it."""
    tag = lang(day, formatting)
    return None if tag is None else day.note[tag]


def lang(day: Day, formatting: Formatting) -> str | None:
    """Name the language of the note."""
    return next((each.tag for each in formatting.context.chain if each.tag in day.note), None)


def day_value(selected: SelectedField, planner: Planner) -> Value:
    """Plan a field of a day."""
    if selected.name != "hours":
        return DAY_VALUES[selected.name]
    fields = selected.fields()
    planner.count(len(fields))
    members = [(each.key, SPAN_VALUES[each.name]) for each in fields]
    return lambda day, formatting: [{key: value(span) for key, value in members} for span in day.spans]


DAY_VALUES: dict[str, Value] = {
    "__typename": lambda day, formatting: "DayHours",
    "date": lambda day, formatting: day.day.isoformat(),
    "isSpecial": lambda day, formatting: day.is_special,
    "note": note,
    "lang": lang,
}
"""The fields of a day but its spans."""

SPAN_VALUES: dict[str, Callable[[Span], Any]] = {
    "__typename": lambda span: "OpenSpan",
    "opens": lambda span: span.opens,
    "closes": lambda span: span.closes,
    "opensAt": lambda span: span.opens_at.isoformat(),
    "closesAt": lambda span: span.closes_at.isoformat(),
}
"""The fields of a span."""
