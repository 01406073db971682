"""How much of a bare Flask handler's speed Sundial keeps: `make bench`.

One gunicorn worker each, on SQLite, asked in turns over kept connections. The floor is a handler
that returns the same bytes. Every answer is checked before anything is measured.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import b36
from benchmarks.databases import DATA, run
from benchmarks.measuring import Gunicorn, Subject, take_turns
from delivery.execution.documents import document, hash_of
from delivery.execution.operations import Operation
from server import create_app

AT = {"asOf": "2026-01-02T09:00:00+08:00"}
BY_HASH = urlencode({"documentId": f"sha256:{hash_of(document('homepage'))}", "variables": json.dumps(AT)})
STORY = 'query($asOf: DateTime) { newsStory(slug: "new-medical-school", asOf: $asOf) { slug title body publishedOn } }'


def database(name: str, fill: Callable[[str], None]) -> str:
    """Return the address of a SQLite database, filled when first asked for."""
    DATA.mkdir(parents=True, exist_ok=True)
    url, mark = f"sqlite:///{DATA / name}.db", DATA / f"{name}.made"
    run(url, "migrate")
    if not mark.exists():
        fill(url)
        mark.touch()
    return url


def fill_b36(url: str) -> None:
    """Load the content of B36."""
    b36.write_files(DATA / "b36-content")
    run(url, "content", "load", str(DATA / "b36-content"))


def request(query: str, variables: dict[str, Any] | None = None) -> bytes:
    """Write an operation as the body of a request."""
    return json.dumps({"query": query, "variables": variables or {}}).encode()


def in_process(url: str, operation: Operation, runs: int = 200) -> float:
    """Measure one operation without HTTP: the median in milliseconds."""
    executor = create_app({"SUNDIAL_DATABASE_URL": url}).extensions["executor"]
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        executor.run(operation)
        times.append((time.perf_counter() - started) * 1_000)
    return median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", default="", help="measure those whose names have this text")
    options = parser.parse_args()
    nested = database("b36", fill_b36)
    pages = database("homepage", lambda url: run(url, "content", "load"))
    homepage = request(document("homepage"), AT)
    cases = [
        ("B36", "benchmarks.apps:uncached()", nested, request(b36.QUERY)),
        ("B36, read anew each time", "benchmarks.apps:unread()", nested, request(b36.QUERY)),
        ("B36, stock executor", "benchmarks.apps:stock()", nested, request(b36.QUERY)),
        ("homepage", "benchmarks.apps:uncached()", pages, homepage),
        ("homepage, read anew each time", "benchmarks.apps:unread()", pages, homepage),
        ("homepage, stock executor", "benchmarks.apps:stock()", pages, homepage),
        ("one entry by slug", "benchmarks.apps:uncached()", pages, request(STORY, AT)),
        ("homepage by its hash, kept", "server:create_app()", pages, homepage),
        ("homepage by its hash, not modified", "server:create_app()", pages, homepage),
    ]
    servers: list[Gunicorn] = []
    subjects: list[tuple[Subject, Subject]] = []
    try:
        for name, app, url, body in [case for case in cases if options.only in case[0]]:
            server = Gunicorn(app, {"SUNDIAL_DATABASE_URL": url}).start()
            servers.append(server)
            query = BY_HASH if "by its hash" in name else ""
            subject = Subject(name, server.url, body, server.pids, query)
            answer = subject.ask(subject.connect())
            check(name, json.loads(answer))
            if name.endswith("not modified"):
                subject.headers, subject.status = {"If-None-Match": subject.entity_tag()}, 304
            path = DATA / f"floor-{len(servers)}.json"
            path.write_bytes(answer)
            bare = Gunicorn("benchmarks.apps:floor()", {"FLOOR_BODY": str(path), "SUNDIAL_DATABASE_URL": url}).start()
            servers.append(bare)
            subjects.append((subject, Subject(f"floor of {name}", bare.url, body, bare.pids, query)))
        take_turns([each for pair in subjects for each in pair], options.rounds, options.seconds)
        report(subjects)
        print(f"\nin process: B36 {in_process(nested, Operation(b36.QUERY)):.2f} ms, ", end="")
        print(f"homepage {in_process(pages, Operation(document('homepage'), AT)):.2f} ms")
        print(f"resident memory of a worker {servers[0].resident():.0f} MiB, start-up {servers[0].start_up:.2f} s")
    finally:
        for server in servers:
            server.stop()


def check(name: str, answer: dict[str, Any]) -> None:
    """Refuse to measure an answer that is not complete."""
    assert "errors" not in answer, answer
    if name.startswith("B36"):
        assert b36.leaves(answer["data"]) == b36.LEAVES
    if name.startswith("homepage"):
        assert len(answer["data"]["homepage"]["sdgs"]["items"]) == 17


def report(subjects: list[tuple[Subject, Subject]]) -> None:
    """Print the ratios to the floor, round by round in turns, and what they are ratios of."""
    print(f"\n{'':36} {'ratio to the floor':>24} {'requests/s':>11} {'floor':>7} {'CPU s/1,000':>12} {'floor':>6}")
    for subject, bare in subjects:
        ratios = sorted(ours[0] / floor[0] for ours, floor in zip(subject.rounds, bare.rounds, strict=True))
        shown = f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
        print(
            f"{subject.name:36} {shown:>24} {subject.throughput():11.0f} {bare.throughput():7.0f} "
            f"{subject.cpu():12.2f} {bare.cpu():6.2f}"
        )


if __name__ == "__main__":
    main()
