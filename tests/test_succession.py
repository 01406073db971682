"""Succession: what was public stays the answer for its instant when content files say something else."""

from datetime import UTC, datetime, timedelta

import pytest
import yaml
from conftest import ZONE

from fixtures.loading import Report, compare_folder, load_folder, remove_entry
from models import Tag
from models.editing import acting
from models.edition_values import stored_editions
from models.instants import FOREVER, to_microseconds
from models.problems import ContentRefused

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BEFORE, LATER, LATEST = (NOW + timedelta(days=days) for days in (-30, 30, 60))


@pytest.fixture
def clock(monkeypatch):
    """The instant that acts take for now, in a list that tests set."""
    instants = [NOW]
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(instants[0]))
    return instants


@pytest.fixture
def load(empty, tmp_path, clock):
    """Load one tag, as its file has it."""

    def load(name, live_from=BEFORE, slug="robots", rewrite=False, **more):
        tag = {"slug": slug, "id": "r2345678abcd", "name": {"en": name}, "live_from": live_from, **more}
        tag = {key: value for key, value in tag.items() if value is not None}
        (tmp_path / "tag.yaml").write_text(yaml.safe_dump({"entries": [tag]}), encoding="utf-8")
        expected = compare_folder(ZONE, tmp_path, rewrite=rewrite)
        assert load_folder(ZONE, tmp_path, rewrite=rewrite) == expected
        return expected

    return load


def names():
    """The names of the tag, with when each is shown, in days from NOW."""

    def days(microseconds):
        return None if microseconds in (None, FOREVER) else (microseconds - to_microseconds(NOW)) // 86_400_000_000

    return [
        (edition.values["name"]["en"], days(edition.values["live_from"]), days(edition.values["live_until"]))
        for edition in stored_editions(Tag)
    ]


def test_a_change_is_said_from_now_on(load):
    assert load("Robots") == Report(added=1)
    assert load("Robotics") == Report(changed=1)
    assert names() == [("Robots", -30, 0), ("Robotics", 0, None)]
    assert load("Robotics") == Report(unchanged=1)


def test_a_change_of_a_later_instant_is_said_from_then_on(load, clock):
    load("Robots")
    assert load("Robotics", LATER) == Report(changed=1)
    assert names() == [("Robots", -30, 30), ("Robotics", 30, None)]
    assert load("Robot science", LATEST) == Report(changed=1)
    assert names() == [("Robots", -30, 30), ("Robot science", 60, None)]
    clock[0] = LATEST
    assert load("Robot science", LATEST) == Report(unchanged=1)


def test_what_has_not_begun_is_replaced(load):
    load("Robots", LATER)
    assert load("Robotics", LATEST) == Report(changed=1)
    assert names() == [("Robotics", 60, None)]
    load("Robotics", None)
    assert names() == [("Robotics", None, None)]


def test_an_end_may_be_set_and_moved_and_not_into_the_past(load):
    load("Robots")
    assert load("Robots", live_until=LATEST) == Report(changed=1)
    assert load("Robots", live_until=LATER) == Report(changed=1)
    assert names() == [("Robots", -30, 30)]
    assert load("Robots", live_until=BEFORE + timedelta(days=1)).passed == ["tag.yaml: robots"]
    assert names() == [("Robots", -30, 30)]


def test_what_is_over_is_left_and_may_come_back(load, clock):
    load("Robots", live_until=LATER)
    clock[0] = LATEST
    assert load("Robotics", live_until=LATER).passed == ["tag.yaml: robots"]
    assert names() == [("Robots", -30, 30)]
    assert load("Robotics", LATEST) == Report(changed=1)
    assert names() == [("Robots", -30, 30), ("Robotics", 60, None)]


def test_the_past_is_rewritten_where_that_is_said(load):
    load("Robots")
    load("Robotics")
    assert load("Machines", rewrite=True) == Report(changed=1)
    assert names() == [("Machines", -30, None)]
    assert load(None, None, editions=[{"live_from": BEFORE, "name": {"en": "Stated"}}]) == Report(changed=1)
    assert names() == [("Stated", -30, None)]


def test_a_slug_that_is_corrected_is_the_same_entry_from_now_on(load):
    load("Robots")
    assert load("Robots", slug="robotics") == Report(changed=1)
    found = [(edition.entry, edition.values["slug"]) for edition in stored_editions(Tag)]
    assert found == [(found[0][0], "robots"), (found[0][0], "robotics")]


def test_what_a_load_would_do_is_said_and_not_done(load, tmp_path):
    load("Robots")
    before = names()
    (tmp_path / "tag.yaml").write_text(
        yaml.safe_dump(
            {
                "entries": [
                    {"slug": "robots", "id": "r2345678abcd", "name": {"en": "Robotics"}, "live_from": BEFORE},
                    {"slug": "other", "name": {"en": "Other"}, "live_from": BEFORE},
                ]
            }
        ),
        encoding="utf-8",
    )
    report = compare_folder(ZONE, tmp_path)
    assert report.lines == ["tag.yaml: robots: name", "tag.yaml: other: new"]
    assert (report.added, report.changed) == (1, 1)
    assert names() == before


def test_an_entry_that_is_removed_is_the_answer_for_when_it_was_there(load):
    load("Robots")
    assert remove_entry("tag", "robots") == "Tag robots"
    assert names() == [("Robots", -30, 0)]
    assert load("Robots").kept == ["tag.yaml: robots"]
    for kind, slug, reason in (
        ("tag", "robots", "no Tag 'robots' is live"),
        ("tags", "robots", "no content type 'tags'"),
    ):
        with pytest.raises(ContentRefused, match=reason):
            remove_entry(kind, slug)
