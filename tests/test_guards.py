"""Guards: the database refuses editions that clash, whoever writes them and by whatever means."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import psycopg
import pytest
from conftest import SHOWN_AT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import IntegrityError

from models import Label, Menu, Tag, database, schema_changes
from models.bulk import bulk_writing, insert_rows
from models.edition_values import new_entry
from models.entry import Entry
from models.entry import database as connected
from models.errors import EditionsClash, EditionsUnguarded
from models.guards import guards, missing_guards
from models.instants import FOREVER, to_microseconds

COLUMNS = ("entry", "uid", "version", "slug", "live_from", "live_until", "created_at", "name")
INSERTION = f"INSERT INTO tag ({', '.join(COLUMNS)}) VALUES "
NOW = to_microseconds(SHOWN_AT)


@pytest.fixture
def entries(empty):
    return [new_entry(Tag) for _ in range(3)]


def row(entry, version, slug, live_from, live_until=FOREVER):
    uid = Entry.get_by_id(entry).uid
    return (entry, uid, version, slug, live_from, live_until, 0, "{}")


def insert(*rows):
    mark = connected.obj.param
    places = ", ".join(f"({', '.join(mark for _ in COLUMNS)})" for _ in rows)
    connected.obj.execute_sql(INSERTION + places, [value for each in rows for value in each])


def refused(name):
    return pytest.raises(IntegrityError, match=f"^{name}")


def test_an_entry_has_one_public_edition_at_every_instant(entries):
    insert(row(entries[0], 1, "a", 10, 20), row(entries[0], 2, "a", 20, 30))
    for live_from, live_until in ((0, 11), (19, 21), (29, FOREVER), (0, FOREVER), (12, 15)):
        with refused("clashing_spans"):
            insert(row(entries[0], 3, "a", live_from, live_until))
    insert(row(entries[0], 3, "a", 0, 10), row(entries[0], 4, "a", 30))
    with refused("clashing_spans"):
        Tag.update(live_until=21).where(Tag.version == 1).execute()
    assert Tag.select().count() == 4


def test_an_entry_has_one_draft(entries):
    insert(row(entries[0], 1, "a", None), row(entries[1], 1, "b", None))
    with refused("clashing_drafts"):
        insert(row(entries[0], 2, "a", None))
    insert(row(entries[0], 2, "a", 10))
    with refused("clashing_drafts"):
        Tag.update(live_from=None).where(Tag.version == 2).execute()


def test_an_edition_ends_after_it_begins(entries):
    for live_until in (9, 10):
        with refused("empty_span"):
            insert(row(entries[0], 1, "a", 10, live_until))
    insert(row(entries[0], 1, "a", 10, 11))
    assert Tag.select().count() == 1


def test_a_slug_belongs_to_one_entry_at_every_instant_and_may_change_hands(entries):
    insert(row(entries[0], 1, "a", 10, 20))
    with refused("clashing_slug"):
        insert(row(entries[1], 1, "a", 19))
    insert(row(entries[1], 1, "a", 20), row(entries[2], 1, "a", None), row(entries[0], 2, "b", 20))
    with refused("clashing_slug"):
        Tag.update(slug="a").where((Tag.entry == entries[0]) & (Tag.version == 2)).execute()
    assert Tag.select().count() == 4


def test_another_key_belongs_to_one_entry_as_well(copy):
    first, second = Menu.select().where(Menu.live_from <= NOW, Menu.live_until > NOW).limit(2)
    with refused("clashing_location"):
        Menu.update(location=first.location).where(Menu.edition == second.edition).execute()


def test_entries_exchange_slugs_in_one_transaction(entries):
    insert(row(entries[0], 1, "a", 10), row(entries[1], 1, "b", 10))
    with database.writing():
        Tag.update(live_until=20).execute()
        insert(row(entries[0], 2, "b", 20), row(entries[1], 2, "a", 20))
    assert {(each.entry_id, each.slug) for each in Tag.select().where(Tag.live_from == 20)} == {
        (entries[0], "b"),
        (entries[1], "a"),
    }


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_postgresql_looks_at_the_end_of_the_transaction(entries):
    insert(row(entries[0], 1, "a", 10), row(entries[1], 1, "b", 10))
    with database.writing():
        Tag.update(slug="a").where(Tag.entry == entries[1]).execute()
        Tag.update(slug="b").where(Tag.entry == entries[0]).execute()
    with refused("clashing_slug"):
        move_slug("a", entries[0])
    assert Tag.select().where(Tag.slug == "a").count() == 1


def move_slug(slug, entry):
    with database.writing():
        Tag.update(slug=slug).where(Tag.entry == entry).execute()
        assert Tag.select().where(Tag.slug == slug).count() == 2


@pytest.fixture
def writers(entries, empty):
    """Two connections that each have a transaction of their own."""
    with psycopg.connect(empty) as one, psycopg.connect(empty) as other:
        yield one, other
        other.rollback()


INSERTING = INSERTION + "(%s, %s, %s, %s, %s, %s, %s, %s)"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_transactions_at_once_do_not_make_two_drafts(entries, writers):
    for version, writer in enumerate(writers, 1):
        writer.execute(INSERTING, row(entries[0], version, "a", None))
    writers[0].commit()
    with pytest.raises(psycopg.errors.ExclusionViolation, match=r"^clashing_drafts"):
        writers[1].commit()
    assert Tag.select().count() == 1


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_transactions_at_once_do_not_give_two_entries_a_slug(entries, writers):
    rows = [row(entry, 1, "a", 10) for entry in entries[:2]]
    writers[0].execute(INSERTING, rows[0])
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(writers[1].execute, INSERTING, rows[1])
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        writers[0].commit()
        waiting.result(timeout=10)
    with pytest.raises(psycopg.errors.ExclusionViolation, match=r"^clashing_slug"):
        writers[1].commit()
    assert Tag.select().count() == 1


def test_writing_in_bulk_is_refused_as_well(entries):
    rows = [row(entries[0], 1, "a", 10), row(entries[1], 1, "a", 10)]
    with pytest.raises((IntegrityError, EditionsClash)), bulk_writing():
        insert_rows(Tag, COLUMNS, rows)
    assert Tag.select().count() == 0
    assert missing_guards() == []


def test_an_upgrade_makes_guards_that_are_missing_and_says_what_came_in_without_them(copy):
    for each in guards():
        if each.table == "label":
            connected.obj.execute_sql(connected.removal(each))
    assert {each.table for each in missing_guards()} == {"label"}
    label = Label.get()
    Label.update(live_until=Label.live_from).where(Label.edition == label.edition).execute()
    with pytest.raises(EditionsClash) as caught:
        schema_changes.upgrade()
    assert (caught.value.kind, caught.value.slug, caught.value.rule) == ("Label", label.slug, "empty_span")
    Label.update(live_until=FOREVER).where(Label.edition == label.edition).execute()
    schema_changes.upgrade()
    assert missing_guards() == []


EDITION = st.tuples(
    st.integers(0, 2),
    st.sampled_from("ab"),
    st.none() | st.integers(0, 6),
    st.integers(0, 8),
)


def clash(rows):
    """Tell, instant by instant, whether editions clash: another way than the one that is tested."""
    published = [each for each in rows if each[2] is not None]
    if any(live_from >= live_until for _, _, live_from, live_until in published):
        return True
    if any(count > 1 for count in Counter(each[0] for each in rows if each[2] is None).values()):
        return True
    for at in range(9):
        live = [each for each in published if each[2] <= at < each[3]]
        if any(one[0] == other[0] or one[1] == other[1] for one, other in combinations(live, 2)):
            return True
    return False


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(EDITION, max_size=5))
def test_the_database_takes_exactly_the_editions_that_do_not_clash(entries, rows):
    Tag.delete().execute()
    try:
        with database.writing():
            insert(*(row(entries[place], n, *rest) for n, (place, *rest) in enumerate(rows))) if rows else None
        is_taken = True
    except IntegrityError:
        is_taken = False
    assert is_taken is not clash(rows)
    assert Tag.select().count() == (len(rows) if is_taken else 0)


def test_a_database_that_guards_less_than_it_must_is_not_served(empty):
    taken = guards()[0]
    connected.obj.execute_sql(connected.removal(taken))
    with pytest.raises(EditionsUnguarded, match="lacks 1 trigger") as caught:
        schema_changes.require_current()
    assert caught.value.missing == [taken.name]
    schema_changes.upgrade()
    schema_changes.require_current()
