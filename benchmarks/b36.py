"""B36: a nested page as a workload, the same for every server that is compared.

The newest 12 of three collections of 1,000, each with five values, three goals and two schools,
and the 17 goals: 771 values. The content is made here as plain rows, from which each server fills
its own tables; Sundial loads them as content files.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

ENTRIES = 1_000
NEWEST = 12
LEAVES = 771
BASE = datetime(2020, 1, 1, tzinfo=UTC)
GOALS = [(number, f"Goal number {number}", f"#{number * 900_000:06X}") for number in range(1, 18)]
SCHOOLS = [(f"school-{number}", f"School of subject {number}", f"S{number}") for number in range(1, 10)]
WORDS = (
    "harbour", "robot", "sensor", "campus", "energy", "ocean", "silicon", "garden",
    "bridge", "signal", "climate", "data", "design", "motion", "light", "water",
)  # fmt: skip

QUERY = """query B36 {
  newsStories(first: 12) {
    nodes { slug title category body publishedOn sdgs { number name color } schools { slug name abbreviation } }
  }
  events(first: 12, orderBy: [STARTS_AT_DESC]) {
    nodes { slug title category startsAt endsAt sdgs { number name color } schools { slug name abbreviation } }
  }
  awards(last: 12) {
    nodes { slug title award affiliation liveFrom sdgs { number name color } schools { slug name abbreviation } }
  }
  sdgs { nodes { number name color } }
}"""


def text(random: Random, words: int) -> str:
    """Make a text of so many words."""
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Make the content: each collection from its oldest entry to its newest."""
    random = Random(36)
    made: dict[str, list[dict[str, Any]]] = {"news_story": [], "event": [], "award": []}
    for kind, entries in made.items():
        for number in range(1, ENTRIES + 1):
            moment = BASE + timedelta(days=2 * number, minutes=number)
            entries.append(
                {
                    "slug": f"{kind.replace('_', '-')}-{number:04}",
                    "title": text(random, 8),
                    "category": text(random, 2),
                    "body": text(random, 40),
                    "award": text(random, 12),
                    "affiliation": text(random, 4),
                    "published_on": moment.date(),
                    "starts_at": moment,
                    "ends_at": moment + timedelta(hours=30),
                    "live_from": moment,
                    "sdgs": random.sample(range(1, 18), 3),
                    "schools": random.sample([slug for slug, _, _ in SCHOOLS], 2),
                }
            )
    return made


COLUMNS = {
    "news_story": ("title", "category", "body", "published_on"),
    "event": ("title", "category", "starts_at", "ends_at"),
    "award": ("title", "award", "affiliation"),
}
TEXTS = {"title", "category", "body", "award", "affiliation"}


def write_files(folder: Path) -> None:
    """Write the content as files that Sundial loads."""
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[dict[str, Any]]] = {
        "sustainable_development_goal": [
            {"slug": f"goal-{number}", "live_from": BASE, "number": number, "name": {"en": name}, "color": color}
            for number, name, color in GOALS
        ],
        "school": [
            {"slug": slug, "live_from": BASE, "name": {"en": name}, "abbreviation": short, "kind": "SCHOOL"}
            for slug, name, short in SCHOOLS
        ],
    }
    for kind, entries in rows().items():
        files[kind] = [
            {
                "slug": entry["slug"],
                "live_from": entry["live_from"],
                **{name: {"en": entry[name]} if name in TEXTS else entry[name] for name in COLUMNS[kind]},
                "sdgs": entry["sdgs"],
                "schools": entry["schools"],
            }
            for entry in entries
        ]
    for name, entries in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump({"entries": entries}, allow_unicode=True), encoding="utf-8")


def leaves(value: Any) -> int:
    """Count the values in an answer, to check that it is complete."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    return sum(map(leaves, value)) if isinstance(value, list) else value is not None
