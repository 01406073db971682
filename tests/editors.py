"""Editors and programs that write over HTTP, and a server that may be killed at any moment."""

import http.client
import json
import os
import random
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from servers import GUNICORN, PROJECT, free_port

from models.access import people, tokens
from models.access.actors import COMMAND_LINE
from models.access.roles import HeldRole
from models.editing.revisions import decode

LASTS = 30 * 24 * 3_600 * 1_000_000
"""Microseconds that tokens last."""

WAIT = 60
"""Seconds after which an answer is missing."""

SAVE = """mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { saved revision
  problems { code path ... on ConflictProblem { theirs yours revision } } } }"""
LATEST = """query ($entry: EntryRef!) { newsStoryEditing(entry: $entry) { draft { revision content {
  title { en { value } zhHant { value } zhHans { value } } category { en { value } zhHant { value } zhHans { value } } } } } }"""
PATHS = [(name, language) for name in ("title", "category") for language in ("en", "zhHant", "zhHans")]


def make_token(name, role="publisher", now=None):
    """Add a person with a role, and return a token of theirs."""
    now = now or time.time_ns() // 1_000
    person = people.add(f"{name}@example.org", name, [HeldRole(role, None)], COMMAND_LINE, now)
    _, secret = tokens.create(person, name, people.grants_of(person), now + LASTS, now, COMMAND_LINE)
    return secret


class Client:
    """A program that asks by a token, or as a stranger by None, over one connection."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.connection = None

    def ask(self, query, **variables):
        """Send an operation; return its data. Raise `OSError` or `HTTPException` where no answer comes."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        body = json.dumps({"query": query, "variables": variables})
        headers = {"Content-Type": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            self.connection.request("POST", "/graphql", body, headers)
            answer = json.loads(self.connection.getresponse().read())
        except Exception:
            self.close()
            raise
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@dataclass
class Accepted:
    """A change that was accepted: its path and value, made on one number of a write, kept as another."""

    entry: str
    path: tuple
    value: str
    on: int
    sequence: int


@dataclass
class Editor:
    """Somebody who changes random paths of some entries, each time on what they have last seen of it."""

    client: Client
    number: int
    entries: list
    seen: dict
    accepted: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    seconds: list = field(default_factory=list)

    def work(self, saves):
        dice = random.Random(self.number)
        for count in range(saves):
            entry, (name, language) = dice.choice(self.entries), dice.choice(PATHS)
            value = f"{self.number}-{count}"
            change = {name: {language: {"value": value}}}
            started = time.perf_counter()
            given = {"entry": {"id": entry}, "on": self.seen[entry], "change": change}
            payload = self.client.ask(SAVE, input=given)["saveNewsStory"]
            self.seconds.append(time.perf_counter() - started)
            if payload["saved"]:
                kept = decode(payload["revision"]).sequence
                self.accepted.append(Accepted(entry, (name, language), value, decode(self.seen[entry]).sequence, kept))
                self.seen[entry] = payload["revision"]
            else:
                [problem] = payload["problems"]
                assert problem["code"] == "CONFLICT", problem
                assert (problem["path"], problem["yours"]) == (["change", name, language], value)
                self.conflicts.append((entry, (name, language), problem["theirs"]))
                self.seen[entry] = problem["revision"]


def write_together(port, secrets, entries, saves):
    """Let an editor for each token change entries, whose revisions are given, all at once; return them."""
    editors = [
        Editor(Client(port, secret), number, list(entries), dict(entries)) for number, secret in enumerate(secrets)
    ]
    failures = []

    def work(editor):
        try:
            editor.work(saves)
        except BaseException as error:  # noqa: BLE001  (a thread's failure is the test's)
            failures.append(error)
        finally:
            editor.client.close()

    threads = [threading.Thread(target=work, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return editors


def require_sum(client, editors, entries, first):
    """Require that entries are what was accepted, one after the other, and that nobody overwrote what they had not seen.

    *first* is what each path was before; what a loser was told is theirs was accepted.
    """
    accepted = sorted((each for editor in editors for each in editor.accepted), key=lambda each: each.sequence)
    values = {(each.entry, each.path, each.value) for each in accepted}
    for editor in editors:
        for entry, path, theirs in editor.conflicts:
            assert (entry, path, theirs) in values
    for entry in entries:
        draft = client.ask(LATEST, entry={"id": entry})["newsStoryEditing"]["draft"]
        numbers = [each.sequence for each in accepted if each.entry == entry]
        assert len(set(numbers)) == len(numbers)
        for path in PATHS:
            changes = [each for each in accepted if (each.entry, each.path) == (entry, path)]
            for earlier, later in pairwise(changes):
                assert later.on >= earlier.sequence
            found = draft["content"][path[0]][path[1]]
            assert (found and found["value"]) == (changes[-1].value if changes else first[path])


@contextmanager
def killable(url, **more):
    """Run gunicorn on a database in a process group of its own; yields its port, and what kills all of it at once."""
    port = free_port()
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": url, "PORT": port, "PYTHONUNBUFFERED": "1", **more}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    with subprocess.Popen(GUNICORN, cwd=PROJECT, env=environment, **quiet) as server:

        def kill():
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()

        try:
            wait_until_live(int(port))
            yield int(port), kill
        finally:
            if server.poll() is None:
                kill()


def wait_until_live(port):
    """Wait until a server answers."""
    for _ in range(int(WAIT / 0.05)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        try:
            connection.request("GET", "/livez")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError(f"nothing answers on {port}")
