"""The invariants of editing, held against plain Python: random acts of several, then any instants.

What each actor has seen is a copy of the latest state, and its revision. Whatever they then do,
nothing that somebody else wrote in the meantime is lost without their being told.
"""

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import orjson
import pytest
from conftest import ZONE, connection_to
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models import NewsStory, School
from models.access.actors import Actor
from models.access.tables import Change
from models.editing import acting, acts, feed
from models.editing.paths import differing, paths_of, value_at
from models.editing.tables import Publication
from models.problems import ContentRefused
from models.revisions import read_revisions

HOUR = 3_600_000_000
ACTORS = [Actor(name) for name in ("Ann", "Bob", "Cui")]
PORTIONS = [
    acts.WHOLE,
    acts.Portion(frozenset({"en"}), shared=False),
    acts.Portion(frozenset({"zh-Hant"})),
    acts.Portion(shared=False),
]
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.dictionaries(st.sampled_from(["en", "zh-Hant"]), st.sampled_from("abc"), min_size=1),
        "category": st.dictionaries(st.sampled_from(["en", "zh-Hans"]), st.sampled_from([*"xy", None]), min_size=1),
        "schools": st.lists(st.integers(0, 3), unique=True, max_size=4),
        "published_on": st.sampled_from([date(2026, 1, 1), date(2026, 1, 2), None]),
    },
)
LATER = st.sampled_from([*acts.Later, None])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("look", "look", "save", "save", "save", "save", "publish", "publish", "schedule", "schedule", "move"),
                *("cancel", "unpublish", "discard", "restore", "delete", "undelete", "undelete", "redact"),
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 3),
        CHANGES,
        LATER,
    ),
    max_size=16,
)


@dataclass
class Seen:
    """What an actor has seen: the latest state, its revision, and how often which path had been touched."""

    values: dict
    revision: str
    touches: dict


@pytest.fixture(scope="module")
def place(engine):
    with connection_to(engine.create(engine.tables)) as url:
        schools = [acts.create(School, None, {"name": {"en": name}}, ZONE, ACTORS[0]).entry for name in "abcd"]
        yield url, schools


class World:
    """One entry, what its actors have seen of it, and what readers were shown."""

    def __init__(self, schools, now):
        self.schools, self.now = schools, now
        content = {"title": {"en": "a"}, "published_on": date(2026, 1, 1)}
        self.entry = acts.create(NewsStory, None, content, ZONE, ACTORS[0]).entry
        self.touches = dict.fromkeys(paths_of(NewsStory), 0)
        self.shown = {}
        self.seen = [self.look() for _ in ACTORS]

    @property
    def states(self):
        return acts.states_of(NewsStory, self.entry)

    @property
    def latest(self):
        return self.states.latest(self.now[0])

    @property
    def scheduled(self):
        """The version that begins next, if one is scheduled."""
        return next((each.version for each in self.states.published if each.begins > self.now[0]), 99)

    def look(self):
        state = self.latest
        return Seen(dict(state.values), state.revision, dict(self.touches))

    def live(self, at):
        state = self.states.live(at)
        content = {path: value_at(state.values, path) for path in paths_of(NewsStory)} if state else None
        return hashlib.sha256(orjson.dumps(content)).hexdigest()


def given_of(world, changes):
    """Put the numbers of schools in the place of their places in the list."""
    return {
        name: [world.schools[each] for each in value] if name == "schools" else value for name, value in changes.items()
    }


def after(values, changes):
    """What a change makes of content, in plain Python."""
    made = dict(values)
    for name, value in changes.items():
        if name in ("title", "category"):
            texts = {tag: text for tag, text in {**(made[name] or {}), **value}.items() if text is not None}
            made[name] = texts or None
        else:
            made[name] = value
    return made


def save(world, actor, size, changes, later):
    seen, before = world.seen[actor], world.latest.values
    changes = given_of(world, changes)
    wanted = after(before, changes)
    ours = differing(NewsStory, before, wanted)
    behind = [path for path in ours if value_at(seen.values, path) != value_at(before, path)]
    lost = [path for path in behind if value_at(wanted, path) != value_at(seen.values, path)]
    untouched = [path for path in ours if seen.touches[path] == world.touches[path]]
    try:
        outcome = acts.save(NewsStory, world.entry, changes, ZONE, ACTORS[actor], on=seen.revision)
    except ContentRefused as error:
        if [each.code for each in error.problems] == ["UNKNOWN_ENTRY"]:
            raise  # it is deleted
        clashes = {each.field: each for each in error.problems if each.code == "CONFLICT"}
        assert set(lost) <= clashes.keys()
        assert not set(untouched) & clashes.keys()
        for path in set(lost) & clashes.keys():
            assert orjson.dumps(clashes[path].theirs) == orjson.dumps(value_at(before, path))
            assert orjson.dumps(clashes[path].yours) == orjson.dumps(value_at(wanted, path))
            if clashes[path].has_base:
                assert orjson.dumps(clashes[path].base) == orjson.dumps(value_at(seen.values, path))
        assert world.latest.values == before
        raise
    assert lost == []
    kept = [path for path in ours if path in outcome.changed]
    found = world.latest.values
    for path in paths_of(NewsStory):
        assert value_at(found, path) == value_at(wanted if path in kept else before, path)
    world.seen[actor] = world.look()


