"""The ledger: whatever is written, by whomever, every total at every instant is what counting finds."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import psycopg
import pytest
from conftest import SHOWN_AT, ZONE, connection_to, write_edition
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import IntegrityError, OperationalError
from servers import PROJECT
from test_command_line import runner

from fixtures.generating import generate
from fixtures.loading import load_folder
from models import Department, NewsStory, School, copying, database, ledger_counting, schema_changes
from models.access.actors import Actor
from models.bulk import bulk_writing
from models.editing import acting, acts
from models.edition import content_types
from models.edition_values import new_entry
from models.entry import database as connected
from models.errors import TotalsUnkept
from models.instants import FOREVER, to_microseconds
from models.ledger import WIDTHS, CountedList, Ledger, lists_in, total_sql
from models.ledger_triggers import missing_triggers, stop_keeping
from models.links import Link
from models.problems import ContentRefused

AT = to_microseconds(SHOWN_AT)
EDITOR = Actor("an editor")
LINKS = NewsStory.schools.table
OF_SCHOOL = CountedList(NewsStory, NewsStory.schools)


def lists():
    return lists_in(connected.columns_of_tables())


def total(listed, target, at):
    return connected.execute_sql(total_sql(listed, str(target), str(at))).fetchone()[0]


def counted(listed, at):
    """Count a list by target, and those that have a first link, in plain Python."""
    live = {
        row["edition"]: row
        for row in listed.model.select().dicts()
        if row["live_from"] is not None and row["live_from"] <= at < row["live_until"]
    }
    if listed.link is None:
        return Counter({0: len(live)})
    if isinstance(listed.link, Link):
        found = Counter(row[listed.link.name] for row in live.values() if row[listed.link.name] is not None)
        return found + Counter({0: found.total()})
    rows = [(target, place) for edition, target, place in link_rows(listed) if edition in live]
    return Counter(target for target, _ in rows) + Counter({0: sum(place == 0 for _, place in rows)})


def link_rows(listed):
    table = listed.link.table
    return table.select(table.edition, table.target, table.position).tuples()


def require_right(instants, models=None):
    assert ledger_counting.check() == {}
    for listed in lists_in(connected.columns_of_tables(), models):
        for at in instants:
            found = counted(listed, at)
            targets = found.keys() | {0, 1}
            assert {target: total(listed, target, at) for target in targets} == {
                target: found[target] for target in targets
            }, (listed.name, at)


INSTANTS = st.one_of(
    st.builds(
        lambda width, bucket, off: AT + (bucket << width) + off,
        st.sampled_from((0, 20, *WIDTHS)),
        st.integers(-70, 70),
        st.integers(-1, 1),
    ),
    st.builds(
        lambda width, bucket, off: (bucket << width) + off,
        st.sampled_from(WIDTHS),
        st.integers(-200, 400),
        st.integers(-1, 1),
    ),
)
"""Around now, and around the edges of buckets, also before 1970."""


class Site:
    """Two stories, two departments and three schools, of which only the numbers are there."""

    def __init__(self):
        self.schools = [new_entry(School) for _ in range(3)]
        self.stories = [new_entry(NewsStory) for _ in range(2)]
        self.departments = [new_entry(Department) for _ in range(2)]
        self.number = 0

    def story(self, which, version, first, last):
        self.number += 1
        links = [self.schools[(which + place) % 3] for place in range(version)]
        values = {"title": {"en": "x"}, "published_on": date(2025, 1, 1), "schools": links}
        span = {"live_from": first, "live_until": max(last, first + 1)}
        write_edition(NewsStory, self.stories[which], version, {"slug": f"s{self.number}", **values, **span}, EDITOR)

    def department(self, which, version, first, last):
        self.number += 1
        values = {"name": {"en": "x"}, "kind": "DEPARTMENT", "thrust_areas": [], "school": self.schools[version % 3]}
        span = {"live_from": first, "live_until": max(last, first + 1)}
        slug = {"slug": f"d{self.number}", "code": f"D{self.number}"}
        write_edition(Department, self.departments[which], version, {**values, **span, **slug}, EDITOR)

    def create(self, which, version, first, last):
        self.number += 1
        values = {"title": {"en": "x"}, "published_on": date(2025, 1, 1), "schools": self.schools[:version]}
        self.stories[which] = acts.create(NewsStory, f"s{self.number}", values, ZONE, EDITOR).entry

    def save(self, which, version, first, last):
        changes = {"schools": self.schools[version:], "title": {"en": "y"}}
        acts.save(NewsStory, self.stories[which], changes, ZONE, EDITOR)

    def act(self, name, which, version, first, last):
        """Do one thing: some by the service, some as any program with a connection could."""
        if name in SERVICE:
            SERVICE[name](self.stories[which], version, first, last)
        elif name in STATEMENTS:
            entry, school = self.stories[which], self.schools[version % 3]
            STATEMENTS[name](NewsStory.entry == entry, LINKS.entry == entry, version, school, first, last).execute()
        else:
            getattr(self, name)(which, version, first, last)


def first_edition(story):
    return NewsStory.select(NewsStory.edition).where(story).order_by(NewsStory.edition).limit(1)


def twice(links):
    """Link once more to what is linked to, from the same editions."""
    columns = (LINKS.edition, LINKS.position + 100, LINKS.target, LINKS.entry, LINKS.published_on)
    names = (LINKS.edition, LINKS.position, LINKS.target, LINKS.entry, LINKS.published_on)
    return LINKS.insert_from(LINKS.select(*columns).where(links), names)


STATEMENTS = {
    "move": lambda story, links, version, school, first, last: NewsStory.update(live_from=first, live_until=last).where(
        story, NewsStory.version == version
    ),
    "draft": lambda story, links, version, school, first, last: NewsStory.update(live_from=None).where(
        story, NewsStory.version == version
    ),
    "unlink": lambda story, links, version, school, first, last: LINKS.delete().where(links, LINKS.position >= version),
    "link twice": lambda story, links, version, school, first, last: twice(links),
    "relink": lambda story, links, version, school, first, last: LINKS.update(target=school).where(links),
    "reattach": lambda story, links, version, school, first, last: LINKS.update(
        edition=first_edition(story), position=LINKS.position + 1_000
    ).where(links),
    "remove": lambda story, links, version, school, first, last: NewsStory.delete().where(
        story, NewsStory.version == version
    ),
    "remove all": lambda story, links, version, school, first, last: NewsStory.delete(),
    "unlink all": lambda story, links, version, school, first, last: LINKS.delete(),
    "school": lambda story, links, version, school, first, last: Department.update(school=school if version else None),
    "end": lambda story, links, version, school, first, last: Department.update(
        live_until=FOREVER if version else last
    ),
}
SERVICE = {
    "publish": lambda entry, version, first, last: acts.publish(NewsStory, entry, ZONE, EDITOR).version,
    "schedule": lambda entry, version, first, last: (
        acts.publish(NewsStory, entry, ZONE, EDITOR, at=first, until=last).version
    ),
    "unpublish": lambda entry, version, first, last: acts.unpublish(NewsStory, entry, EDITOR, at=first),
    "discard": lambda entry, version, first, last: acts.discard(NewsStory, entry, EDITOR),
    "restore": lambda entry, version, first, last: acts.restore(NewsStory, entry, version, ZONE, EDITOR).version,
    "cancel": lambda entry, version, first, last: acts.cancel_schedule(NewsStory, entry, version, EDITOR),
}
WRITES = ["story", "department", "create", "save", *STATEMENTS, *SERVICE]
ACTS = st.lists(
    st.tuples(st.sampled_from(WRITES), st.integers(0, 1), st.integers(0, 3), INSTANTS, INSTANTS),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def property_database(engine):
    with connection_to(engine.create(engine.tables)) as url:
        yield url


def empty_tables():
    with database.writing():
        for model in (NewsStory, Department):
            model.delete().execute()


@settings(max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS, moments=st.lists(INSTANTS, max_size=4))
def test_whatever_is_written_totals_are_what_counting_finds(property_database, acts, moments):
    empty_tables()
    site, present = Site(), [AT]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "now", lambda: present[0])
        for act in acts:
            with suppress(ContentRefused, IntegrityError, OperationalError), database.writing():
                site.act(*act)
            present[0] += 1
    spans = [instant for _, _, _, *two in acts for instant in two]
    require_right({AT, *moments, *spans, *(instant - 1 for instant in spans)}, [NewsStory, Department])


def test_what_is_rolled_back_is_in_no_total(copy):
    before = set(Ledger.select().tuples())
    with connected.connection_context(), connected.atomic() as transaction:
        NewsStory.delete().execute()
        assert set(Ledger.select().tuples()) != before
        transaction.rollback()
    assert set(Ledger.select().tuples()) == before


def test_fixtures_are_counted_as_they_are_loaded(copy):
    require_right([AT, AT - 86_400_000_000, to_microseconds(SHOWN_AT.replace(year=2020))])
    load_folder(ZONE)
    require_right([AT])


def test_generated_content_is_counted(copy):
    generate(200, 1, ZONE)
    require_right([AT, 0], [NewsStory])
    with bulk_writing():
        pass
    assert missing_triggers() == []


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
def test_a_copy_has_a_ledger_of_its_own(copy, engine, engines):
    other = engines("postgresql" if engine.name == "sqlite" else "sqlite")
    Ledger.update(change=Ledger.change + 1).execute()  # what is wrong is not copied
    url = other.create()
    copying.copy_content(url)
    with connection_to(url):
        require_right([AT])
        schema_changes.require_current()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_tables_that_are_emptied_at_once_have_no_totals(copy):
    connected.execute_sql("TRUNCATE news_story_tags")
    require_right([AT], [NewsStory])
    connected.execute_sql("TRUNCATE news_story CASCADE")
    assert ledger_counting.check() == {}
    assert not Ledger.select().where(Ledger.list.startswith("news_story")).exists()


def broken(site):
    """Make a draft that the other transaction publishes, with a link that this one writes."""
    with database.writing():
        site.story(0, 1, AT, AT + 1)
        NewsStory.update(live_from=None, live_until=FOREVER).execute()
    return NewsStory.get().edition


LINKING = "INSERT INTO news_story_schools (edition, position, target, entry, published_on) VALUES (%s, 9, %s, %s, %s)"
ACTS_ON_LINKS = {
    "insert": lambda site, edition: (LINKING, (edition, site.schools[2], site.stories[0], date(2025, 1, 1))),
    "delete": lambda site, edition: ("DELETE FROM news_story_schools WHERE edition = %s", (edition,)),
    "update": lambda site, edition: ("UPDATE news_story_schools SET target = %s", (site.schools[2],)),
}


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("act", ACTS_ON_LINKS)
def test_links_of_a_draft_that_is_published_meanwhile_are_counted(empty, act, is_first):
    site = Site()
    edition = broken(site)
    statements = [ACTS_ON_LINKS[act](site, edition), ("UPDATE news_story SET live_from = %s", (AT,))]
    one, other = statements if is_first else statements[::-1]
    before = numbers_of_stories()
    with psycopg.connect(empty) as first, psycopg.connect(empty) as second, ThreadPoolExecutor(1) as threads:
        first.execute(*one)
        waiting = threads.submit(second.execute, *other)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        first.commit()
        between = numbers_of_stories()
        waiting.result(timeout=10)
        second.commit()
    assert before != between or is_first
    assert numbers_of_stories() != between
    require_right([AT], [NewsStory])


def numbers_of_stories():
    return connected.execute_sql("SELECT number FROM revision WHERE type = 'NewsStory'").fetchone()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_many_writers_of_a_type_wait_for_each_other_and_none_for_ever(copy):
    stories = sorted({row.edition for row in NewsStory.select()})
    schools = sorted({row.entry_id for row in School.select()})

    def write(seed):
        chance = random.Random(seed)
        with psycopg.connect(copy) as connection:
            for _ in range(15):
                with connection.transaction():
                    edition, moment = chance.choice(stories), AT - chance.randrange(2**42)
                    own = "edition = %s AND position / 10 = %s"
                    connection.execute(f"DELETE FROM news_story_schools WHERE {own}", (edition, 1 + seed))
                    rows = [
                        (edition, 10 + 10 * seed + place, chance.choice(schools), edition, "2025-01-01")
                        for place in range(4)
                    ]
                    into = "INSERT INTO news_story_schools (edition, position, target, entry, published_on)"
                    connection.cursor().executemany(f"{into} VALUES (%s, %s, %s, %s, %s)", rows)
                    connection.execute("UPDATE news_story SET live_from = %s WHERE edition = %s", (moment, edition))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(6)))
    require_right([AT, AT - 2**41], [NewsStory])


WRITER = """
import sys
from itertools import count
from datetime import date
from zoneinfo import ZoneInfo
from models import NewsStory, School, database
from models.access.actors import Actor
from models.editing import acts
database.connect(sys.argv[1])
zone = ZoneInfo("Asia/Hong_Kong")
schools = sorted({row.entry_id for row in School.select()})
for number in count():
    linked = {"schools": schools[number % 5 : number % 5 + 3], "title": {"en": "x"}, "published_on": date(2025, 1, 1)}
    entry = acts.create(NewsStory, f"written-{number}", linked, zone, Actor("writer")).entry
    acts.publish(NewsStory, entry, zone, Actor("writer"))
    acts.save(NewsStory, entry, {"schools": schools[:2]}, zone, Actor("writer"))
    acts.publish(NewsStory, entry, zone, Actor("writer"))
    if number % 3 == 0:
        acts.unpublish(NewsStory, entry, Actor("writer"))
    print(number, flush=True)
