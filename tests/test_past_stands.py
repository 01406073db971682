"""The past stands: what readers were answered for an instant is what they are answered, whatever is written since."""

import hashlib
import json
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from conftest import FAR, SHOWN_AT, ZONE

from delivery.execution.operations import Executor, Operation
from models import Event, NewsStory, School, Tag
from models.access.actors import Actor
from models.editing import acting, acts
from models.problems import ContentRefused
from schema import make_schema

ANN = Actor("Ann")
ASKED = """query ($at: DateTime!) {
  newsStories(asOf: $at, first: 30, orderBy: [TITLE_ASC]) { totalCount nodes {
    title slug body { text } schools { name newsStories { totalCount nodes { slug } } } tags { name } sdgs { name } } }
  zh: schools(asOf: $at, locale: ZH_HANT, first: 30) { totalCount nodes { name translation { lang } news: newsStories {
    totalCount nodes { title } } } }
  events(asOf: $at, first: 10) { totalCount nodes { title startsAt schools { slug } } }
  tags(asOf: $at, first: 30) { totalCount nodes { name newsStories { totalCount } } } }"""
INSTANTS, ACTS = 40, 150


def answers(executor, instants):
    """Hash the answers for some instants."""
    found = {}
    for at in instants:
        answer = json.loads(executor.run(Operation(ASKED, {"at": at.isoformat()})).body)
        assert "errors" not in answer, answer
        found[at] = hashlib.sha256(json.dumps(answer["data"]).encode()).hexdigest()
    return found


def change(dice, entries):
    """Do some act to one of some entries."""
    model, entry = dice.choice(entries)
    act = dice.choice(["save", "save", "publish", "publish", "schedule", "unpublish", "delete", "undelete", "restore"])
    name = {School: "name", Tag: "name"}.get(model, "title")
    text = {dice.choice(["en", "zh-Hant", "zh-Hans"]): dice.choice(["A", "B", None])}
    portion = dice.choice([acts.WHOLE, acts.Portion(frozenset({"zh-Hant"}), shared=False)])
    later = dice.choice(list(acts.Later))
    ahead = acting.now() + dice.randrange(3_600_000_000)
    if act == "save":
        links = {"schools": []} if model is NewsStory and dice.random() < 0.3 else {}
        acts.save(model, entry, {name: text, **links}, ZONE, ANN)
    elif act == "publish":
        acts.publish(model, entry, ZONE, ANN, portion=portion, later=later)
    elif act == "schedule":
        acts.publish(model, entry, ZONE, ANN, at=ahead, later=later)
    elif act == "unpublish":
        acts.unpublish(model, entry, ANN, portion=portion, later=later)
    elif act == "delete" and dice.random() < 0.3:
        acts.delete(model, entry, ANN)
    elif act == "undelete":
        acts.undelete(model, entry, ANN)
    elif act == "restore":
        acts.restore(model, entry, dice.randint(1, 3), ZONE, ANN)


def test_no_act_changes_an_answer_for_an_instant_that_has_passed(copy):
    dice = random.Random(20260102)
    executor = Executor(make_schema(), ZONE, lambda: datetime.now(UTC), limits=FAR)
    entries = [(model, row.entry_id) for model in (NewsStory, School, Event, Tag) for row in model.live(SHOWN_AT)]
    instants = [SHOWN_AT - timedelta(days=dice.random() * 900) for _ in range(INSTANTS)]
    before = answers(executor, instants)
    done = 0
    for number in range(ACTS):
        with suppress(ContentRefused):
            change(dice, entries)
            done += 1
        if number % 10 == 9:
            before |= answers(executor, [datetime.now(UTC) - timedelta(microseconds=1)])
    assert done > ACTS / 3
    assert len(set(before.values())) > 10
    assert answers(executor, before) == before
