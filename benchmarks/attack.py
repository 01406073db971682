"""Attacks a real server, and holds what each attack costs against bounds: `make attack`, or with `--postgresql`.

One gunicorn with one worker and default settings, on the fixtures. Every variant of an attack has a text of its own.
Exits with 1 if a bound is missed.
"""

import argparse
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import attack_floods, databases
from benchmarks.attack_floods import FLOODS, flooded
from benchmarks.attacking import Attack
from benchmarks.attacks import ATTACKS
from benchmarks.measuring import PROJECT, free_port
from delivery.observing.line_writer import PAUSE

ROUNDS, VARIANTS = 3, 8
"""Rounds, of which the cheapest counts, and requests of a round: the clock of a process ticks in 10 ms."""

LARGEST, MILLISECONDS, MEGABYTES, LOGGED = 2_000, 100.0, 10.0, 2_000
"""The bounds: bytes of a refusal, CPU, resident memory and bytes of log of one request."""

MOST_RESIDENT = 800
"""Megabytes that the worker may have resident at any time: what `docs/security.md` states."""

WAIT = 60.0
"""Seconds for an answer, while others are answered."""


@dataclass
class Server:
    """A gunicorn under attack."""

    port: int
    worker: psutil.Process
    log: Path

    def send(self, text: bytes) -> tuple[int, bytes]:
        """Send a request; return the status, 0 for none, and the body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=WAIT) as connection:
            with suppress(OSError):  # it answers, and closes, before it has read what is too much
                connection.sendall(closing(text))
                connection.shutdown(socket.SHUT_WR)
            return parsed(received(connection))

    def cpu(self) -> float:
        """Return the CPU seconds of the worker."""
        times = self.worker.cpu_times()
        return float(times.user + times.system)

    def resident(self) -> int:
        """Return the resident bytes of the worker."""
        return int(self.worker.memory_info().rss)


def closing(text: bytes) -> bytes:
    """Ask for the connection to be closed."""
    line, _, rest = text.partition(b"\r\n")
    return line + b"\r\nConnection: close\r\n" + rest


def received(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    pieces = []
    with suppress(OSError):
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def parsed(response: bytes) -> tuple[int, bytes]:
    """Split a response into its status and its body."""
    head, _, body = response.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return (int(words[1]) if len(words) > 1 and words[1].isdigit() else 0), body


@dataclass
class Measured:
    """What came of an attack: the last status and code, and for one request the largest answer, and what it cost."""

    attack: Attack
    status: int
    code: str
    size: int
    milliseconds: float
    megabytes: float
    logged: float
    has_form: bool

    @property
    def ended_by_gunicorn(self) -> bool:
        """Tell whether the application never heard of it."""
        return self.attack.status == 0

    @property
    def is_excused(self) -> bool:
        """Tell whether what is missed is known, and nothing that is worse than slow."""
        return bool(self.attack.excused) and self.missed() == ["CPU"]

    def missed(self) -> list[str]:
        """Name the bounds that are missed."""
        may_be_large = self.attack.may_be_large and not self.code
        bounds = {
            "status": not self.ended_by_gunicorn and self.status != self.attack.status,
            "code": self.code != self.attack.code,
            "form": not self.has_form and not self.ended_by_gunicorn,
            "size": self.size > LARGEST and not may_be_large and not self.ended_by_gunicorn,
            "CPU": self.milliseconds > MILLISECONDS,
            "memory": self.megabytes > MEGABYTES,
            "log": self.logged > LOGGED,
            "500": self.status >= 500,
        }
        return [name for name, is_missed in bounds.items() if is_missed]

    def row(self) -> str:
        """Write a row of the table."""
        answer = self.code or ("answered" if not self.ended_by_gunicorn else "by gunicorn")
        verdict = ", ".join(self.missed()) or "OK"
        verdict += f": {self.attack.excused}" if self.is_excused else ""
        figures = f"{self.size:,} | {self.milliseconds:.1f} | {self.megabytes:.2f} | {self.logged:.0f}"
        return f"| {self.attack.family} | {self.attack.name} | {self.status} | {answer} | {figures} | {verdict} |"


HEAD = """| family | attack | status | code | bytes | CPU ms | MB | log | |
| --- | --- | --: | --- | --: | --: | --: | --: | --- |"""


def code_of(status: int, body: bytes) -> tuple[str, bool]:
    """Return the code of an answer's first error, and whether a refusal has the form that all have."""
    try:
        errors = json.loads(body).get("errors", ()) if body else ()
        codes = [error["extensions"]["code"] for error in errors if isinstance(error["message"], str)]
    except (ValueError, AttributeError, KeyError, TypeError):
        return "", False
    return (codes[0] if codes else ""), bool(codes) or status in (200, 304)


