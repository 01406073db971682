"""Fairness: what others wait while one client sends ten of the worst operations a second; part of `make attack`.

On 200,000 stories, on both databases, with default settings, gunicorn alone and behind nginx. The others ask for the
homepage, which is cached, for `/livez`, and for schools by names that nobody has asked for. Exits with 1 where a
bound is missed. Each client has an address of its own.
"""

import argparse
import http.client
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from statistics import quantiles

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from benchmarks import databases
from benchmarks.attack import serving
from benchmarks.attack_documents import DOCUMENTS
from benchmarks.attack_values import WIDE
from benchmarks.bench import HOMEPAGE, request

SCALE = 200_000
"""Stories of the database."""

ATTACKS_A_SECOND, SECONDS = 10, 20
CACHED_CLIENTS, PAUSE = 3, 0.02
"""Clients that ask for what is cached, and the seconds between an answer and the next request of a client."""

LONGEST_CACHED, LONGEST_LIVENESS = 50.0, 100.0
"""The bounds: milliseconds of the 95th percentile of cached answers, and of the slowest `/livez`."""

WAIT = 60.0
"""Seconds for an answer."""

Answer = tuple[int, bytes]


@dataclass
class Site:
    """A server that is asked by clients with addresses of their own."""

    port: int

    def ask(self, client: int, path: str, body: bytes | None = None) -> Answer:
        """Send a request, by POST with a body; return the status and what came."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=WAIT, source_address=(f"127.0.0.{client}", 0)
        )
        try:
            headers = {"Content-Type": "application/json"} if body else {}
            connection.request("POST" if body else "GET", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


@dataclass
class Seen:
    """What one kind of request came to: the milliseconds of each, and how often which status or code came."""

    milliseconds: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def note(self, answer: Callable[[], Answer]) -> None:
        """Ask, and note what came."""
        started = time.perf_counter()
        status, body = answer()
        self.milliseconds.append((time.perf_counter() - started) * 1_000)
        self.outcomes[outcome(status, body)] += 1

    @property
    def p95(self) -> float:
        """The 95th percentile of the milliseconds."""
        return quantiles(self.milliseconds, n=20, method="inclusive")[-1]

    @property
    def is_answered(self) -> bool:
        """Tell whether all were answered without errors."""
        return set(self.outcomes) == {"answered"}

    def told(self) -> str:
        """Write the outcomes, the most frequent first."""
        return ", ".join(f"{number} {name}" for name, number in self.outcomes.most_common())


def outcome(status: int, body: bytes) -> str:
    """Name what a request came to: the code of its first error, or that it was answered."""
    errors = json.loads(body).get("errors", ())
    return str(errors[0]["extensions"]["code"]) if errors else "answered" if status == 200 else str(status)


def worst(number: int) -> list[bytes]:
    """Write the worst operations that the limits allow, with texts of their own."""
    given = "$w: NewsStoryFilter, $o: [NewsStoryOrder!], $at: DateTime"
    page = "newsStories(first: 20, where: $w, orderBy: $o, asOf: $at)"
    plain = f"query Q{number}({given}) {{ {page} {{ nodes {{ slug }} }} }}"
    counting = f"query Q{number}({given}) {{ {page} {{ totalCount nodes {{ slug }} }} }}"
    nested = f"query Q{number} {{ schools {{ nodes {{ newsStories(first: 3) {{ totalCount nodes {{ title }} }} }} }} }}"
    compared = next(each for each in DOCUMENTS if each.name == "in each other")
    return [
        request(counting, {"w": WIDE}),
        request(nested),
        request(plain, {"w": {"title": {"contains": f"nothing {number}"}}}),
        request(plain, {"at": "1901-01-01T00:00:00Z"}),
        request(plain, {"o": ["TITLE_DESC"]}),
        compared.make(number).body,
    ]


def attack(site: Site, seen: Seen, until: float) -> None:
    """Send the worst operations, so many a second whatever becomes of them."""
    kinds = cycle(range(len(worst(0))))
    with ThreadPoolExecutor(ATTACKS_A_SECOND * int(WAIT)) as pool:
        for number in count(time.time_ns()):
            if time.perf_counter() > until:
                return
            body = worst(number)[next(kinds)]
            pool.submit(seen.note, lambda body=body: site.ask(66, "/graphql", body))  # type: ignore[misc]
            time.sleep(1 / ATTACKS_A_SECOND)


def keep_asking(seen: Seen, ask: Callable[[], Answer], until: float) -> None:
    """Ask again and again."""
    while time.perf_counter() < until:
        seen.note(ask)
        time.sleep(PAUSE)


@dataclass
class Fairness:
    """What came of an attack for the attacker and the others."""

    attacker: Seen = field(default_factory=Seen)
    cached: Seen = field(default_factory=Seen)
    liveness: Seen = field(default_factory=Seen)
    new: Seen = field(default_factory=Seen)

    def missed(self) -> list[str]:
        """Name the bounds that are missed."""
        bounds = {
            "cached": self.cached.p95 > LONGEST_CACHED or not self.cached.is_answered,
            "livez": max(self.liveness.milliseconds) > LONGEST_LIVENESS or not self.liveness.is_answered,
        }
        return [name for name, is_missed in bounds.items() if is_missed]

    def row(self, engine: str, place: str) -> str:
        """Write a row of the table."""
        new = f"{self.new.p95:,.0f} ({self.new.outcomes['answered']} of {self.new.outcomes.total()})"
        slowest = f"{max(self.cached.milliseconds):.0f} | {max(self.liveness.milliseconds):.0f}"
        told, verdict = self.attacker.told(), ", ".join(self.missed()) or "OK"
        return f"| {engine} | {place} | {self.cached.p95:.1f} | {slowest} | {new} | {told} | {verdict} |"


HEAD = """| database | served | cached, p95 ms | at most | /livez at most, ms | new, p95 ms (answered) | the attacker got | |
| --- | --- | --: | --: | --: | --: | --- | --- |"""


def measure(site: Site, seconds: float) -> Fairness:
    """Attack, and ask meanwhile as others do."""
    found, numbers = Fairness(), count(time.time_ns())

    def cached() -> Answer:
        return site.ask(2, "/graphql", HOMEPAGE)

    def new() -> Answer:
        query = "query($slug: String!) { school(slug: $slug) { name } }"
        return site.ask(3, "/graphql", request(query, {"slug": f"s{next(numbers)}"}))

    for ask in (cached, cached, new):
        assert outcome(*ask()) == "answered"
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(CACHED_CLIENTS + 3) as pool:
        running = [pool.submit(attack, site, found.attacker, until)]
        running += [pool.submit(keep_asking, found.cached, cached, until) for _ in range(CACHED_CLIENTS)]
        running.append(pool.submit(keep_asking, found.liveness, lambda: site.ask(4, "/livez"), until))
        running.append(pool.submit(keep_asking, found.new, new, until))
        for each in running:
            each.result()
    return found


@contextmanager
def alone(url: str) -> Iterator[Site]:
    """Run gunicorn with one worker."""
    with serving(url) as server:
        yield Site(server.port)


@contextmanager
def behind_nginx(url: str) -> Iterator[Site]:
    """Run the deployed pair, gunicorn with two workers."""
    from deployed import deployed

    with deployed(url) as pair:
        for _ in range(20):  # until each worker has the homepage in its cache
            pair.post(json.loads(HOMEPAGE))
        yield Site(pair.port)


PLACES = {"alone": alone, "behind nginx": behind_nginx}


def main() -> int:
    """Attack, and print the table; return how the program exits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--places", nargs="*", default=[*PLACES], choices=[*PLACES])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    if not shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin"):
        print("not measured behind nginx: it is not installed")
        options.places = ["alone"]
    missed = 0
    print(HEAD, flush=True)
    for engine in options.databases:
        url = databases.address(engine, SCALE)
        for place in options.places:
            with PLACES[place](url) as site:
                found = measure(site, options.seconds)
            print(found.row(engine, place), flush=True)
            missed += bool(found.missed())
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