"""


def test_a_writer_that_is_killed_leaves_totals_right(copy):
    before = NewsStory.select().count()
    for seed in range(4):
        command = [sys.executable, "-c", WRITER.replace("written-", f"written-{seed}-"), copy]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as writer:
            for _ in range(3 + seed):
                assert writer.stdout.readline()
            time.sleep(random.Random(seed).random() / 50)
            writer.send_signal(signal.SIGKILL)
        assert writer.returncode == -signal.SIGKILL
        wait_for_silence()
        require_right([AT, acting.now()], [NewsStory])
    assert NewsStory.select().count() >= before + 2 * (3 + 4 + 5 + 6)


def wait_for_silence():
    """Wait until PostgreSQL has ended the transaction of a client that is gone."""
    while connected.kind == "postgresql":
        sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
        (others,) = connected.execute_sql(f"{sql} AND pid <> pg_backend_pid() AND state <> 'idle'").fetchone()
        if not others:
            return
        time.sleep(0.05)


def take_ledger_away():
    """Bring a database to where it was before the migration of the ledger, whatever came behind that."""
    tables = connected.columns_of_tables()
    with database.writing():
        for model in content_types():
            stop_keeping(model, tables)
        connected.execute_sql("DROP TABLE ledger")
        connected.execute_sql("DELETE FROM schema_migration WHERE name = '0009_ledger'")


def test_a_database_of_before_gets_its_ledger(copy):
    kept = set(Ledger.select().where(Ledger.change != 0).tuples())
    take_ledger_away()
    assert schema_changes.upgrade() == ["0009_ledger"]
    assert set(Ledger.select().tuples()) == kept
    take_ledger_away()
    NewsStory.delete().where(NewsStory.slug == NewsStory.get().slug).execute()  # nothing is in the way of writes
    schema_changes.upgrade()
    assert set(Ledger.select().tuples()) != kept
    require_right([AT])
    schema_changes.require_current()


@pytest.mark.parametrize("target", ["0009_ledger", "0007_drafts"])
def test_a_ledger_is_lost_with_its_migration_and_counted_behind_others(copy, target):
    assert schema_changes.downgrade(target)[-1] == target
    assert "ledger" not in connected.obj.get_tables()
    connected.execute_sql("DELETE FROM news_story WHERE edition = (SELECT MIN(edition) FROM news_story)")
    assert "0009_ledger" in schema_changes.upgrade()
    require_right([AT])
    schema_changes.require_current()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_reads_go_on_while_a_database_of_before_gets_its_ledger(copy):
    take_ledger_away()
    with psycopg.connect(copy, autocommit=True) as reader, connected.connection_context(), connected.atomic():
        reader.execute("SET lock_timeout = '2s'")
        assert schema_changes.add(schema_changes.runners()) == ["0009_ledger"]
        for listed in lists():
            (found,) = reader.execute(f"SELECT COUNT(*) FROM {listed.model._meta.table_name}").fetchone()
            assert found == listed.model.select().count()
    assert schema_changes.upgrade() == []
    require_right([AT])


@pytest.mark.parametrize("link", ["edition", "links"])
def test_a_server_does_not_start_without_a_trigger_and_an_upgrade_counts_what_was_missed(copy, link):
    table = {"edition": "news_story", "links": "news_story_schools"}[link]
    on = f" ON {table}" if connected.kind == "postgresql" else ""
    connected.execute_sql(f"DROP TRIGGER ledger_{table}_delete{on}")
    if connected.kind == "postgresql" and link == "edition":
        connected.execute_sql("DROP TRIGGER ledger_news_story_cascade ON news_story")
    with pytest.raises(TotalsUnkept) as caught:
        schema_changes.require_current()
    assert f"ledger_{table}_delete" in caught.value.missing
    (NewsStory if link == "edition" else LINKS).delete().execute()
    assert ledger_counting.check() != {}
    assert schema_changes.upgrade() == []
    require_right([AT], [NewsStory])
    schema_changes.require_current()


def test_lists_that_are_no_more_are_forgotten_and_those_of_other_packages_are_not(copy):
    connected.execute_sql("CREATE TABLE colleague (edition INTEGER)")
    for name in ("colleague", "colleague.stories", "news_story.gone", "gone", "gone.links"):
        Ledger.insert(list=name, target=1, width=34, bucket=1, change=1).execute()
    schema_changes.upgrade()
    names = {name for (name,) in Ledger.select(Ledger.list).distinct().tuples()}
    assert names & {"colleague", "colleague.stories", "news_story.gone", "gone", "gone.links"} == {
        "colleague",
        "colleague.stories",
    }


def test_a_command_checks_totals_and_corrects_them(copy):
    run = runner(copy)
    assert run("content", "totals", "--check") == (0, "all totals are right\n")
    school = LINKS.get().target_id
    Ledger.update(change=Ledger.change + 1).where(Ledger.list == OF_SCHOOL.name, Ledger.target == school).execute()
    Ledger.delete().where(Ledger.list == "tag").execute()
    said = "totals are wrong: news_story.schools (1), tag (1)\nto correct them: flask --app server content totals\n"
    assert run("content", "totals", "--check") == (1, f"Error: {said}")
    assert run("content", "totals") == (0, "totals corrected: news_story.schools (1), tag (1)\n")
    assert run("content", "totals") == (0, "all totals are right\n")
    require_right([AT])


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_totals_are_corrected_while_others_write(copy):
    Ledger.update(change=Ledger.change + 1).execute()
    with psycopg.connect(copy) as writer, ThreadPoolExecutor(1) as threads:
        writer.execute("DELETE FROM news_story WHERE version = 1")
        with connection_to(copy):
            waiting = threads.submit(runner(copy), "content", "totals")
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
            writer.commit()
            assert waiting.result(timeout=20)[0] == 0
    require_right([AT])
