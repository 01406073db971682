"""Attacks on signing in, by a real server: whether its time tells who has an account, and whether sessions are fixed.

Passwords that are wrong are sent for known and for unknown accounts in turn, each from an address of its own, so that
no throttle ends it. Exits with 1 where the medians differ by more than 10 %, or a planted session is anybody's.
"""

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import databases
from benchmarks.attack import serving
from models import database
from models.access import passwords, people
from models.access.actors import COMMAND_LINE
from models.access.roles import HeldRole
from models.access.tables import Password

ACCOUNTS, ROUNDS, MOST = 20, 120, 0.10
PASSWORD = "a cat sat on nine mats"
LEADING = 10
"""Attempts of which the time does not count: the server gets warm."""


def make_accounts() -> None:
    """Add people with a password."""
    now = time.time_ns() // 1_000
    first = people.add("known0@example.edu", "Known", [HeldRole("viewer")], COMMAND_LINE, now)
    passwords.set_password(first, PASSWORD, COMMAND_LINE, now)
    made = Password.get(Password.person == first).hash
    for number in range(1, ACCOUNTS):
        known = people.add(f"known{number}@example.edu", "Known", [HeldRole("viewer")], COMMAND_LINE, now)
        Password.create(person=known, hash=made, set_at=now)


class Browser:
    """Sends forms to a server, each from an address that a proxy would tell."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.sent = port, dict[str, str](), 0

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str, float]:
        """Send a request; return the status, the body and the seconds."""
        self.sent += 1
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        told = {
            "X-Forwarded-For": f"10.{self.sent >> 16 & 255}.{self.sent >> 8 & 255}.{self.sent & 255}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        started = time.perf_counter()
        connection.request(method, path, body, told)
        response = connection.getresponse()
        text = response.read().decode()
        seconds = time.perf_counter() - started
        for each in response.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return response.status, text, seconds

    def sign_in(self, email: str, password: str) -> tuple[int, float]:
        """Send the page's form; return the status and the seconds."""
        saved, self.cookies = self.cookies, {}
        _, page, _ = self.ask("GET", "/sign-in")
        self.cookies = saved | self.cookies
        form = re.findall(r'name="form" value="([^"]+)"', page)[0]
        status, _, seconds = self.ask(
            "POST", "/sign-in", urlencode({"form": form, "email": email, "password": password})
        )
        return status, seconds


def compare(port: int) -> bool:
    """Compare the times of known and of unknown accounts; tell whether they are alike."""
    browser, times = Browser(port), {"known": list[float](), "unknown": list[float]()}
    for number in range(ROUNDS + LEADING):
        for kind, found in times.items():
            email = f"{kind}{number % ACCOUNTS if kind == 'known' else number}@example.edu"
            status, seconds = browser.sign_in(email, f"a wrong password {number}")
            assert status in (422, 429), status
            if status == 422 and number >= LEADING:
                found.append(seconds * 1_000)
    medians = {kind: statistics.median(found) for kind, found in times.items()}
    difference = abs(medians["known"] - medians["unknown"]) / medians["unknown"]
    print("| account | attempts | median ms | lower quartile | upper quartile |\n| --- | --: | --: | --: | --: |")
    for kind, found in times.items():
        lower, _, upper = statistics.quantiles(found, n=4)
        print(f"| {kind} | {len(found)} | {medians[kind]:.1f} | {lower:.1f} | {upper:.1f} |")
    print(f"\nThe medians differ by {difference:.1%}; at most {MOST:.0%} is allowed.")
    return difference <= MOST


def fix(port: int) -> bool:
    """Plant a session before somebody signs in, and ask by it afterwards; tell whether it is nobody's."""
    victim, attacker = Browser(port), Browser(port)
    planted = "p" * 43
    victim.cookies["sundial_session"] = planted
    status, _ = victim.sign_in("known0@example.edu", PASSWORD)
    first = victim.cookies["sundial_session"]
    attacker.cookies["sundial_session"] = planted
    asked, _, _ = attacker.ask(
        "GET", "/graphql?query=%7B__typename%7D", GraphQL_Preflight="1", Accept="application/json"
    )
    is_safe = (status, asked) == (303, 401) and first not in ("", planted)
    print(f"A planted session: signed in with {status}, the planted one is answered with {asked}.")
    return is_safe


def main() -> int:
    """Attack; return how the program exits."""
    source = databases.address("sqlite", 0).removeprefix("sqlite:///")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/attacked.db"
        shutil.copyfile(source, url.removeprefix("sqlite:///"))
        with database.entered(database.open_database(url)), database.connection():
            make_accounts()
        os.environ["FORWARDED_ALLOW_IPS"] = "*"
        with serving(url, SUNDIAL_PROXIES="1") as server:
            found = [fix(server.port), compare(server.port)]
    return int(not all(found))


if __name__ == "__main__":
    sys.exit(main())
