"""Warming: a worker runs the documents that it knows before it takes traffic, so that nobody waits for their plans."""

import logging
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

from delivery.execution.operations import Executor, Operation
from models.entry import database
from models.errors import SundialError

logger = logging.getLogger(__name__)

LONGEST = 4.0
"""Seconds after which no further document is run: a manifest may have thousands.

The project's own take 0.6 s of CPU time on SQLite.
"""

KINDS = (False, True)
"""Whether the answer is tagged, as those to GET are: each is a statement of its own."""

Known = tuple[str, Mapping[str, Any]]
"""A document, and the variables that it is run with."""


def warm(executor: Executor, pool: Any, known: Iterable[Known], *, revisions: bool) -> int:
    """Run documents on a database, with *revisions* as requests do; return how many.

    One that cannot be run with its variables is prepared. What fails, fails again for who asks.
    """
    ends, number = monotonic() + LONGEST, 0
    with database.entered(pool):
        for text, variables in known:
            if monotonic() > ends:
                break
            try:
                for is_tagged in KINDS:
                    executor.warm(Operation(text, variables, is_tagged=is_tagged), revisions=revisions)
                number += 1
            except SundialError as error:
                logger.warning("%s", error)
    return number
