"""When a place is open: what its weekly and its special hours say of days and of instants.

    Hours.day(day)        the spans of a day, and whether they are those of the week or special ones
    Hours.around(at)      whether it is open at an instant, and between which instants that stays so

The hours of a day are those that begin on it; the last may end on the next day. Special ones take the place of those of
the week. Times of day are those of the site's clocks: where these are put forward, a time that is skipped is that much
later; where they are put back, the first of the two is meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.hours import Weekday
from models.instants import from_microseconds, to_microseconds

DAY = timedelta(days=1)

BEFORE, AHEAD = 2, 9
"""Days around an instant that are looked at: hours may begin two days before it, and change again within a week."""

FIRST, LAST = date.min + 20 * DAY, date.max - 20 * DAY
"""The days between which hours are told: the instants around them are instants that Python has."""

NUMBERS = {each.value: number for number, each in enumerate(Weekday)}
"""The days of the week by their names, Monday first."""

Values = Mapping[str, Any]
"""A component as JSON has it."""

Edges = tuple[int, int]
"""From which instant to before which other one."""


class Span(NamedTuple):
    """From when to when a place is open: as times of day, and as instants, the second of which is excluded."""

    opens: str
    closes: str
    opens_at: datetime
    closes_at: datetime


class Day(NamedTuple):
    """The hours of a day, in order; none where it is closed. Special ones may have a note, in some languages."""

    day: date
    spans: Sequence[Span]
    is_special: bool
    note: Mapping[str, str]


class State(NamedTuple):
    """Whether a place is open, None where its hours do not say; it is so from an instant to before another."""

    is_open: bool | None
    since: int
    until: int


@dataclass(frozen=True)
class Hours:
    """The hours of a place, as components, in a time zone."""

    weekly: Sequence[Values]
    special: Sequence[Values]
    zone: ZoneInfo

    def day(self, day: date) -> Day | None:
        """Tell the hours of a day; None where nothing is said of it."""
        special = [each for each in self.special if each["first_on"] <= day.isoformat() <= last_on(each)]
        if special:
            chosen = [each for each in special if each.get("opens") and each.get("closes")] or special[:1]
            return Day(day, self.spans(day, chosen), is_special=True, note=chosen[0].get("note") or {})
        if not self.weekly:
            return None
        number = day.weekday()
        weekly = [each for each in self.weekly if number in days_of(each)]
        return Day(day, self.spans(day, weekly), is_special=False, note={})

    def days(self, first: date, number: int) -> list[Day]:
        """Tell the hours of some days, without those of which nothing is said."""
        days = (first + each * DAY for each in range(min(number, (LAST - first).days + 1)))
        return [found for each in days if (found := self.day(each))]

    def spans(self, day: date, chosen: Sequence[Values]) -> list[Span]:
        """Make the spans of a day, in their order."""
        times = [(each["opens"], each["closes"]) for each in chosen if each.get("opens") and each.get("closes")]
        return sorted((self.span(day, *each) for each in times), key=lambda span: span[2:])

    def span(self, day: date, opens: str, closes: str) -> Span:
        """Find the instants of a span: what does not close later than it opens closes on the next day."""
        ends = day if closes > opens else day + DAY
        return Span(opens, closes, self.instant(day, opens), self.instant(ends, closes))

    def instant(self, day: date, clock: str) -> datetime:
        """Find the instant at which clocks show a time of a day."""
        if clock == "24:00":
            day, clock = day + DAY, "00:00"
        shown = datetime.combine(day, time.fromisoformat(clock), self.zone)
        return from_microseconds(to_microseconds(shown)).astimezone(self.zone)

    def around(self, at: int) -> State:
        """Tell whether it is open at an instant, and between which instants around it that is known to stay so."""
        if not self.is_told(at):
            return State(None, at, at)
        today = from_microseconds(at).astimezone(self.zone).date()
        days = [today + number * DAY for number in range(-BEFORE, AHEAD)]
        found = [self.day(day) for day in days]
        spans = [
            (to_microseconds(span.opens_at), to_microseconds(span.closes_at))
            for each in found
            if each
            for span in each.spans
        ]
        midnights = [to_microseconds(self.instant(day, "00:00")) for day in days[BEFORE - 1 :]]
        silent = [edges for edges, each in zip(pairwise(midnights), found[BEFORE - 1 :], strict=False) if each is None]
        return state_in(spans, silent, midnights, at)

    def is_told(self, at: int) -> bool:
        """Tell whether an instant is within the days of which hours are told."""
        first, last = (to_microseconds(self.instant(day, "00:00")) for day in (FIRST, LAST))
        return first <= at < last


def state_in(spans: Sequence[Edges], silent: Sequence[Edges], midnights: Sequence[int], at: int) -> State:
    """Tell the state at an instant that lies between the first and the last of *midnights*, and how long it lasts.

    It is open in *spans*; in what is *silent* beside them nothing is said. What lies beyond is not known.
    """

    def state(instant: int) -> bool | None:
        if any(opens <= instant < closes for opens, closes in spans):
            return True
        return None if any(begins <= instant < ends for begins, ends in silent) else False

    first, last = midnights[0], midnights[-1]
    inner = {edge for span in spans for edge in span if first < edge < last}
    edges, now = sorted({*midnights, *inner}), state(at)
    since = max((edge for edge in edges if first < edge <= at and state(edge - 1) != now), default=first)
    return State(now, since, next((edge for edge in edges if edge > at and state(edge) != now), last))


def last_on(special: Values) -> str:
    """Return the last day of special hours."""
    last: str = special.get("last_on") or special["first_on"]
    return last


def days_of(weekly: Values) -> set[int]:
    """List the days of the week that hours are of: on from the first, over the end of the week if need be."""
    first, last = NUMBERS[weekly["first_day"]], NUMBERS[weekly.get("last_day") or weekly["first_day"]]
    return {(first + number) % 7 for number in range((last - first) % 7 + 1)}
