"""Acting: one transaction, whose refusals by the database are problems as all others are."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from models.database import writing
from models.entry import database
from models.faults import driver_error
from models.problems import ContentRefused, Problem
from models.reasons import reason

REFUSALS = {
    "clashing_spans": Problem("live_from", reason("another edition is live at the same time"), "OVERLAP"),
    "clashing_drafts": Problem("live_from", reason("the entry has a draft already"), "OVERLAP"),
    "empty_span": Problem("live_until", reason("must be after live_from")),
}
"""What the rules of `models/guards.py` say, by their names."""

FIELD_REFUSALS = {
    "missing_": (reason("is required"), "REQUIRED"),
    "clashing_": (reason("another entry has it at the same time"), "SLUG_TAKEN"),
}
"""What those of single fields say, by what their names begin with."""


def now() -> int:
    """Return the instant that is now, in microseconds."""
    return time.time_ns() // 1_000


@contextmanager
def acting() -> Iterator[None]:
    """Write all that is inside or nothing; raise `ContentRefused` for what the database refuses."""
    try:
        with writing():
            yield
            database.check_constraints()
    except (peewee.IntegrityError, peewee.OperationalError) as error:
        if (problem := refusal(error)) is None:
            raise
        raise ContentRefused([problem]) from None


def refusal(error: Exception) -> Problem | None:
    """Say what a guard has refused; None for an error that is not a guard's."""
    rule = str(driver_error(error)).partition("\n")[0].strip()
    if rule in REFUSALS:
        return REFUSALS[rule]
    kinds = FIELD_REFUSALS.items()
    return next((Problem(rule.removeprefix(start), *said) for start, said in kinds if rule.startswith(start)), None)
