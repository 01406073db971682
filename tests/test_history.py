"""Histories of connections: at the end of each step, what counting all rows finds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import SHOWN_AT, connection_to
from oracle import Content
from test_groups import NOW, data, run, shuffled  # noqa: F401
from test_time import HOUR, START

from models import NewsStory, School
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.edition import backlinks
from models.instants import from_microseconds, to_microseconds
from server import create_app

ZONE = ZoneInfo("Asia/Hong_Kong")
FROM = from_microseconds(START - 40 * 24 * HOUR).isoformat()
PREVIEWER = Caller(Grants(frozenset({Grant(frozenset({Action.PREVIEW}), "NewsStory")})), person=1)
LATER = from_microseconds(START + 24 * HOUR).isoformat()


def asked(by, until=None, begin=FROM):
    until = f', until: "{until}"' if until else ""
    return f'history(by: {by}, from: "{begin}"{until}) {{ value at count }}'


@pytest.mark.parametrize("by", ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])
def test_a_history_counts_what_was_live_at_the_end_of_each_step(shuffled, by):  # noqa: F811
    with connection_to(shuffled):
        content = Content()
        field = asked(by)
        query = f"{{ newsStories {{ {field} }} schools(first: 100) {{ nodes {{ newsStories {{ {field} }} }} }} }}"
        found = data(query)
        steps = found["newsStories"]["history"]
        ends = [to_microseconds(datetime.fromisoformat(step["at"])) for step in steps]
        assert [step["count"] for step in steps] == [len(content.live(NewsStory, at)) for at in ends]
        schools = content.live(School, NOW)
        for school, answer in zip(schools, found["schools"]["nodes"], strict=True):
            linked = [links_to(content, school["entry"], at) for at in ends]
            assert [step["count"] for step in answer["newsStories"]["history"]] == linked
    assert ends[-1] == NOW
    assert steps[-1]["count"]


def links_to(content, entry, at):
    link = backlinks(School)["news_stories"].link
    return sum(content.links[link][row["edition"]].count(entry) for row in content.live(NewsStory, at))


def test_steps_end_before_midnight_at_the_site(shuffled):  # noqa: F811
    query = f"{{ newsStories {{ {asked('DAY', '2026-03-31T00:00:00Z', '2026-03-28T12:00:00Z')} }} }}"
    with connection_to(shuffled):
        found = data(query, ZoneInfo("Europe/London"), caller=PREVIEWER)["newsStories"]["history"]
    assert [(step["value"], step["at"]) for step in found] == [
        ("2026-03-28", "2026-03-28T23:59:59.999999+00:00"),
        ("2026-03-29", "2026-03-29T23:59:59.999999+01:00"),
        ("2026-03-30", "2026-03-30T23:59:59.999999+01:00"),
        ("2026-03-31", "2026-03-31T01:00:00+01:00"),
    ]


def test_what_is_to_come_is_told_to_those_who_may_preview_it(shuffled):  # noqa: F811
    with connection_to(shuffled):
        content = Content()
        stranger = data(f"{{ newsStories {{ {asked('DAY', LATER)} }} }}", caller=ANONYMOUS)["newsStories"]["history"]
        editor = data(f"{{ newsStories {{ {asked('DAY', LATER)} }} }}", caller=PREVIEWER)["newsStories"]["history"]
        ends = [to_microseconds(datetime.fromisoformat(step["at"])) for step in editor]
        assert [step["count"] for step in editor] == [len(content.live(NewsStory, at)) for at in ends]
    assert stranger[-1]["at"] == from_microseconds(NOW).astimezone(ZONE).isoformat()
    assert editor[-1]["at"] == from_microseconds(START + 24 * HOUR).astimezone(ZONE).isoformat()
    assert stranger[:-1] == editor[: len(stranger) - 1]


def test_the_ledger_does_not_tell_of_conditions_and_drafts(shuffled):  # noqa: F811
    field, caller = (
        asked("DAY"),
        Caller(Grants(frozenset({Grant(frozenset({Action.READ_DRAFTS}), "NewsStory")})), person=1),
    )
    with connection_to(shuffled):
        assert data(f'{{ newsStories(where: {{title: {{contains: "a"}}}}) {{ {field} }} }}')["newsStories"] == {
            "history": None
        }
        assert data(f"{{ newsStories(stage: LATEST) {{ {field} }} }}", caller=caller)["newsStories"] == {
            "history": None
        }


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            asked("DAY", begin="2000-01-01T00:00:00Z"),
            "history has at most 1000 steps: use a longer one, or a shorter time.",
        ),
        (
            asked("YEAR", "9999-12-31T23:00:00Z", "9999-06-01T00:00:00Z"),
            "from and until must lie in years that have dates.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(shuffled, field, message):  # noqa: F811
    with connection_to(shuffled):
        (error,) = run(f"{{ newsStories {{ {field} }} }}")["errors"]
    assert (error["message"], error["extensions"]["code"]) == (message, "BAD_USER_INPUT")


def test_none_is_told_of_no_time(shuffled):  # noqa: F811
    begin = from_microseconds(NOW) + timedelta(days=9)
    with connection_to(shuffled):
        assert data(f"{{ newsStories {{ {asked('DAY', begin=begin.isoformat())} }} }}")["newsStories"]["history"] == []


def test_a_history_goes_on_as_time_passes(copy):
    clocks = [SHOWN_AT]
    client = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: clocks[-1]).test_client()
    query = {"query": f"{{ newsStories {{ {asked('MONTH', begin='2025-10-01T00:00:00+08:00')} }} }}"}
    before = [client.post("/graphql", json=query).json["data"]["newsStories"]["history"] for _ in range(2)]
    clocks.append(SHOWN_AT + timedelta(days=40))
    after = client.post("/graphql", json=query).json["data"]["newsStories"]["history"]
    assert before[0] == before[1]
    assert [step["value"] for step in before[0]] == ["2025-10", "2025-11", "2025-12", "2026-01"]
    assert [step["value"] for step in after] == ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]
    assert after[:3] == before[0][:3]


def test_groups_that_are_cached_follow_what_changes(copy):
    client = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: SHOWN_AT).test_client()
    query = {"query": "{ newsStories { totalCount groups(by: [TAGS]) { nodes { count } } } }"}
    first = client.post("/graphql", json=query).json["data"]["newsStories"]
    NewsStory.update(live_until=to_microseconds(SHOWN_AT)).where(NewsStory.slug == "new-medical-school").execute()
    second = client.post("/graphql", json=query).json["data"]["newsStories"]
    assert second["totalCount"] == first["totalCount"] - 1
    assert sum(each["count"] for each in second["groups"]["nodes"]) < sum(
        each["count"] for each in first["groups"]["nodes"]
    )
