"""Lists of spans that have not ended are put together of what runs and what is to come: they are as if read at once."""

import random
from datetime import datetime, timedelta

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, connection_to

from fixtures.loading import load_folder
from models.span_width import WIDEST, WIDTHS, SpanWidth
from server import create_app

START = datetime(2026, 3, 1, tzinfo=ZONE)
NUMBER = 60
MOST = 400
"""Hours within which spans start."""

LENGTHS = (0, 0, 1, 1, 2, 5, 24, 24, 100, 400, 3_000, 30_000)
"""Hours that spans last: of all widths."""

AHEAD = {"phase": {"in": ["CURRENT", "UPCOMING"]}}


def hour(number):
    return START + timedelta(hours=number)


def spans():
    """Starts and ends of events in hours, some of them level, by their slugs; with which of two schools hold them."""
    chance = random.Random(3)
    made = {}
    for number in range(NUMBER):
        start = chance.randrange(MOST // 4) * 4
        schools = chance.choice([["one"], ["two"], ["one", "two"], ["one", "one"]])
        made[f"e{number:02}"] = (start, start + chance.choice(LENGTHS), schools)
    return made


SPANS = spans()

SCHOOLS = """
defaults: {live_from: 2026-01-01T00:00:00Z, kind: SCHOOL}
entries:
  - {slug: one, abbreviation: O, name: {en: One}}
  - {slug: two, abbreviation: T, name: {en: Two}}
"""


@pytest.fixture(scope="module")
def ask(engine, tmp_path_factory):
    """A database with these events."""
    lines = [
        f"  - {{slug: {slug}, title: {{en: E}}, starts_at: {hour(starts).isoformat()}, ends_at: {hour(ends).isoformat()},"
        f" schools: [{', '.join(dict.fromkeys(schools))}]}}"
        for slug, (starts, ends, schools) in SPANS.items()
    ]
    folder = tmp_path_factory.mktemp("parts")
    heading = "defaults: {live_from: 2026-01-01T00:00:00Z}\nentries:\n"
    (folder / "school.yaml").write_text(SCHOOLS, encoding="utf-8")
    (folder / "event.yaml").write_text(heading + "\n".join(lines), encoding="utf-8")
    with connection_to(engine.create(engine.tables)) as url:
        load_folder(ZONE, folder)
        settings = {**PLAIN, "SUNDIAL_DATABASE_URL": url}
        yield asker(create_app(settings, clock=lambda: SHOWN_AT).test_client())


def wanted(at, until=None, school=None):
    """List what has not ended at an hour, and has started before another, in order."""
    found = {
        slug: starts
        for slug, (starts, ends, schools) in SPANS.items()
        if (ends > at or starts >= at) and (until is None or starts < until) and (school is None or school in schools)
    }
    return sorted(found, key=lambda slug: (found[slug], slug))


INSTANTS = [-1, 0, 4, 5, 100, 201, 300, MOST, 3_500, 40_000]

LIST = """query($where: EventFilter, $at: DateTime, $first: Int, $last: Int, $after: String, $before: String,
  $order: [EventOrder!]) { events(where: $where, asOf: $at, first: $first, last: $last, after: $after, before: $before,
  orderBy: $order) { totalCount nodes { slug } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def walked(ask, **arguments):
    """Walk through a list, three entries at a time, from either end."""
    is_backward = "last" in arguments
    found, cursor = [], None
    while True:
        page = ask(LIST, **arguments, **{"before" if is_backward else "after": cursor})["events"]
        slugs = [node["slug"] for node in page["nodes"]]
        assert len(slugs) <= 3
        assert page["pageInfo"]["hasNextPage" if is_backward else "hasPreviousPage"] == (cursor is not None)
        found = [*slugs, *found] if is_backward else [*found, *slugs]
        if not page["pageInfo"]["hasPreviousPage" if is_backward else "hasNextPage"]:
            return found, page["totalCount"]
        cursor = page["pageInfo"]["startCursor" if is_backward else "endCursor"]


@pytest.mark.parametrize("at", INSTANTS)
@pytest.mark.parametrize("direction", ["first", "last"])
@pytest.mark.parametrize("descends", [False, True])
def test_pages_of_what_has_not_ended_are_those_of_one_list(ask, at, direction, descends):
    order = ["STARTS_AT_DESC"] if descends else None
    found, total = walked(ask, where=AHEAD, at=hour(at).isoformat(), order=order, **{direction: 3})
    assert (found, total) == (wanted(at)[:: -1 if descends else 1], len(wanted(at)))


@pytest.mark.parametrize("at", INSTANTS)
def test_a_window_is_read_in_parts_as_well(ask, at):
    for until in (None, at, at + 1, at + 50):
        window = {"from": hour(at).isoformat()} | ({} if until is None else {"until": hour(until).isoformat()})
        last = until if until != at else at + 0.5  # a window of no length is its one instant
        found, total = walked(ask, where={"overlaps": window}, first=3)
        assert (found, total) == (wanted(at, last), len(wanted(at, last)))
        both = {"and": [{"overlaps": window}, AHEAD], "overlaps": {"from": hour(0).isoformat()}}
        at_once = ask(LIST, where=both, at=hour(at).isoformat(), first=100)["events"]["nodes"]
        assert [node["slug"] for node in at_once] == wanted(at, last)


@pytest.mark.parametrize("at", INSTANTS)
@pytest.mark.parametrize("school", ["one", "two"])
def test_lists_below_a_school_and_of_one_are_read_in_parts(ask, at, school):
    query = """query($slug: String!, $where: EventFilter, $of: EventFilter, $at: DateTime) {
      school(slug: $slug, asOf: $at) { events(first: 7, where: $where) { totalCount nodes { slug } } }
      events(first: 7, where: $of, asOf: $at) { nodes { slug } } }"""
    of = {**AHEAD, "schools": {"some": {"slug": {"eq": school}}}}
    answer = ask(query, slug=school, where=AHEAD, of=of, at=hour(at).isoformat())
    slugs = [node["slug"] for node in answer["school"]["events"]["nodes"]]
    assert slugs == [node["slug"] for node in answer["events"]["nodes"]] == wanted(at, school=school)[:7]
    assert answer["school"]["events"]["totalCount"] == len(wanted(at, school=school))


@pytest.mark.parametrize("at", INSTANTS)
def test_each_choice_of_phases_leaves_what_is_in_one_of_them(ask, at):
    of = {
        slug: "PAST" if ends <= at and starts < at else "CURRENT" if starts <= at else "UPCOMING"
        for slug, (starts, ends, _) in SPANS.items()
    }
    for number in range(8):
        chosen = [phase for place, phase in enumerate(("UPCOMING", "PAST", "CURRENT")) if number >> place & 1]
        for where in ({"phase": {"in": chosen}}, {"not": {"not": {"phase": {"in": chosen}}}}):
            nodes = ask(LIST, where=where, at=hour(at).isoformat(), first=100)["events"]["nodes"]
            assert {node["slug"] for node in nodes} == {slug for slug, phase in of.items() if phase in chosen}


def test_a_span_has_the_first_width_that_it_has_room_in():
    column = SpanWidth(())
    assert [column.derived(7, 7 + (1 << width)) for width in WIDTHS] == list(WIDTHS)
    assert [column.derived(7, 8 + (1 << width)) for width in WIDTHS] == [*WIDTHS[1:], WIDEST]
    assert (column.derived(5, 5), column.derived(None, 5), column.derived(5, None)) == (WIDTHS[0], None, None)
