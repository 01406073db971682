"""Attacks on writing, by a real server: sixteen editors who change the same, and a server that is killed amid writes.

Sixteen editors make 200 changes each of four stories over HTTP, all at once: the end must be the sum of what was
accepted, and every loser be told. Then the server is killed a hundred times amid acknowledged mutations: nothing of
them may be lost, or half there. Exits with 1 where that is not so. `--engine` names one database.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from editors import PATHS, Client, killable, make_token, require_sum, write_together
from test_editing_concurrency import stories
from test_editing_crashes import kill_amid, require_whole

from benchmarks import databases
from models.database import connect, disconnect

EDITORS, SAVES, STORIES = 16, 200, 4
KILLS, PROGRAMS = 100, 4
LONGEST = 0.5
"""Seconds that a server lives once it has answered, at most."""


def conflicts(url: str) -> None:
    """Let editors change the same; tell what became of it."""
    secrets = [make_token(f"editor-{number}-{time.time_ns()}") for number in range(EDITORS)]
    entries = stories(STORIES)
    first = {path: "First" if path == ("title", "en") else None for path in PATHS}
    with killable(url) as (port, _):
        began = time.perf_counter()
        editors = write_together(port, secrets, entries, SAVES)
        took = time.perf_counter() - began
        with closing(Client(port, secrets[0])) as client:
            require_sum(client, editors, entries, first)
    seconds = sorted(second for each in editors for second in each.seconds)
    accepted, lost = (sum(len(getattr(each, name)) for each in editors) for name in ("accepted", "conflicts"))
    assert accepted + lost == EDITORS * SAVES
    percentiles = quantiles(seconds, n=100)
    print(
        f"  {accepted} changes accepted, {lost} conflicts told, in {took:.1f} s: {(accepted + lost) / took:.0f} a second;"
        f" median {median(seconds) * 1e3:.0f} ms, 95 of 100 within {percentiles[94] * 1e3:.0f}, all {seconds[-1] * 1e3:.0f}"
    )


def crashes(url: str) -> None:
    """Kill the server amid writes; tell what was there."""
    secrets = [make_token(f"program-{number}-{time.time_ns()}") for number in range(PROGRAMS)]
    dice, asked, acknowledged = random.Random(7), list[str](), {}
    for number in range(KILLS):
        more, answers = kill_amid(url, secrets, f"crash-{number}", dice.random() * LONGEST)
        asked += more
        acknowledged |= answers
    require_whole(asked, acknowledged)
    print(
        f"  {KILLS} kills: {len(acknowledged)} of {len(asked)} stories were acknowledged; none is lost, none is half there"
    )


def copied(engine: str, folder: Path) -> str:
    """Return the address of a database with the fixtures, for this run alone."""
    if engine == "postgresql":
        url = databases.postgresql_address(f"editing_{time.time_ns()}")
        databases.run(url, "migrate")
        databases.run(url, "content", "load")
        return url
    source = databases.address("sqlite", 0).removeprefix("sqlite:///")
    shutil.copy(source, folder / "editing.db")
    return f"sqlite:///{folder / 'editing.db'}"


def main() -> int:
    """Attack each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"))
    arguments = parser.parse_args()
    for engine in [arguments.engine] if arguments.engine else ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory() as folder:
            url = copied(engine, Path(folder))
            connect(url)
            print(engine)
            for attack in (conflicts, crashes):
                try:
                    attack(url)
                except AssertionError as error:
                    print(f"  missed: {attack.__name__}: {error}")
                    return 1
            disconnect()
    return 0


if __name__ == "__main__":
    sys.exit(main())
