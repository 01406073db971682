"""Looks for cheap operations that are slow work: `make slow-work`.

Random operations run in one process on a database of 200,000 stories, those that the default limit allows. Each that
takes more than 100 ms of CPU (on PostgreSQL, with its backend) is run again, and told if it still does, with its cost.
Exits with 1 if there is one. The same seed on the same content asks the same.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.clocks import cpu
from benchmarks.databases import address
from benchmarks.slow_documents import Writer
from delivery.execution.operations import Operation
from delivery.services import services
from models.entry import database as current
from server import create_app

SLOW = 100.0
"""Milliseconds that an operation may take."""


class Search:
    """A search on one database."""

    def __init__(self, engine: str, scale: int, seed: int) -> None:
        self.services = services(create_app({"SUNDIAL_DATABASE_URL": address(engine, scale)}))
        self.executor = self.services.executor
        self.writer = Writer(self.executor.schema._schema, Random(seed))
        self.counts: Counter[str] = Counter()
        self.slowest: list[tuple[float, int, str]] = []

    def step(self) -> bool:
        """Write an operation and run it; tell whether it is slow."""
        text = self.writer.operation()
        with current.entered(self.services.database):
            taken, cost, code = self.run(text)
            self.counts[code] += 1
            if code != "answered":
                return False
            if taken > SLOW:
                taken = min(taken, *(self.run(text)[0] for _ in range(3)))
        self.slowest = sorted([*self.slowest, (taken, cost, text)], reverse=True)[:10]
        return taken > SLOW

    def run(self, text: str) -> tuple[float, int, str]:
        """Answer an operation; return its milliseconds, its cost, and the code of what was wrong."""
        started = cpu()
        body = json.loads(self.executor.run(Operation(text)).body)
        taken = (cpu() - started) * 1_000
        codes = [error["extensions"]["code"] for error in body.get("errors", ())]
        return taken, body.get("extensions", {}).get("cost", 0), codes[0] if codes else "answered"


def main() -> int:
    """Search, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--scale", type=int, default=200_000)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    search = Search(options.engine, options.scale, options.seed)
    slow = sum(search.step() for _ in range(options.operations))
    print(f"{options.operations:,} operations on {options.engine}: {dict(search.counts)}")
    print(f"{slow} took more than {SLOW:.0f} ms; the slowest:")
    for taken, cost, text in search.slowest:
        print(f"{taken:8.1f} ms  cost {cost:6}  {text}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
