"""Clocks for operations in process: the time that passes, and the CPU that they take, with that of PostgreSQL."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from models.entry import database


class Taken(NamedTuple):
    """The milliseconds from an operation to its answer, and those of CPU."""

    passed: float
    worked: float


def cpu() -> float:
    """Return the CPU seconds of this process and, on PostgreSQL, of the one that answers it, on this machine."""
    if database.kind == "sqlite":
        return time.process_time()
    pid = database.connection().info.backend_pid
    nanoseconds, *_ = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()
    return time.process_time() + int(nanoseconds) / 1e9


def taken(run: Callable[[], object]) -> Taken:
    """Run something on the database that is entered, and say what it takes."""
    worked, started = cpu(), time.perf_counter()
    run()
    passed = time.perf_counter() - started
    return Taken(passed * 1_000, (cpu() - worked) * 1_000)
