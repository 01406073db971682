"""Measuring servers: one at a time is asked for a while, all take turns, and each is charged its CPU time."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil

CONNECTIONS = 4
"""Clients at a time: with one, the server would sleep between requests and wake with cold caches, which on this kind
of machine doubles what a request costs."""

PROJECT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Find a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Subject:
    """A server under measurement, and the request that it is sent: a body by POST, or a query string by GET.

    Where it *varies*, a member of `extensions`, which means nothing, is another in each body: it is one of so many
    *distinct* in turn, or no body is sent twice.
    """

    name: str
    url: str
    body: bytes
    pids: Callable[[], Iterable[int]]
    query: str = ""
    varies: bool = False
    distinct: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    rounds: list[tuple[float, float]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(time.time_ns()))

    def ask(self, connection: http.client.HTTPConnection) -> bytes:
        """Send the request; return the answer's body."""
        self.send(connection)
        response = connection.getresponse()
        answer = response.read()
        assert response.status == self.status, (self.name, response.status, answer[:500])
        return answer

    def send(self, connection: http.client.HTTPConnection) -> None:
        """Send the request."""
        path = urlsplit(self.url).path
        if self.query:
            connection.request("GET", f"{path}?{self.query}", headers=self.headers)
        else:
            connection.request("POST", path, self.next_body(), {"Content-Type": "application/json", **self.headers})

    def next_body(self) -> bytes:
        """Return the body of the next request."""
        if not self.varies:
            return self.body
        number = next(self.numbers) % (self.distinct or sys.maxsize)
        return self.body.removesuffix(b"}") + b', "extensions": {"n": %d}}' % number

    def entity_tag(self) -> str:
        """Ask once; return the entity tag of the answer."""
        connection = self.connect()
        self.send(connection)
        return str(connection.getresponse().headers["ETag"])

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection that is kept."""
        parts = urlsplit(self.url)
        return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)

    def measure(self, seconds: float) -> None:
        """Ask for so many seconds over several connections; note requests a second and CPU seconds a thousand."""
        before, started = cpu_seconds(self.pids()), time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            requests = sum(pool.map(self.keep_asking, [started + seconds] * CONNECTIONS))
        elapsed = time.perf_counter() - started
        self.rounds.append((requests / elapsed, (cpu_seconds(self.pids()) - before) / requests * 1_000))

    def keep_asking(self, until: float) -> int:
        """Ask over one connection until a moment; return how often."""
        connection, requests = self.connect(), 0
        while time.perf_counter() < until:
            self.ask(connection)
            requests += 1
        connection.close()
        return requests

    def throughput(self) -> float:
        """Return the median of requests a second."""
        return median(rate for rate, _ in self.rounds)

    def cpu(self) -> float:
        """Return the median of CPU seconds for 1,000 requests, server and database together."""
        return median(cost for _, cost in self.rounds)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Add up the CPU time of processes and their children, dead ones included."""
    total, seen = 0.0, set()
    for pid in pids:
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            if process.pid not in seen:
                seen.add(process.pid)
                try:
                    total += sum(process.cpu_times()[:2])
                except psutil.NoSuchProcess:
                    continue
    return total


def take_turns(subjects: list[Subject], rounds: int, seconds: float) -> None:
    """Measure all in interleaved rounds."""
    for number in range(rounds):
        for subject in subjects:
            subject.measure(seconds)
        print(f"round {number + 1} of {rounds} done", file=sys.stderr, flush=True)


@dataclass
class Gunicorn:
    """One gunicorn with one worker, serving an application of a *checkout*; as it is set up there but for *options*."""

    app: str
    environment: dict[str, str]
    checkout: Path = PROJECT
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)

    def start(self) -> "Gunicorn":
        """Start it and wait until it answers."""
        environment = {**os.environ, **self.environment, "PORT": str(self.port), "WEB_CONCURRENCY": "1"}
        command = [sys.executable, "-m", "gunicorn", "--log-level", "warning", *self.options, self.app]
        output = subprocess.DEVNULL
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=self.checkout, env=environment, stdout=output)
        while not self.answers():
            assert self.process.poll() is None, f"{self.app} did not start"
            time.sleep(0.02)
        self.start_up = time.perf_counter() - self.started
        return self

    def answers(self) -> bool:
        """Tell whether it answers a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            body = json.dumps({"query": "{ __typename }"})
            connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    @property
    def url(self) -> str:
        """The address that takes operations."""
        return f"http://127.0.0.1:{self.port}/graphql"

    def pids(self) -> list[int]:
        """List the process; its worker is a child."""
        return [self.process.pid]

    def resident(self) -> float:
        """Return the resident memory of the worker, in MiB."""
        return max(child.memory_info().rss for child in psutil.Process(self.process.pid).children()) / 2**20

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)