def measure(server: Server, attack: Attack) -> Measured:
    """Send an attack: once to warm up, then in rounds."""
    server.send(attack.make(0).bytes())
    time.sleep(2 * PAUSE)  # until its line is written
    size, cheapest, number = 0, float("inf"), 1
    rounds, variants = (1, attack.variants) if attack.variants > VARIANTS * ROUNDS else (ROUNDS, VARIANTS)
    resident, logged = server.resident(), server.log.stat().st_size
    status, code, has_form = 0, "", True
    for _ in range(rounds):
        before = server.cpu()
        for _ in range(variants):
            status, body = server.send(attack.make(number).bytes())
            code, is_formed = code_of(status, body)
            number, size, has_form = number + 1, max(size, len(body)), has_form and is_formed
        cheapest = min(cheapest, (server.cpu() - before) / variants)
    time.sleep(2 * PAUSE)
    sent = rounds * variants
    grown, written = server.resident() - resident, server.log.stat().st_size - logged
    return Measured(attack, status, code, size, cheapest * 1_000, grown / sent / 1e6, written / sent, has_form)


@contextmanager
def serving(url: str, **settings: str) -> Iterator[Server]:
    """Run gunicorn on a database, with default settings but these, and its log in a file."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUNDIAL_")}
    environment |= {"SUNDIAL_DATABASE_URL": url, "PORT": str(port), "WEB_CONCURRENCY": "1", **settings}
    with tempfile.NamedTemporaryFile() as log:
        command = [sys.executable, "-m", "gunicorn"]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            yield started(process, port, Path(log.name))
        finally:
            process.terminate()
            process.wait(20)


def started(process: "subprocess.Popen[bytes]", port: int, log: Path) -> Server:
    """Wait until the server answers."""
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with suppress(OSError):
            (worker,) = psutil.Process(process.pid).children() or [None]
            server = Server(port, worker, log)
            if worker and server.send(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")[0] == 200:
                return server
        time.sleep(0.1)
    raise AssertionError("the server did not answer")


def main() -> int:
    """Attack, and print the table; return how the program exits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true", help="attack a server on PostgreSQL")
    parser.add_argument("names", nargs="*", help="only attacks with these words in their names or families")
    given = parser.parse_args()
    url = databases.address("postgresql" if given.postgresql else "sqlite", 0)
    chosen = [each for each in ATTACKS if not given.names or any(n in each.name + each.family for n in given.names)]
    print(HEAD, flush=True)
    with serving(url) as server:
        start, found = server.resident(), []
        for attack in chosen:
            found.append(measure(server, attack))
            print(found[-1].row(), flush=True)
            gc.collect()
        missed = sum(bool(each.missed()) and not each.is_excused for each in found)
        ended = sum(each.ended_by_gunicorn for each in found)
        grown = (server.resident() - start) / 1e6
        print(f"\n{len(found)} attacks, {ended} ended by gunicorn itself; {missed} missed a bound.")
        print(f"\n{attack_floods.HEAD}", flush=True)
        for flood in FLOODS:
            if not given.names or any(name in flood.name for name in given.names):
                memory = flooded(server, flood)
                print(memory.row(flood.name), flush=True)
                missed += memory.status >= 500 or memory.at_most > MOST_RESIDENT
        traced = server.log.read_text(errors="replace").count("Traceback")
        print(f"The worker grew by {grown:.0f} MB in all; tracebacks in the log: {traced}.")
    return int(missed > 0 or traced > 0)


if __name__ == "__main__":
    sys.exit(main())
