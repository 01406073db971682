"""How the time of an answer grows with the content: `make bench-graph`.

Each operation runs in process, from its text to the value that becomes JSON, on databases of two
sizes. The sizes take turns, so that a slow moment of the machine strikes both; medians are printed of the time that
passes and of the CPU that is taken, with that of PostgreSQL, and the ratios of the large to the small.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from peewee import fn

import models
from benchmarks.clocks import Taken, taken
from benchmarks.databases import address
from delivery.execution.documents import document
from delivery.execution.operations import Operation
from delivery.services import services
from models.entry import database as current
from models.instants import to_microseconds
from server import create_app

AT = "2026-01-02T09:00:00+08:00"

STORY = "slug title publishedOn schools { slug } sdgs { number }"
LIST = (
    "query($after: String, $at: DateTime) { newsStories(first: 20, after: $after, asOf: $at) "
    f"{{ TOTAL nodes {{ {STORY} }} pageInfo {{ endCursor }} }} }}"
)
WRITTEN = "query($at: DateTime) { newsStories(first: 20, asOf: $at) { nodes { slug title body { html } } } }"
THROUGH = (
    'query($at: DateTime) { newsStories(first: 20, asOf: $at, where: { schools: { some: { slug: { eq: "sbm" } } }, '
    "sdgs: { some: { number: { in: [4, 13] } } } }) { TOTAL nodes { slug title } } }"
)
NESTED = (
    "query($at: DateTime) { schools(asOf: $at) "
    "{ nodes { slug newsStories(first: 3) { TOTAL nodes { title sdgs { number } } } } } }"
)
COUNTED = "filter through links, with total"

LONG = 1_000.0
"""Milliseconds from which on an operation runs three times."""

FOUND = (
    "query($typed: String!, $at: DateTime) { search(query: $typed, first: 10, asOf: $at) "
    "{ totalCount counts { type count } "
    "edges { score snippet { text } node { __typename slug ... on NewsStory { title } } } } }"
)
TYPED = {
    "a common word": "researchers ",
    "a rare word": "zhelyazkov ",
    "two Chinese characters": "電池",
    "a miss": "xyzzyq ",
    "the beginning of a word": "resear",
    "two common words": "researchers harbour ",
}
COMPARED = (
    "query($where: NewsStoryFilter, $at: DateTime) { newsStories(first: 20, where: $where, locale: ZH_HANT, asOf: $at) "
    "{ TOTAL nodes { slug title } } }"
)
WHERE = {
    "contains, a miss": {"title": {"contains": "xyzzyq"}},
    "contains, a hit": {"title": {"contains": "472"}},
    "contains, Chinese characters that many have": {"title": {"contains": "電池"}},
    "contains, Chinese characters that none has": {"title": {"contains": "龍鳳呈祥"}},
    "contains in bodies, a miss": {"body": {"contains": "xyzzyq"}},
}
GROUPED = (
    "query($at: DateTime) {{ newsStories(asOf: $at) {{ groups(by: [{key}], first: 12) {{ nodes {{ count }} }} }} }}"
)
HISTORY = (
    "query($at: DateTime) { newsStories(asOf: $at) "
    '{ history(by: MONTH, from: "2021-01-01T00:00:00+08:00", until: "2026-01-01T00:00:00+08:00") { at count } } }'
)
KEYS = {"month": "PUBLISHED_ON_MONTH", "school": "SCHOOLS", "goal": "SDGS", "school and goal": "SCHOOLS, SDGS"}

WALK = (
    "query($after: String, $at: DateTime) "
    "{ newsStories(first: 100, after: $after, asOf: $at) { pageInfo { endCursor } } }"
)
ROUTED = (
    "query($path: String!, $at: DateTime) { route(path: $path, asOf: $at) { status location path "
    "breadcrumbs { title path } "
    f"alternates {{ hreflang path }} entry {{ ... on NewsStory {{ {STORY} }} }} }} }}"
)
"""A path with the page below it, and beside it the same page by its slug."""

PAGED = f"query($slug: String!, $at: DateTime) {{ newsStory(slug: $slug, asOf: $at) {{ {STORY} }} }}"


def slugs_of_stories() -> dict[str, str]:
    """Find a slug of each kind: one that a story has, one that it had, one of a story that is gone, and none."""
    at, old, now, other = to_microseconds(datetime.fromisoformat(AT)), *(models.NewsStory.alias(each) for each in "one")
    is_live = (now.live_from <= at) & (now.live_until > at)
    ended = old.select(old.slug).where(old.live_until <= at).limit(1)
    taken = (other.live_from <= at) & (other.live_until > at) & (other.slug == old.slug)
    again = other.select(other.slug).where(taken)
    renamed = now.select(now.entry).where((now.entry == old.entry) & is_live & (now.slug != old.slug))
    kept = now.select(now.entry).where((now.entry == old.entry) & is_live)
    found = {
        "live": now.select(now.slug).where(is_live).order_by(-now.published_on).limit(1),
        "old": ended.where(fn.EXISTS(renamed) & ~fn.EXISTS(again)),
        "gone": ended.where(~fn.EXISTS(kept) & ~fn.EXISTS(again)),
    }
    return {"unknown": "nothing-of-it"} | {name: row[0] for name, rows in found.items() for row in rows.tuples()}


def operations(deep: str) -> dict[str, Operation]:
    """List what is measured; *deep* is the cursor behind which page 1,000 starts."""
    slugs = slugs_of_stories()
    made = {"homepage": Operation(document("homepage"), {"asOf": AT})}
    for label, total in (("", ""), (", with total", "totalCount")):
        newest, through, nested = (text.replace("TOTAL", total) for text in (LIST, THROUGH, NESTED))
        made[f"newest 20{label}"] = Operation(newest, {"at": AT})
        made[f"deep page{label}"] = Operation(newest, {"at": AT, "after": deep})
        made[f"filter through links{label}"] = Operation(through, {"at": AT})
        made[f"nested pages of 9 schools{label}"] = Operation(nested, {"at": AT})
    made["newest 20, with bodies as HTML"] = Operation(WRITTEN, {"at": AT})
    made["a story by its slug"] = Operation(PAGED, {"slug": slugs["live"], "at": AT})
    for name, slug in slugs.items():
        made[f"route, {name}"] = Operation(ROUTED, {"path": f"/news/{slug}", "at": AT})
    made |= {f"search, {name}": Operation(FOUND, {"typed": typed, "at": AT}) for name, typed in TYPED.items()}
    for name, where in WHERE.items():
        made[name] = Operation(COMPARED.replace("TOTAL", ""), {"where": where, "at": AT})
        made[f"{name}, with total"] = Operation(COMPARED.replace("TOTAL", "totalCount"), {"where": where, "at": AT})
    made |= {f"groups by {name}": Operation(GROUPED.format(key=key), {"at": AT}) for name, key in KEYS.items()}
    made["history by month, five years"] = Operation(HISTORY, {"at": AT})
    made[f"{COUNTED} up to 100"] = Operation(THROUGH.replace("TOTAL", "totalCount(atMost: 100)"), {"at": AT})
    return made


class Subject:
    """One database, and the operations on it."""

    def __init__(self, engine: str, scale: int, deep_page: int) -> None:
        self.url = address(engine, scale)
        settings = {"SUNDIAL_STATEMENT_TIMEOUT": "60", "SUNDIAL_MAX_COST": str(10**9)}
        self.services = services(create_app({"SUNDIAL_DATABASE_URL": self.url, **settings}))
        with current.entered(self.services.database):
            self.operations = operations(self.cursor_of(deep_page))

    def cursor_of(self, page: int) -> str:
        """Walk to the cursor before a page."""
        cursor = None
        for _ in range((page - 1) * 20 // 100):
            answer = self.run(Operation(WALK, {"after": cursor, "at": AT}))
            cursor = answer["data"]["newsStories"]["pageInfo"]["endCursor"]
        return str(cursor)

    def run(self, operation: Operation) -> dict[str, Any]:
        """Answer an operation on this database."""
        with current.entered(self.services.database):
            answer: dict[str, Any] = json.loads(self.services.executor.run(operation).body)
        assert "errors" not in answer, answer
        return answer

    def time(self, name: str) -> Taken:
        """Measure one answer."""
        with current.entered(self.services.database):
            return taken(lambda: self.run(self.operations[name]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", type=int, nargs=2, default=(10_000, 1_000_000))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engines", nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", nargs="+", default=("",), help="how the names of operations begin")
    options = parser.parse_args()
    small, large = (f"{scale:,}" for scale in options.scales)
    columns = f"{small:>12} {large:>12} {'ratio':>7}"
    print(f"{'median ms, one process':40} {'':>10} {columns}   CPU {columns}")
    for engine in options.engines:
        subjects = [Subject(engine, scale, 1_000 if scale > 20_000 else 400) for scale in options.scales]
        for name in [each for each in subjects[0].operations if each in subjects[1].operations]:
            if name.startswith(tuple(options.only)):
                print(f"{name:40} {engine:>10} {measured(name, subjects, options.rounds)}", flush=True)


def measured(name: str, subjects: list[Subject], most: int) -> str:
    """Write the medians of an operation on databases of two sizes, and their ratios; one that takes long runs less."""
    slowest = max(subject.time(name).passed for subject in subjects)
    rounds = most if slowest < LONG else 3
    small, large = zip(*[[subject.time(name) for subject in subjects] for _ in range(rounds)], strict=True)
    written = []
    for what in Taken._fields:
        first, second = (median(getattr(each, what) for each in times) for times in (small, large))
        written.append(f"{first:12.2f} {second:12.2f} {second / first:7.2f}")
    return "       ".join(written)


main()
