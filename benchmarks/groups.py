"""How long groups and histories take, and how they grow: `python benchmarks/groups.py --large 100000`.

Each operation runs in process on databases of two sizes, of both kinds. Medians of the CPU that it takes are printed,
with that of PostgreSQL, the ratio of the large to the small, and the cost; with `--plans` the plan of each statement.
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.clocks import taken
from benchmarks.databases import address
from delivery.execution.operations import Operation
from delivery.services import services
from models.entry import database as current
from server import create_app

KEYS = "{ totalCount nodes { count share keys { value label } } }"
OPERATIONS = {
    "stories by month": f"{{ newsStories {{ groups(by: [PUBLISHED_ON_MONTH]) {KEYS} }} }}",
    "stories by month, filled": f"{{ newsStories {{ groups(by: [PUBLISHED_ON_MONTH], fill: true) {KEYS} }} }}",
    "stories by school": f"{{ newsStories {{ groups(by: [SCHOOLS]) {KEYS} }} }}",
    "stories by goal": f"{{ newsStories {{ groups(by: [SDGS]) {KEYS} }} }}",
    "stories by school and goal": f"{{ newsStories {{ groups(by: [SCHOOLS, SDGS]) {KEYS} }} }}",
    "stories by language": f"{{ newsStories {{ groups(by: [TITLE_LANGUAGE]) {KEYS} }} }}",
    "stories of a year by month": (
        '{ newsStories(where: {publishedOn: {gte: "2024-01-01", lt: "2025-01-01"}}) '
        f"{{ groups(by: [PUBLISHED_ON_MONTH]) {KEYS} }} }}"
    ),
    "stories of each school by year": (
        f"{{ schools {{ nodes {{ newsStories {{ groups(by: [PUBLISHED_ON_YEAR]) {KEYS} }} }} }} }}"
    ),
    "events by month": f"{{ events {{ groups(by: [STARTS_AT_MONTH]) {KEYS} }} }}",
    "120 months of history": (
        '{ newsStories { history(by: MONTH, from: "2016-01-01T00:00:00Z", until: "2025-12-31T00:00:00Z") '
        "{ value count } } }"
    ),
}


class Subject:
    """One database."""

    def __init__(self, engine: str, scale: int) -> None:
        self.url = address(engine, scale)
        settings = {"SUNDIAL_STATEMENT_TIMEOUT": "60", "SUNDIAL_MAX_COST": str(10**9)}
        self.services = services(create_app({"SUNDIAL_DATABASE_URL": self.url, **settings}))

    def run(self, operation: Operation) -> dict[str, Any]:
        """Answer an operation on this database."""
        with current.entered(self.services.database):
            answer: dict[str, Any] = json.loads(self.services.executor.run(operation).body)
        assert "errors" not in answer, answer["errors"]
        return answer

    def plan(self, operation: Operation) -> list[str]:
        """Return the lines of the plan of an operation's statement."""
        database, issued = self.services.database, list[tuple[str, Any]]()
        fetch = database.fetch_row

        def noting(text: str, values: Any) -> Any:
            issued.append((text, values))
            return fetch(text, values)

        database.fetch_row = noting
        self.run(operation)
        database.fetch_row = fetch
        text, values = issued[-1]
        with current.entered(database):
            if database.kind == "sqlite":
                return [row[3] for row in current.execute_sql(f"EXPLAIN QUERY PLAN {text}", values)]
            with database.connection().cursor() as cursor:
                cursor.execute(f"EXPLAIN (GENERIC_PLAN, COSTS OFF) {text}")
                return [line for (line,) in cursor.fetchall()]


def measured(subject: Subject, operation: Operation, repeats: int) -> float:
    """Return the median of the milliseconds of CPU that an operation takes."""
    with current.entered(subject.services.database):
        subject.run(operation)
        return median(taken(lambda: subject.run(operation)).worked for _ in range(repeats))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--engines", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--plans", action="store_true")
    given = parser.parse_args()
    for engine in given.engines:
        small, large = (Subject(engine, scale) for scale in (given.small, given.large))
        print(f"\n{engine:40} {given.small:>10,} {given.large:>10,} {'ratio':>7} {'cost':>8}")
        for name, text in OPERATIONS.items():
            operation = Operation(text)
            times = [measured(each, operation, given.repeats) for each in (small, large)]
            cost = large.run(operation)["extensions"]["cost"]
            print(f"{name:40} {times[0]:>8.1f}ms {times[1]:>8.1f}ms {times[1] / times[0]:>7.1f} {cost:>8,}", flush=True)
            if given.plans:
                print(*(f"    {line}" for line in large.plan(operation)), sep="\n")


if __name__ == "__main__":
    main()