def publish(world, actor, size, changes, later):
    options = {"revision": world.seen[actor].revision, "portion": PORTIONS[size], "later": later}
    seen = world.seen[actor]
    outcome = acts.publish(NewsStory, world.entry, ZONE, ACTORS[actor], **options)
    if outcome.changed and PORTIONS[size].is_whole:
        shown = world.states.live(world.now[0]).values
        assert differing(NewsStory, shown, seen.values) == []


def schedule(world, actor, size, changes, later):
    at = world.now[0] + (size + 1) * HOUR
    acts.publish(NewsStory, world.entry, ZONE, ACTORS[actor], at=at, later=later)


def redact(world, actor, size, changes, later):
    states = world.states.editions
    version = states[size % len(states)].version
    acts.redact(NewsStory, world.entry, [version], ["category.en"], ZONE, ACTORS[actor], why="a court")
    for at in world.shown:
        world.shown[at] = world.live(at)


ACTS = {
    "save": save,
    "publish": publish,
    "schedule": schedule,
    "redact": redact,
    "unpublish": lambda world, actor, size, changes, later: acts.unpublish(
        NewsStory, world.entry, ACTORS[actor], portion=PORTIONS[size], later=later
    ),
    "discard": lambda world, actor, size, changes, later: acts.discard(
        NewsStory, world.entry, ACTORS[actor], revision=world.latest.revision, portion=PORTIONS[size]
    ),
    "restore": lambda world, actor, size, changes, later: acts.restore(
        NewsStory, world.entry, size + 1, ZONE, ACTORS[actor], portion=PORTIONS[size]
    ),
    "move": lambda world, actor, size, changes, later: acts.reschedule(
        NewsStory, world.entry, world.scheduled, ACTORS[actor], at=world.now[0] + size * HOUR
    ),
    "cancel": lambda world, actor, size, changes, later: acts.cancel_schedule(
        NewsStory, world.entry, world.scheduled, ACTORS[actor]
    ),
    "delete": lambda world, actor, size, changes, later: acts.delete(NewsStory, world.entry, ACTORS[actor]),
    "undelete": lambda world, actor, size, changes, later: acts.undelete(NewsStory, world.entry, ACTORS[actor]),
}
UNSEEN = ("save", "discard", "restore")
"""Acts that change drafts alone."""


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example(steps=[])
@given(steps=STEPS)
def test_whatever_several_do_nothing_is_lost_and_the_past_stands(place, steps):
    now = [time.time_ns() // 1_000]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "now", lambda: now[0])
        world = World(place[1], now)
        for act, actor, size, changes, later in steps:
            now[0] += HOUR
            if act == "look":
                world.seen[actor] = world.look()
                continue
            before, revisions, told = world.latest.values, read_revisions(), Publication.select().count()
            lines, is_done = Change.select().count(), False
            with suppress(ContentRefused):
                ACTS[act](world, actor, size, changes, later)
                is_done = True
            if act in UNSEEN or not is_done:
                assert (read_revisions(), Publication.select().count()) == (revisions, told)
            if not is_done:
                assert (world.latest.values, Change.select().count()) == (before, lines)
            for path in differing(NewsStory, before, world.latest.values):
                world.touches[path] += 1
            world.shown[now[0]] = world.live(now[0])
            require_sound(world)
        assert {at: world.live(at) for at in world.shown} == world.shown
        positions = [each.position for each in feed.page(["NewsStory"], None, 500)]
        assert positions == sorted(set(positions))


def require_sound(world):
    """What is published is complete, one at a time; there is one draft at most."""
    states = world.states
    assert sum(each.is_draft for each in states.editions) <= 1
    published = states.published
    for one, other in pairwise(published):
        assert one.times.ends <= other.begins
    for each in published:
        assert each.times.begins < each.times.ends
        assert each.values["title"]
        assert each.values["published_on"]
