"""How much of a bare Flask handler's speed Sundial has: `make bench`; and, `--beside CHECKOUT`, of another checkout's.

One gunicorn worker each, set up as by `make serve`, on SQLite or PostgreSQL, asked in turns over kept connections.
The floor is a handler in a worker of one thread that returns the same bytes. Every answer is checked before anything
is measured.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import b36
from benchmarks.databases import DATA, PROJECT, postgresql_address, postgresql_pid, run
from benchmarks.measuring import Gunicorn, Subject, take_turns
from delivery.execution.documents import document
from delivery.execution.hashing import hash_of

AT = {"asOf": "2026-01-02T09:00:00+08:00"}
BY_HASH = urlencode({"documentId": f"sha256:{hash_of(document('homepage'))}", "variables": json.dumps(AT)})
STORY = 'query($asOf: DateTime) { newsStory(slug: "new-medical-school", asOf: $asOf) { slug title body publishedOn } }'
UNCACHED = {"SUNDIAL_CACHE": "0"}


@dataclass(frozen=True)
class Case:
    """An operation on a *database*, under *settings*.

    Where it *varies*, each request is another one, of so many *distinct* in turn if that is given.
    """

    name: str
    database: str
    body: bytes
    settings: dict[str, str] = field(default_factory=dict)
    query: str = ""
    varies: bool = False
    distinct: int | None = None
    is_modified: bool = True


def database(name: str, checkout: Path = PROJECT, engine: str = "sqlite") -> str:
    """Return the address of a checkout's database, `b36` or `homepage`, filled when first asked for."""
    data = checkout / DATA.relative_to(PROJECT)
    data.mkdir(parents=True, exist_ok=True)
    url, mark = f"sqlite:///{data / name}.db", data / f"{name}.made"
    if engine == "postgresql":
        url = postgresql_address(f"{name}_of_{checkout.resolve().name}")
        mark = data / f"{name}-postgresql.made"
    run(url, "migrate", checkout=checkout)
    if not mark.exists():
        FILL[name](url, checkout)
        mark.touch()
    return url


def fill_b36(url: str, checkout: Path = PROJECT) -> None:
    """Load the content of B36."""
    b36.write_files(DATA / "b36-content")
    run(url, "content", "load", str(DATA / "b36-content"), checkout=checkout)


def fill_homepage(url: str, checkout: Path) -> None:
    """Load the homepage's content."""
    run(url, "content", "load", checkout=checkout)


FILL: dict[str, Callable[[str, Path], None]] = {"b36": fill_b36, "homepage": fill_homepage}


def request(query: str, variables: dict[str, Any] | None = None) -> bytes:
    """Write an operation as the body of a request."""
    return json.dumps({"query": query, "variables": variables or {}}).encode()


NESTED, HOMEPAGE = request(b36.QUERY), request(document("homepage"), AT)

CASES = (
    Case("homepage, each different", "homepage", HOMEPAGE, varies=True),
    Case("homepage, 10,000 in turn", "homepage", HOMEPAGE, varies=True, distinct=10_000),
    Case("homepage, 500 in turn", "homepage", HOMEPAGE, varies=True, distinct=500),
    Case("homepage, 10 in turn", "homepage", HOMEPAGE, varies=True, distinct=10),
    Case("B36, each different", "b36", NESTED, varies=True),
    Case("one entry, each different", "homepage", request(STORY, AT), varies=True),
    Case("homepage, cache off", "homepage", HOMEPAGE, UNCACHED),
    Case("B36, cache off", "b36", NESTED, UNCACHED),
    Case("one entry, cache off", "homepage", request(STORY, AT), UNCACHED),
    Case("homepage by its hash, cached", "homepage", HOMEPAGE, query=BY_HASH),
    Case("homepage by its hash, not modified", "homepage", HOMEPAGE, query=BY_HASH, is_modified=False),
)
"""All but those with the cache off run in the default configuration; with it off, the same request is sent again."""


def start(case: Case, checkout: Path, engine: str) -> tuple[Gunicorn, Subject, bytes]:
    """Serve a case from a checkout; return its answer as well, which must be right."""
    settings = {"SUNDIAL_DATABASE_URL": database(case.database, checkout, engine), **case.settings}
    server = Gunicorn("server:create_app()", settings, checkout).start()
    database_pids = [postgresql_pid()] if engine == "postgresql" else []
    subject = Subject(
        case.name,
        server.url,
        case.body,
        lambda: [*server.pids(), *database_pids],
        case.query,
        case.varies,
        case.distinct,
    )
    answer = subject.ask(subject.connect())
    check(case.name, json.loads(answer))
    if not case.is_modified:
        subject.headers, subject.status = {"If-None-Match": subject.entity_tag()}, 304
    return server, subject, answer


def start_floor(case: Case, answer: bytes, number: int) -> tuple[Gunicorn, Subject]:
    """Serve the bytes of an answer from a bare Flask handler."""
    path = DATA / f"floor-{number}.json"
    path.write_bytes(answer)
    settings = {"FLOOR_BODY": str(path), "SUNDIAL_DATABASE_URL": database(case.database)}
    server = Gunicorn("benchmarks.apps:floor()", settings, options=("--threads", "1")).start()
    return server, Subject(f"floor of {case.name}", server.url, case.body, server.pids, case.query, case.varies)


@contextmanager
def serve(cases: list[Case], engine: str, beside: Path | None) -> Iterator[list[list[Subject]]]:
    """Serve each case from here, from its floor and, if told, from another checkout; end all afterwards."""
    servers: list[Gunicorn] = []
    subjects: list[list[Subject]] = []
    try:
        for number, case in enumerate(cases):
            own, subject, answer = start(case, PROJECT, engine)
            servers.append(own)
            floor, bare = start_floor(case, answer, number)
            servers.append(floor)
            subjects.append([subject, bare])
            if beside:
                other, another, _ = start(case, beside, engine)
                servers.append(other)
                subjects[-1].append(another)
        yield subjects
        print(f"\nresident memory of a worker {servers[0].resident():.0f} MiB, start-up {servers[0].start_up:.2f} s")
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


def ratio(subject: Subject, reference: Subject) -> str:
    """Write how many requests a second a subject answered for each of a reference's, round by round."""
    ratios = sorted(ours[0] / other[0] for ours, other in zip(subject.rounds, reference.rounds, strict=True))
    return f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"


def report(subjects: list[list[Subject]]) -> None:
    """Print the ratios to the floor, and to the other checkout, and what they are ratios of."""
    print(f"\n{'':36} {'to the floor':>18} {'requests/s':>11} {'CPU s/1,000':>12} {'to the other':>18} {'CPU s':>6}")
    for subject, floor, *others in subjects:
        line = f"{subject.name:36} {ratio(subject, floor):>18} {subject.throughput():11.0f} {subject.cpu():12.2f}"
        for other in others:
            line += f" {ratio(subject, other):>18} {other.cpu():6.2f}"
        print(line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", default="", help="measure those whose names have this text")
    parser.add_argument("--beside", type=Path, help="another checkout, measured in the same turns")
    options = parser.parse_args()
    cases = [case for case in CASES if options.only in case.name]
    with serve(cases, options.engine, options.beside and options.beside.resolve()) as subjects:
        take_turns([each for several in subjects for each in several], options.rounds, options.seconds)
        report(subjects)


if __name__ == "__main__":
    main()
