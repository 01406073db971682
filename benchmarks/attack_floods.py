"""Attacks on memory: requests that ask for large answers, and so many different ones that caches fill.

Of each the memory of the worker is told: before, at most, and after.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import sleep
from typing import Protocol

from benchmarks.attack_documents import NODE, PAGES, many
from benchmarks.attack_requests import got, registering
from benchmarks.attack_values import IDS
from benchmarks.attacking import Request, asking, sent

FLOOD = 10_000
"""Requests of which no two are the same."""

OPERATORS = ("eq", "contains", "startsWith", "eqExact", "containsExact", "startsWithExact")
ITEMS = "slug items { label url children { label url } }"
LINKED = """query Q@($w: NewsStoryFilter, $n: [Int!]) { newsStories(first: 3, where: $w) { nodes { ...a } }
  sdgs(where: { number: { in: $n } }) { nodes { ...b } } }
  fragment a on NewsStory { slug schools { ...s } tags { slug } sdgs { ...b } }
  fragment b on SustainableDevelopmentGoal { slug newsStories(first: 1) { nodes { slug } } }
  fragment s on School { slug programs(first: 2) { nodes { slug } } }"""
REPORTS = " ".join(
    f"{'abcdefgh'[n] * 90}: fallbackFields {{ field locale {'ijklmnop'[n] * 90}: field }}" for n in range(8)
)


@dataclass(frozen=True)
class Flood:
    """Requests that are sent by so many *clients* at once: *make* gives that of a number, of which *number* are sent."""

    name: str
    make: Callable[[int], Request]
    number: int = 40
    clients: int = 4


def menus(number: int) -> Request:
    """Ask for the same menu again and again, in as many fields as an operation may have."""
    fields = many(f"a@: homepage {{ menus(locations: $l) {{ {ITEMS} }} }}", 20)
    return asking(f"query Q{number}($l: [MenuLocation!]) {{ {fields} }}", {"l": ["PRIMARY"] * 1_900})


def pages(number: int) -> Request:
    """Ask for far more than a page beside a null."""
    return asking(
        f"query Q{number}($l: Int) {{ newsStories(first: 100, last: $l) {{ nodes {{ schools {{ newsStories(first: 100, last: $l) "
        "{ nodes { slug title } } } } } }",
        {"l": None},
    )


def copies(number: int) -> Request:
    """Ask for all texts under many names, as often as the cost allows."""
    texts = many("a@: body b@: title", 14)
    return asking(
        f"query Q{number} {{ newsStories(first: 98) {{ nodes {{ {texts} tags {{ newsStories(first: 4) {{ nodes {{ body title }} }} }} }} }} }}"
    )


def reports(number: int) -> Request:
    """Ask for what a few bytes of the database's become long texts of."""
    return asking(
        f"query Q{number} {{ programs(first: 100, locale: ZH_HANS, fallback: []) {{ nodes {{ translation {{ {REPORTS} }} "
        f"schools {{ translation {{ locale }} }} departments {{ translation {{ locale }} }} }} }} }}"
    )


def trees(number: int) -> Request:
    """Ask for the trees of menus under many names at each level."""
    levels = "a: children { b: children { label url } c: children { label url } } d: children { label url e: children { label } }"
    return asking(f"query Q{number} {{ homepage {{ menus {{ f: items {{ {levels} }} g: items {{ {levels} }} }} }} }}")


def refused(number: int) -> Request:
    """Send a document that is refused for its length."""
    return asking(f"{{ __typename }} # {number} " + "x" * 94_000)


def variables(number: int) -> Request:
    """Send many values with a document of its own, in which fragments have costs."""
    conditions = [{"title": {"contains": f"{number} {n} {'y' * 100}"}} for n in range(120)]
    return asking(LINKED.replace("@", str(number)), {"w": {"or": conditions}, "n": list(range(100))})


def invalid(number: int) -> Request:
    """Send a document with as many tokens as it may have, none of which the schema knows."""
    return asking(f"query Q{number} {{ " + "unknown " * 900 + "}")


