"""Sends mutated requests to the application, in this process, and counts what comes of them: `make mutations`.

Every answer must be JSON, of a status below 500, and nothing may be written to the log. Exits with 1 otherwise.
"""

import argparse
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask.testing import FlaskClient

from benchmarks import databases
from benchmarks.mutating import mutated, seeds
from server import create_app


class Complaints(logging.Handler):
    """Gathers what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with its exception."""
        self.lines.append(logging.Formatter().format(record))


@dataclass
class Tally:
    """What came of requests: how many by status and code, and those that went wrong."""

    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    wrong: list[tuple[bytes, str]] = field(default_factory=list)

    def add(self, body: bytes, status: int, answer: bytes, complaints: list[str]) -> None:
        """Count an answer."""
        try:
            errors = json.loads(answer).get("errors") or [{"extensions": {"code": "-"}}]
            self.counts[status, errors[0]["extensions"]["code"]] += 1
            is_wrong = status >= 500 or any(error["extensions"]["code"] == "INTERNAL_SERVER_ERROR" for error in errors)
        except (ValueError, KeyError, AttributeError) as error:
            is_wrong, complaints = True, [*complaints, repr(error)]
        if is_wrong or complaints:
            self.wrong.append((body, f"{status} {answer[:200]!r} {' '.join(complaints)[-2_000:]}"))


def bodies(seed: int, number: int) -> Iterator[bytes]:
    """Make so many mutated bodies; the same seed makes the same."""
    random, originals = Random(seed), seeds()
    for _ in range(number):
        yield mutated(random.choice(originals), random)


def send(client: FlaskClient, seed: int, number: int) -> Tally:
    """Send mutated bodies to an application."""
    tally, complaints = Tally(), Complaints()
    logging.getLogger().addHandler(complaints)
    try:
        for body in bodies(seed, number):
            response = client.post("/graphql", data=body, content_type="application/json")
            tally.add(body, response.status_code, response.data, complaints.lines)
            complaints.lines = []
    finally:
        logging.getLogger().removeHandler(complaints)
    return tally


def report(name: str, tally: Tally, seconds: float) -> None:
    """Print what came of it."""
    total = sum(tally.counts.values())
    print(f"\n{name}: {total:,} requests, {total / seconds:,.0f} a second, {len(tally.wrong)} wrong")
    for (status, code), number in tally.counts.most_common():
        print(f"  {status} {code:28} {number:>8,}")
    for body, why in tally.wrong[:5]:
        print(f"  WRONG {body!r}\n        {why}")


def main() -> int:
    """Send them on each database; return how the program exits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=50_000, help="requests on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="*", default=["sqlite", "postgresql"])
    given: Any = parser.parse_args()
    wrong = 0
    for engine in given.engines:
        app = create_app({"SUNDIAL_DATABASE_URL": databases.address(engine, 0), "SUNDIAL_REQUEST_LOG": "off"})
        started = time.perf_counter()
        tally = send(app.test_client(), given.seed, given.number)
        report(engine, tally, time.perf_counter() - started)
        wrong += len(tally.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
