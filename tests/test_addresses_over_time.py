"""Addresses over time: whatever editors do to pages, stories, schools and redirects, what was canonical leads on.

Pages stand below each other, so that a path has the slugs of several entries, each of which is renamed, moved, ended,
scheduled and restored by itself; redirects come and go in the way of old addresses.
"""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from conftest import ZONE

import models
from models.access.actors import Actor
from models.editing import acting, acts
from models.problems import ContentRefused

ANN = Actor("Ann")

ROUTE = """query ($path: String!, $at: DateTime) { route(path: $path, asOf: $at) {
  status location path entry { entryId path } breadcrumbs { path } } }"""

PATHS = """query ($at: DateTime) {
  pages(first: 50, asOf: $at, locale: ZH_HANT) { nodes { path entryId } }
  newsStories(first: 50, asOf: $at, locale: ZH_HANT) { nodes { path entryId } }
  schools(first: 50, asOf: $at, locale: ZH_HANT) { nodes { path entryId } }
}"""

SITE = "entries: [{slug: x, name: {en: X}, live_from: 2025-09-01T00:00:00}]"

PAGES = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: about, title: {en: About}}
  - {slug: history, title: {en: History}, parent: about}
  - {slug: founding, title: {en: Founding}, parent: history}
  - {slug: life, title: {en: Life}}
  - {slug: halls, title: {en: Halls}, parent: life}
"""

STORIES = """
defaults: {live_from: 2025-09-01T00:00:00, published_on: 2025-09-01}
entries:
  - {slug: robots, title: {en: Robots}}
  - {slug: tides, title: {en: Tides}}
"""

SCHOOLS = """
defaults: {live_from: 2025-09-01T00:00:00, kind: SCHOOL}
entries:
  - {slug: engineering, abbreviation: ENG, name: {en: Engineering}}
"""

REDIRECTS = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: to-robots, source: /old/robots, target: NewsStory/robots}
  - {slug: to-founding, source: /old/founding, target: Page/founding}
"""

SLUGS = ["one", "two", "three", "history", "robots"]


@pytest.fixture
def ask(asking):
    return asking(site=SITE, page=PAGES, news_story=STORIES, school=SCHOOLS, redirect=REDIRECTS)


def act(dice, model, entry, pages):
    """Rename, move, publish, schedule, end, delete, undelete or restore an entry."""
    ahead = acting.now() + dice.randrange(200_000)
    kind = dice.choice(
        [
            "rename",
            "rename",
            "move",
            "publish",
            "publish",
            "publish",
            "schedule",
            "end",
            "delete",
            "undelete",
            "restore",
        ]
    )
    if kind == "rename":
        acts.save(model, entry, {"slug": dice.choice([*SLUGS, f"new-{dice.randint(1, 4)}"])}, ZONE, ANN)
    elif kind == "move" and model is models.Page:
        acts.save(model, entry, {"parent": dice.choice([None, *pages])}, ZONE, ANN)
    elif kind == "publish":
        acts.publish(model, entry, ZONE, ANN)
    elif kind == "schedule":
        acts.publish(model, entry, ZONE, ANN, at=ahead)
    elif kind == "end":
        acts.unpublish(model, entry, ANN)
    elif kind == "delete" and dice.random() < 0.3:
        acts.delete(model, entry, ANN)
    elif kind == "undelete":
        acts.undelete(model, entry, ANN)
    elif kind == "restore":
        acts.restore(model, entry, dice.randint(1, 4), ZONE, ANN)


def redirect(dice, number, entries):
    """Make a redirect from what may have been an address, to an entry, over another one, to no page or to nothing."""
    source = dice.choice(["/about/history", "/news/robots", "/old/robots", f"/made/{number}", "/life/*"])
    values = {
        "source": source,
        **dice.choice(
            [
                {"target": dice.choice(entries)[1]},
                {"location": "/old/founding"},
                {"location": "/nowhere"},
                {"status": 410},
            ]
        ),
    }
    entry = acts.create(models.Redirect, f"made-{number}", values, ZONE, ANN).entry
    acts.publish(models.Redirect, entry, ZONE, ANN)
    if dice.random() < 0.5:
        acts.unpublish(models.Redirect, entry, ANN)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_address_that_was_canonical_is_a_page_or_one_hop_from_one_or_gone(ask, seed):
    dice = random.Random(seed)
    entries = [
        (model, row.entry_id) for model in (models.Page, models.NewsStory, models.School) for row in model.live()
    ]
    pages = [entry for model, entry in entries if model is models.Page]
    was, counted = set[str](), dict[int, int]()
    for number in range(60):
        with suppress(ContentRefused):
            act(dice, *dice.choice(entries), pages)
        if number % 6 == 0:
            with suppress(ContentRefused):
                redirect(dice, number, entries)
        now = datetime.now(UTC)
        found = ask(PATHS, at=now.isoformat())
        nodes = [node for each in found.values() for node in each["nodes"]]
        was |= {node["path"] for node in nodes}
        for node in nodes:
            answer = ask(ROUTE, path=node["path"], at=now.isoformat())["route"]
            assert (answer["status"], answer["entry"]["entryId"]) == (200, node["entryId"])
            assert answer["breadcrumbs"][-1]["path"] == node["path"]
        for path in dice.sample(sorted(was), min(8, len(was))):
            at = (now + dice.choice([timedelta(0), timedelta(microseconds=dice.randrange(300_000))])).isoformat()
            status = leads_on(ask, path, at)
            counted[status] = counted.get(status, 0) + 1
    assert {200, 301, 410} <= counted.keys()


def leads_on(ask, path, at):
    """Require that a path leads to a page, in one hop to one, elsewhere by a redirect, or is gone; tell the status."""
    answer = ask(ROUTE, path=path, at=at)["route"]
    assert answer is not None, path
    if answer["status"] == 301:
        there = ask(ROUTE, path=answer["location"], at=at)["route"]
        if there is None:
            assert answer["location"] == "/zh-hant/nowhere", path
        else:
            assert there["status"] == 200, (path, answer, there)
    else:
        assert answer["status"] in (200, 410)
    return answer["status"]
