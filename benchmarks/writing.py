"""What writing costs: an act of each kind, a thousand entries put, and readers beside fifty writes a second.

In process for the acts, on both databases; readers ask a real gunicorn for the homepage with default settings, in
blocks with and without a program that saves a draft fifty times a second, in turns. An autosave must leave every cached
answer standing: hits are counted.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from editors import Client, killable, make_token
from test_editing_concurrency import stories

from benchmarks.attack_editing import copied
from models import NewsStory, School
from models.access.actors import Actor
from models.database import connect, disconnect, writing
from models.editing import acts

ZONE, BY = ZoneInfo("Asia/Hong_Kong"), Actor("benchmark")
ACTS, MANY = 300, 1_000
BLOCKS, SECONDS, WRITES = 6, 3.0, 50
HOMEPAGE = (PROJECT / "documents" / "homepage.graphql").read_text(encoding="utf-8")
SAVE = "mutation ($i: SaveNewsStoryInput!) { saveNewsStory(input: $i) { saved revision } }"


def timed(name: str, act: Callable[[int], Any], count: int = ACTS) -> list[Any]:
    """Do an act so many times; print what one takes, in ms."""
    began, cpu = time.perf_counter(), time.process_time()
    found = [act(number) for number in range(count)]
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"  {name}: {wall / count * 1e3:.2f} ms, of which {cpu / count * 1e3:.2f} are CPU time here")
    return found


def content(number: int, schools: list[int]) -> dict[str, Any]:
    """Give the content of a story: 2 kB of text, three links."""
    texts = {"title": {"en": f"Story {number}", "zh-Hant": "題"}, "body": {"en": "word " * 400}}
    return {**texts, "published_on": date(2026, 1, 2), "schools": schools}


def cost_of_acts() -> None:
    """Time each kind of act on entries of its own."""
    schools, mark = [row.entry_id for row in School.select()][:3], random.randrange(10**9)
    made = timed(
        "create", lambda number: acts.create(NewsStory, f"w{mark}-{number}", content(number, schools), ZONE, BY)
    )
    timed("publish", lambda number: acts.publish(NewsStory, made[number].entry, ZONE, BY))

    def save(number: int) -> Any:
        changes = {"title": {"en": f"Again {number}, {time.time_ns()}"}}
        return acts.save(NewsStory, made[number].entry, changes, ZONE, BY, on=made[number].revision)

    saved = timed("save, which makes a draft", save)
    made = saved
    timed("save again", save)
    timed("publish what was changed", lambda number: acts.publish(NewsStory, made[number].entry, ZONE, BY))
    timed("unpublish", lambda number: acts.unpublish(NewsStory, made[number].entry, BY))
    with writing():
        put = timed(
            "put, a thousand in one transaction",
            lambda number: acts.put(NewsStory, f"p{mark}-{number}", content(number, schools), ZONE, BY),
            MANY,
        )
        timed("publish, the same", lambda number: acts.publish(NewsStory, put[number].entry, ZONE, BY), MANY)
    with writing():
        timed(
            "put again what is the same",
            lambda number: acts.put(NewsStory, f"p{mark}-{number}", content(number, schools), ZONE, BY),
            MANY,
        )


def reads(port: int, seconds: float) -> tuple[float, int]:
    """Ask for the homepage for some seconds; return the median in ms, and how many answers there were."""
    with closing(Client(port, None)) as client:
        took = []
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            began = time.perf_counter()
            client.ask(HOMEPAGE)
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1e3, len(took)


def write(port: int, secret: str, entry: str, revision: str, over: threading.Event) -> None:
    """Save a draft, so many times a second, until it is over."""
    number = 0
    with closing(Client(port, secret)) as client:
        while not over.wait(1 / WRITES):
            number += 1
            change = {"title": {"en": {"value": f"Autosaved {number}"}}}
            payload = client.ask(SAVE, i={"entry": {"id": entry}, "on": revision, "change": change})["saveNewsStory"]
            assert payload["saved"]
            revision = payload["revision"]


def readers_beside_writers(url: str) -> None:
    """Time readers with and without writes, in turns."""
    secret = make_token(f"writer-{time.time_ns()}")
    [(entry, revision)] = stories(1).items()
    with killable(url) as (port, _):
        reads(port, 1)
        alone, beside = list[float](), list[float]()
        counts = [0, 0]
        for number in range(BLOCKS * 2):
            over = threading.Event()
            if number % 2:
                [(entry, revision)] = stories(1).items()
                writer = threading.Thread(target=write, args=(port, secret, entry, revision, over))
                writer.start()
            median, count = reads(port, SECONDS)
            counts[number % 2] += count
            (beside if number % 2 else alone).append(median)
            over.set()
            if number % 2:
                writer.join()
    print(
        f"  readers: median {statistics.median(alone):.2f} ms alone ({counts[0]} answers),"
        f" {statistics.median(beside):.2f} ms beside {WRITES} saves a second ({counts[1]} answers)"
    )


def main() -> None:
    """Measure each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"))
    arguments = parser.parse_args()
    for engine in [arguments.engine] if arguments.engine else ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory() as folder:
            url = copied(engine, Path(folder))
            connect(url)
            print(engine)
            cost_of_acts()
            readers_beside_writers(url)
            disconnect()


if __name__ == "__main__":
    main()
