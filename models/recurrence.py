"""Recurrence: on which days something happens again, by a rule of RFC 5545.

    FREQ=WEEKLY;BYDAY=TU,TH         every Tuesday and Thursday
    FREQ=MONTHLY;BYDAY=1FR;COUNT=6  the first Friday of six months

The rule is read by a library, and only where content is written: no reading depends on it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import dropwhile, islice, takewhile

from models.problems import refused
from models.reasons import reason

FORM = r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(;[A-Z]+=[A-Z0-9,+-]+)*"
"""What rules look like: nothing happens more often than once a day."""

MOST = 600
"""Occurrences that are looked at: more than one a day for 18 months."""

NO_RULE = "is no rule of recurrence, as {example}"


def require_rule(rule: str, first: datetime, place: str) -> None:
    """Raise `ContentRefused` for a rule that cannot be read, for what happens *first* at an instant."""
    from dateutil.rrule import rrulestr

    try:
        rrulestr(rule, dtstart=first)
    except (ValueError, KeyError, TypeError, IndexError):
        raise refused(place, reason(NO_RULE, example="FREQ=WEEKLY;BYDAY=TU,TH")) from None


def occurrences(rule: str, first: datetime, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield when something happens between two instants: as what happens *first*, at its time of day in its zone."""
    from dateutil.rrule import rrulestr

    found = rrulestr(rule, dtstart=first)
    ahead = dropwhile(lambda each: each <= after, found)
    return takewhile(lambda each: each < until, islice(ahead, MOST))
