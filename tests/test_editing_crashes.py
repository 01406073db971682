"""The server is killed amid mutations: what was acknowledged is there, nothing is half-written, keys are answered."""

import http.client
import random
import threading
import time

from editors import Client, killable, make_token

from models import NewsStory
from models.editing.tables import AnsweredKey, Publication

PUBLISH = """mutation ($a: CreateNewsStoryInput!, $b: PublishInput!) {
  createNewsStory(input: $a) { saved id version revision problems { code } } publish(input: $b) { saved problems { code } } }"""
KILLS, PROGRAMS = 3, 4


def written(name):
    content = {
        "slug": name,
        "title": {"en": {"value": name}, "zhHant": {"value": name}, "zhHans": {"value": name}},
        "publishedOn": "2026-01-02",
    }
    create = {"content": content, "as": "story", "key": f"create {name}"}
    return {"a": create, "b": {"entry": {"made": "story"}, "key": f"publish {name}"}}


def write(port, secret, prefix, acknowledged, asked, over):
    """Create and publish stories until the server is gone; take down what was asked for, and what was acknowledged."""
    client = Client(port, secret)
    number = 0
    while not over.is_set():
        name, number = f"{prefix}-{number}", number + 1
        asked.append(name)
        try:
            answer = client.ask(PUBLISH, **written(name))
        except (OSError, http.client.HTTPException):
            break
        assert answer["createNewsStory"]["saved"], answer
        acknowledged[name] = answer["createNewsStory"]
    client.close()


def kill_amid(url, secrets, prefix, seconds):
    """Kill a server amid writes; return what was asked for, and the answers to what was acknowledged."""
    acknowledged, asked, over = {}, [], threading.Event()
    with killable(url) as (port, kill):
        threads = [
            threading.Thread(target=write, args=(port, secret, f"{prefix}-{each}", acknowledged, asked, over))
            for each, secret in enumerate(secrets)
        ]
        for thread in threads:
            thread.start()
        while not acknowledged:
            time.sleep(0.01)
        time.sleep(seconds)
        kill()
        over.set()
        for thread in threads:
            thread.join()
    return asked, acknowledged


def require_whole(asked, acknowledged):
    """Require that what was acknowledged is live, and that what is there is whole."""
    live = {row.slug: row.uid for row in NewsStory.live().where(NewsStory.slug.in_(asked))}
    there = {row.slug for row in NewsStory.select(NewsStory.slug).where(NewsStory.slug.in_(asked))}
    assert acknowledged.keys() <= live.keys()
    assert there == live.keys()
    entries = {row.entry_id for row in NewsStory.select(NewsStory.entry).where(NewsStory.slug.in_(asked))}
    told = {each.entry for each in Publication.select().where(Publication.entry.in_(entries))}
    assert told == entries
    keyed = {row.key for row in AnsweredKey.select().where(AnsweredKey.key.startswith("create "))}
    assert {f"create {name}" for name in live} <= keyed


def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(copy):
    secrets = [make_token(f"program-{number}") for number in range(PROGRAMS)]
    dice = random.Random(1)
    asked, acknowledged = [], {}
    for number in range(KILLS):
        more, answers = kill_amid(copy, secrets, f"crash-{number}", dice.random() / 3)
        asked += more
        acknowledged |= answers
        require_whole(asked, acknowledged)
    with killable(copy) as (port, _):
        for name in [*list(acknowledged)[-3:], asked[-1]]:
            client = Client(port, secrets[int(name.split("-")[2])])
            again = client.ask(PUBLISH, **written(name))["createNewsStory"]
            assert again["saved"]
            assert acknowledged.get(name, again)["id"] == again["id"]
            client.close()
    require_whole(asked, acknowledged)
