"""Series of events, whose occurrences are made, and alerts, which come and go by themselves."""

from datetime import timedelta

import pytest
from conftest import SHOWN_AT, ZONE

import models
from fixtures.loading import load_folder
from fixtures.occurrences import make_occurrences
from fixtures.problems import ContentInvalid
from models.access.actors import COMMAND_LINE
from models.editing import acts

SINCE = "defaults:\n  live_from: 2025-09-01T00:00:00+08:00\nentries:\n"

SERIES = f"""{SINCE}
  - slug: tea
    title: {{en: Tea, zh-Hant: 茶}}
    rule: FREQ=WEEKLY;BYDAY=TU;COUNT=6
    first_starts_at: 2025-12-30T15:00:00+08:00
    minutes: 90
    exceptions: [{{day: 2026-01-13}}]
    tags: [red]
"""

TAGS = f"{SINCE}  - {{slug: red, name: {{en: Red}}}}\n"


def test_the_events_of_a_series_are_made_once_and_stay_what_they_have_become(asking):
    ask = asking(event_series=SERIES, tag=TAGS)
    assert make_occurrences(ZONE, SHOWN_AT) == 4
    days = ["2026-01-06", "2026-01-20", "2026-01-27", "2026-02-03"]
    slugs = [slug for (slug,) in models.Event.select(models.Event.slug).order_by(models.Event.starts_at).tuples()]
    assert slugs == [f"tea-{day}" for day in days]
    first = acts.entry_with(models.Event, "tea-2026-01-06")
    assert first is not None
    changed = {
        "status": "CANCELLED",
        "starts_at": SHOWN_AT + timedelta(days=40),
        "ends_at": SHOWN_AT + timedelta(days=41),
    }
    acts.save(models.Event, first, changed, ZONE, COMMAND_LINE)
    acts.publish(models.Event, first, ZONE, COMMAND_LINE)
    gone = acts.entry_with(models.Event, "tea-2026-02-03")
    assert gone is not None
    acts.delete(models.Event, gone, COMMAND_LINE)
    assert make_occurrences(ZONE, SHOWN_AT) == 0
    rows = models.Event.select().where(models.Event.slug == "tea-2026-01-20")
    [made] = rows
    assert made.title == {"en": "Tea", "zh-Hant": "茶"}
    assert made.ends_at - made.starts_at == 90 * 60 * 1_000_000
    series = ask('{ eventSeries(slug: "tea") { title rule exceptions { day } tags { slug } } }')["eventSeries"]
    assert series == {
        "title": "Tea",
        "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=6",
        "exceptions": [{"day": "2026-01-13"}],
        "tags": [{"slug": "red"}],
    }


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "weekly", "FREQ=DAILY;COUNT=a", "FREQ=DAILY\nX"]
)
def test_a_rule_that_is_none_is_refused(empty, tmp_path, rule):
    text = SERIES.replace("FREQ=WEEKLY;BYDAY=TU;COUNT=6", repr(rule) if "\n" not in rule else f'"{rule}"')
    (tmp_path / "event_series.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, tmp_path)
    assert "rule" in str(caught.value)


ALERTS = """
entries:
  - slug: storm
    live_from: 2026-01-02T08:00:00+08:00
    live_until: 2026-01-02T12:00:00+08:00
    title: {en: Storm}
    message: {en: Stay **inside**.}
    level: EMERGENCY
    action: {label: {en: Read more}, target: Tag/red}
    scope: [Tag/red]
"""


def test_an_alert_is_there_from_its_beginning_to_its_end(asking):
    ask = asking(alert=ALERTS, tag=TAGS)
    asked = """query($at: DateTime) { alerts(asOf: $at, where: {level: {eq: EMERGENCY}}) { nodes {
        title message { html } level action { label target { slug } } scope { slug } isOnAllPages } } }"""

    def at(instant):
        return ask(asked, at=instant)["alerts"]["nodes"]

    assert at("2026-01-02T07:59:59+08:00") == at("2026-01-02T12:00:00+08:00") == []
    assert at("2026-01-02T08:00:00+08:00") == [
        {
            "title": "Storm",
            "message": {"html": "<p>Stay <strong>inside</strong>.</p>\n"},
            "level": "EMERGENCY",
            "action": {"label": "Read more", "target": {"slug": "red"}},
            "scope": [{"slug": "red"}],
            "isOnAllPages": False,
        }
    ]


SCOPED = """
defaults:
  live_from: 2026-01-02T08:00:00+08:00
  level: INFO
entries:
  - {slug: everywhere, title: {en: Everywhere}}
  - {slug: ended, title: {en: Ended}, scope: [Tag/blue]}
  - {slug: mixed, title: {en: Mixed}, scope: [Tag/blue, Tag/red]}
"""
BLUE = """  - slug: blue
    name: {en: Blue}
    live_until: 2026-01-02T09:00:00+08:00
"""


def test_an_alert_on_pages_that_are_gone_is_not_on_all_pages(asking):
    ask = asking(alert=SCOPED, tag=TAGS + BLUE)
    found = ask("{ alerts(orderBy: [SLUG_ASC]) { nodes { slug isOnAllPages scope { slug } } } }")["alerts"]["nodes"]
    assert found == [
        {"slug": "ended", "isOnAllPages": False, "scope": []},
        {"slug": "everywhere", "isOnAllPages": True, "scope": []},
        {"slug": "mixed", "isOnAllPages": False, "scope": [{"slug": "red"}]},
    ]