def wide(number: int) -> Request:
    """Send a document that takes much to be planned."""
    return asking(f"query Q{number} {{ {many(NODE, 2)} schools(first: 3) {{ nodes {{ {PAGES} }} }} }}")


def shaped(number: int) -> Request:
    """Send a known document, which is large, with conditions of a form of their own: a statement is written for them."""
    operators = [OPERATORS[number // 6**digit % 6] for digit in range(6)]
    where = {"or": [{"title": {operators[n % 6]: "x"}} for n in range(110)]}
    pages = many("a@: newsStories(first: 1, where: $w) { totalCount nodes { slug } pageInfo { endCursor } }", 2)
    query = f"query($w: NewsStoryFilter) {{ {pages} {many(NODE, 2)} schools(first: 3) {{ nodes {{ {PAGES} }} }} }}"
    return asking(query, {"w": where})


def padded(number: int) -> Request:
    """Send a document that is short, but for a comment whose characters take four bytes each."""
    return sent(
        json.dumps({"query": f"{{ __typename }} # {number} " + "\U0001f600" * 15_000}, ensure_ascii=False).encode()
    )


def many_values(number: int) -> Request:
    """Send a known document with other values each time."""
    return asking(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Entry { slug liveFrom } } }",
        {"ids": IDS[number % 2_000 :][:100]},
    )


def tagged(number: int) -> Request:
    """Ask by GET, for an answer with many keys."""
    return got(
        "/graphql?query={programs(first:100){nodes{id%20slug%20schools{slug}%20sdgs{slug}}}}&operationName=&x="
        + str(number)
    )


KINDS = (refused, variables, invalid, wide, shaped, padded, many_values, tagged, registering, menus, reports)


def mixed(number: int) -> Request:
    """Send requests of all kinds, good and bad, no two the same."""
    return KINDS[number % len(KINDS)](number)


FLOODS = [
    Flood("20 fields of 1,900 menus", menus),
    Flood("pages of 100 beside a null", pages),
    Flood("texts under 28 names", copies),
    Flood("long reports of short values", reports),
    Flood("trees under many names", trees),
    Flood("600 refused documents of 94 kB", refused, 600),
    Flood("600 documents with large variables", variables, 600),
    Flood("600 documents of four bytes a character", padded, 600),
    Flood("600 documents that take much to plan", wide, 600),
    Flood("600 statements of one document", shaped, 600),
    Flood(f"{FLOOD:,} different requests, good and bad", mixed, FLOOD),
]


class Server(Protocol):
    """A server under attack."""

    def send(self, text: bytes) -> tuple[int, bytes]:
        """Send a request; return the status and the body."""

    def resident(self) -> int:
        """Return the resident bytes of the worker."""


@dataclass
class Flooded:
    """What came of a flood: the worst status, the largest answer, and the megabytes that the worker had resident."""

    status: int
    size: int
    before: float
    at_most: float
    after: float

    def row(self, name: str) -> str:
        """Write a row of the table."""
        return f"| {name} | {self.status} | {self.size:,} | {self.before:.0f} | {self.at_most:.0f} | {self.after:.0f} |"


HEAD = """| flood | worst status | largest answer | MB before | at most | after |
| --- | --: | --: | --: | --: | --: |"""


def flooded(server: Server, flood: Flood) -> Flooded:
    """Send a flood, and look at the worker's memory meanwhile."""
    before, seen = server.resident(), [0]
    with watching(server, seen), ThreadPoolExecutor(flood.clients) as pool:
        answers = pool.map(lambda number: server.send(flood.make(number).bytes()), range(flood.number))
        found = [(status, len(body)) for status, body in answers]
    after = server.resident()
    sizes = [size for _, size in found]
    return Flooded(max(status for status, _ in found), max(sizes), before / 1e6, max(seen[0], after) / 1e6, after / 1e6)


@contextmanager
def watching(server: Server, seen: list[int]) -> Iterator[None]:
    """Note the most that the worker has resident, looking every few milliseconds."""
    ended = Event()

    def watch() -> None:
        while not ended.is_set():
            seen[0] = max(seen[0], server.resident())
            sleep(0.01)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
