"""The journal: lines that nobody changes, written with what they tell of."""

import json

import peewee
import pytest
from conftest import connection_to
from test_backups import rows
from test_command_line import runner
from test_restored_databases import execute

from models import schema_changes
from models.access import journal, people
from models.access.actors import COMMAND_LINE, NOBODY, Actor, actor_of
from models.access.callers import Caller
from models.access.journal import Filters
from models.access.journal_guards import REFUSAL, missing_journal_guards
from models.access.tables import Change
from models.database import writing
from models.entry import database as connected
from models.errors import JournalUnguarded

NOW = 1_800_000_000_000_000


def acts(filters=Filters(), first=100, after=None):  # noqa: B008
    return [line.act for line in journal.page(filters, first, after).lines]


def test_a_line_says_who_when_what_and_in_which_request(empty):
    by = actor_of(Caller(person=7, token=9, name="ci of ann@example.org"), "request-1")
    number = journal.note("token.create", by, NOW, entry=3, details={"name": "ci", "at": None})
    line = journal.page(Filters()).lines[0]
    assert (line.change, line.at, line.act, line.actor) == (number, NOW, "token.create", "ci of ann@example.org")
    assert (line.person, line.token, line.request_id, line.entry) == (7, 9, "request-1", 3)
    assert json.loads(line.details) == {"name": "ci", "at": None}


def test_a_line_is_bounded(empty):
    journal.note("x", Actor("n" * 1_000, request_id="r" * 1_000), NOW, details={"text": "漢" * 2_000})
    line = journal.page(Filters()).lines[0]
    assert (len(line.actor), len(line.request_id)) == (300, 300)
    assert json.loads(line.details) == {"omitted_bytes": 6_012}


def test_what_no_database_stores_is_left_out(empty):
    journal.note("x", Actor("a\0b\n\ud800c"), NOW, details={"text": "a\0b\ud800"})
    line = journal.page(Filters()).lines[0]
    assert (line.actor, json.loads(line.details)) == ("abc", {"text": "a\0b?"})


SAME = "INSERT INTO access_change (change, at, act, actor, request_id, details) VALUES (1, 0, 'y', '', '', '{}')"

STATEMENTS = {
    "sqlite": [
        "UPDATE access_change SET act = 'y'",
        "DELETE FROM access_change",
        "INSERT OR REPLACE INTO access_change SELECT * FROM access_change",
        SAME.replace("INSERT", "REPLACE"),
        f"{SAME} ON CONFLICT (change) DO UPDATE SET act = 'y'",
    ],
    "postgresql": [
        "UPDATE access_change SET act = 'y'",
        "UPDATE access_change SET act = 'y' WHERE false",
        "DELETE FROM access_change",
        "TRUNCATE access_change",
        f"{SAME} ON CONFLICT (change) DO UPDATE SET act = 'y'",
        "MERGE INTO access_change USING (SELECT 1 AS one) ON change = one WHEN MATCHED THEN UPDATE SET act = 'y'",
    ],
}


def test_nobody_changes_or_removes_a_line(empty):
    journal.note("x", NOBODY, NOW)
    before = rows(empty, "SELECT * FROM access_change")
    for sql in STATEMENTS[connected.kind]:
        with pytest.raises(peewee.DatabaseError, match=REFUSAL):
            connected.obj.execute_sql(sql)
    assert rows(empty, "SELECT * FROM access_change") == before
    journal.note("y", NOBODY, NOW)
    assert acts() == ["y", "x"]


def test_a_journal_that_anybody_could_change_is_not_served(empty):
    guard = missing_guard = "guard_access_change" if connected.kind == "postgresql" else "guard_access_change_delete"
    execute(empty, f"DROP TRIGGER {guard}{' ON access_change' if connected.kind == 'postgresql' else ''}")
    with pytest.raises(JournalUnguarded) as caught:
        schema_changes.require_current()
    assert caught.value.missing == [missing_guard]
    code, _ = runner(empty)("migrate")
    assert code == 0
    schema_changes.require_current()
    assert missing_journal_guards() == []


