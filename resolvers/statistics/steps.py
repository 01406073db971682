"""Steps of time: in which step a day lies, and the one that follows."""

from datetime import date, timedelta

from resolvers.statistics.keys import Step

MONTHS = {Step.YEAR: 12, Step.QUARTER: 3, Step.MONTH: 1}
DAYS = {Step.WEEK: 7, Step.DAY: 1}


def step_of(step: Step, day: date) -> str:
    """Name the step in which a day lies."""
    if step is Step.WEEKDAY:
        return str(day.isoweekday())
    if step is Step.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if step is Step.QUARTER:
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {Step.YEAR: 4, Step.MONTH: 7, Step.DAY: 10}[step]]


def begin_of(step: Step, day: date) -> date:
    """Return the first day of the step in which a day lies."""
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    if step is Step.DAY:
        return day
    months = MONTHS[step]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def next_begin(step: Step, begin: date) -> date:
    """Return the first day of the following step; raise `OverflowError` or `ValueError` beyond the last."""
    if step in DAYS:
        return begin + timedelta(days=DAYS[step])
    months = begin.year * 12 + begin.month - 1 + MONTHS[step]
    return date(months // 12, months % 12 + 1, 1)
