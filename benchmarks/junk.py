"""What is typed into a search box that no person means: 10,000 strings, none an error and none slow: `make bench-junk`.

They go in process through the whole of an operation, on databases that `databases.py` makes. Each is new, so no cache
has its answer. A run fails where one is answered with an error, and tells those that took longest.
"""

import argparse
import gc
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.clocks import Taken, taken
from benchmarks.databases import address
from delivery.execution.operations import Operation
from delivery.services import Services, services
from models.entry import database as current
from server import create_app

ASKED = (
    "query($typed: String!, $locale: Locale!) { search(query: $typed, locale: $locale, first: 10) "
    "{ totalCount isPartial didYouMean counts { type count } "
    "edges { score snippet { text } node { __typename slug } } } }"
)
LOCALES = ("EN", "ZH_HANT", "ZH_HANS")
SLOW = 100.0
"""Milliseconds that none should take."""

WORDS = [
    *["robots", "students", "harbour", "researchers", "concrete", "school", "science", "hkust", "zhelyazkov", "water"],
    *["bay", "2025", "of", "the", "and", "電池", "海港", "學生", "工學院", "特攻", "城市", "科", "清水灣", "学生"],
    *["ロボット", "로봇", "มหาวิทยาลัย", "جامعة", "אוניברסיטה", "університет", "πανεπιστήμιο"],
]
SIGNS = "\"'“”「」-\N{EN DASH}+*:()^~!|&<>\\/%_;@#$.,?=[]{}`\t\n\r\v\0\x1b"
OPERATORS = [
    *["OR", "AND", "NOT", "NEAR", "NEAR(a b, 5)", "a:b", "title_tokens:x", "*", "a*", "^a", "{a b}:c", "a & b", "!a"],
    *["a | b", "a<->b", "a:*B", "':*'", "''", "\\'", "\\\\", "--x", "/**/", "%s", "$1", "?1", "0!x", "#1.0"],
]
EMOJI = "😀👩‍🔬🇭🇰🏳️‍🌈❤️✋🏽"
MARKS = "\u0301\u0308\u200b\u200d\u200e\u202e\ufeff\u00ad\u0e31"


def strings(number: int, seed: int) -> Iterator[str]:
    """Make different strings, of some kinds in turns."""
    chosen = random.Random(seed)
    made: set[str] = set()
    kinds = (any_characters, only_signs, mixed, operators, long, pictures, short)
    while len(made) < number:
        text = kinds[len(made) % len(kinds)](chosen)
        if text not in made:
            made.add(text)
            yield text


def any_characters(chosen: random.Random) -> str:
    """Take characters from anywhere in Unicode, those kept for surrogates left out: JSON has none alone."""
    codes = (chosen.randrange(0x110000) for _ in range(chosen.choice([1, 2, 5, 20, 80, 300])))
    return "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000)


def only_signs(chosen: random.Random) -> str:
    """Take punctuation, control characters and combining marks."""
    return "".join(chosen.choices(SIGNS + MARKS, k=chosen.choice([3, 4, 8, 20, 100, 250])))


def mixed(chosen: random.Random) -> str:
    """Put words of several scripts, signs and marks together."""
    pieces = chosen.choices([*WORDS, *SIGNS, *MARKS, " ", " "], k=chosen.choice([2, 3, 5, 8, 13, 40]))
    return chosen.choice(["", " "]).join(pieces)


def operators(chosen: random.Random) -> str:
    """Write what the databases' own searches take for more than words."""
    return " ".join(chosen.choices([*OPERATORS, *WORDS], k=chosen.choice([2, 3, 4, 6, 9])))


def long(chosen: random.Random) -> str:
    """Make 10 kB of a word, of quotes, of minus signs or of everything."""
    piece = chosen.choice([*WORDS, *SIGNS, "a", "-a ", '"a" ', "電"])
    return (piece * (10_000 // len(piece.encode()))) + str(chosen.random())


def pictures(chosen: random.Random) -> str:
    """Take pictures, flags and the characters that join them, with words or without."""
    return "".join(chosen.choices([*EMOJI, *WORDS], k=chosen.choice([2, 3, 6, 30])))


def short(chosen: random.Random) -> str:
    """Take a beginning of a word, or of two."""
    words = chosen.sample(WORDS, 2)
    return f"{words[0]} {words[1][: chosen.randint(1, 5)]}" + chosen.choice(SIGNS) + chosen.choice(["", " ", "-", '"'])


def ask(application: Services, text: str, locale: str) -> Taken:
    """Answer a search, and say what that takes; fail where the answer has errors."""
    bodies = list[bytes]()
    operation = Operation(ASKED, {"typed": text, "locale": locale})
    with current.entered(application.database):
        current.connect(reuse_if_open=True)
        found = taken(lambda: bodies.append(application.executor.run(operation).body))
    answer = json.loads(bodies[0])
    assert "errors" not in answer, (text, answer)
    return found


def main() -> None:
    """Ask for all, and print how long they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--scale", type=int, default=10_000)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--url", help="a database that is there, in place of one that is made")
    options = parser.parse_args()
    for engine in ["the database"] if options.url else options.engines:
        url = options.url or address(engine, options.scale)
        application = services(create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_MAX_COST": str(10**9)}))
        texts = list(strings(options.number, options.seed))
        gc.collect()
        gc.freeze()  # as a worker does when it has started
        ask(application, "the first request reads the document", LOCALES[0])
        times = [(*ask(application, text, LOCALES[place % 3]), place) for place, text in enumerate(texts)]
        print(f"{engine}: {len(times):,} strings, no error")
        print(f"    from the request to the answer: {described([each for each, _, _ in times])}")
        print(f"    CPU, with that of PostgreSQL: {described([each for _, each, _ in times])}")
        longest = sorted(times, key=lambda each: -each[1])[:5] + sorted(times, reverse=True)[:5]
        for each, cpu, place in dict.fromkeys(longest):
            print(f"    {each:7.1f} ms, {cpu:.1f} of CPU, number {place:5}: {texts[place][:40]!a}")


def described(times: list[float]) -> str:
    """Write what times are."""
    ordered = sorted(times, reverse=True)
    slow = sum(each > SLOW for each in ordered)
    middle, high = ordered[len(ordered) // 2], ordered[len(ordered) // 100]
    return f"median {middle:.1f} ms, 99 in 100 under {high:.1f}, longest {ordered[0]:.1f}; {slow} over {SLOW:.0f}"


main()