def test_a_line_is_kept_with_what_it_tells_of_or_not_at_all(empty):
    def add_both():
        with writing():
            people.add("ann@example.org", "Ann", [], COMMAND_LINE, NOW)
            people.add("ANN@example.org", "Ann", [], COMMAND_LINE, NOW)

    with pytest.raises(people.PersonRefused):
        add_both()
    assert acts() == []
    assert people.everybody() == []


def test_lines_are_paged_from_the_newest(empty):
    for number in range(7):
        journal.note(f"act.{number}", NOBODY, NOW - number)  # whatever clocks say
    first = journal.page(Filters(), 3)
    assert [line.act for line in first.lines] == ["act.6", "act.5", "act.4"]
    assert first.has_next
    journal.note("act.7", NOBODY, NOW)
    second = journal.page(Filters(), 3, first.lines[-1].change)
    last = journal.page(Filters(), 3, second.lines[-1].change)
    assert [line.act for line in (*second.lines, *last.lines)] == ["act.3", "act.2", "act.1", "act.0"]
    assert (second.has_next, last.has_next) == (True, False)
    assert journal.page(Filters(), 0).lines == []
    assert len(journal.page(Filters(), 10_000).lines) == journal.count(Filters()) == 8


def test_a_page_has_so_many_lines_at_most(empty):
    with writing():
        for _ in range(journal.MOST_LINES + 1):
            journal.note("x", NOBODY, NOW)
    found = journal.page(Filters(), 10_000)
    assert (len(found.lines), found.has_next) == (journal.MOST_LINES, True)


def test_lines_are_filtered(empty):
    ann, program = Actor("ann", 1), Actor("ci of ann", 1, 5)
    journal.note("sign_in", ann, NOW)
    journal.note("sign_in.failed", NOBODY, NOW + 1)
    journal.note("sign_in_x", ann, NOW + 2)
    journal.note("person.add", program, NOW + 3, entry=8)
    assert acts(Filters(act="sign_in")) == ["sign_in.failed", "sign_in"]
    assert acts(Filters(act="sign_in.failed")) == ["sign_in.failed"]
    assert acts(Filters(act="sign")) == acts(Filters(act="%")) == acts(Filters(act="")) == []
    assert acts(Filters(person=1)) == ["person.add", "sign_in_x", "sign_in"]
    assert acts(Filters(token=5)) == acts(Filters(entry=8)) == ["person.add"]
    assert acts(Filters(since=NOW + 1, until=NOW + 3)) == ["sign_in_x", "sign_in.failed"]
    assert acts(Filters(person=1, act="sign_in", since=NOW, until=NOW + 1)) == ["sign_in"]
    assert journal.count(Filters(person=1)) == 3


@pytest.mark.parametrize(("engine", "to"), [("sqlite", "postgresql"), ("postgresql", "sqlite")], indirect=["engine"])
def test_a_copy_has_people_and_journal_and_is_guarded(copy, engines, to):
    ann = people.add("ann@example.org", "Ann", [], COMMAND_LINE, NOW)
    people.disable(ann, COMMAND_LINE, NOW)
    target = engines(to).create()
    assert runner(copy)("content", "copy", "--to", target)[0] == 0
    both = ["SELECT * FROM access_change ORDER BY change", "SELECT person, email, name, created_at FROM access_person"]
    for sql in both:
        assert rows(target, sql) == rows(copy, sql)
    with connection_to(target):
        assert people.by_name("ann@example.org").is_disabled
        before = Change.select().count()
        people.enable(people.by_name("ann@example.org"), COMMAND_LINE, NOW)
        assert Change.select().count() == before + 1
        with pytest.raises(peewee.DatabaseError, match=REFUSAL):
            connected.obj.execute_sql("DELETE FROM access_change")


def test_nothing_is_copied_over_people(copy, engine):
    target = engine.create(engine.tables)
    with connection_to(target):
        people.add("ann@example.org", "Ann", [], COMMAND_LINE, NOW)
    code, output = runner(copy)("content", "copy", "--to", target)
    assert (code, "it has people already" in output) == (1, True), output
