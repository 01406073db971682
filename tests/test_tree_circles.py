"""Circles of pages: no act leaves one, at no instant, whatever it lets go on; those that are in a database are found."""

import contextvars
import random
import threading
from collections import Counter
from datetime import datetime

import pytest
from conftest import PLAIN, ZONE, connection_to, write_edition
from writers import SCHEMA, asked, person

import models
from delivery.execution.operations import Executor
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models.access.actors import Actor
from models.database import writing
from models.editing import acting, acts
from models.edition_values import stored_editions
from models.guards import unguarded
from models.instants import FOREVER, from_microseconds, to_microseconds
from models.problems import ContentRefused
from server import create_app

ANN = Actor("Ann")

HOUR = 3_600_000_000


def make(slug, parent=None, **when):
    values = {"title": {"en": slug, "zh-Hant": "頁"}, "position": 0, "parent": parent}
    entry = acts.create(models.Page, slug, values, ZONE, ANN).entry
    acts.publish(models.Page, entry, ZONE, ANN, **when)
    return entry


def move(page, parent, **when):
    acts.save(models.Page, page, {"parent": parent}, ZONE, ANN)
    return acts.publish(models.Page, page, ZONE, ANN, **when)


@pytest.fixture
def pages(empty):
    """Page `two` is below `one` for an hour, then below nothing; `one` will be below `two` in two hours."""
    start = acting.now()
    one = make("one")
    two = make("two", one)
    scheduled = move(two, None, at=start + HOUR).version
    move(one, two, at=start + 2 * HOUR)
    return start, one, two, scheduled


def parents(page):
    """When a page is below which one, as it is stored."""
    rows = models.Page.select().where((models.Page.entry == page) & models.Page.live_from.is_null(is_null=False))
    return sorted((row.live_from, row.live_until, row.parent_id) for row in rows)


def require_refused(entries, names, act, *arguments, **options):
    """Require that an act is refused for a circle, which names its pages, and that it changes nothing."""
    before = [(each.entry, each.version, each.values) for each in stored_editions(models.Page)]
    with pytest.raises(ContentRefused) as refused:
        act(models.Page, *arguments, **options)
    [problem] = refused.value.problems
    assert (problem.code, problem.field) == ("PARENT_CIRCLE", "parent")
    assert str(problem) == f"parent: stands below itself ({names})"
    assert [entry for entry, _ in problem.entries] == entries
    assert before == [(each.entry, each.version, each.values) for each in stored_editions(models.Page)]


def test_a_schedule_is_not_cancelled_where_what_goes_on_would_stand_below_itself(pages):
    start, one, two, scheduled = pages
    require_refused([two, one], "two > one > two", acts.cancel_schedule, two, scheduled, ANN)
    [later] = [each for each in acts.states_of(models.Page, one).published if each.begins == start + 2 * HOUR]
    acts.cancel_schedule(models.Page, one, later.version, ANN)
    acts.cancel_schedule(models.Page, two, scheduled, ANN)
    assert [span[1:] for span in parents(two)] == [(FOREVER, one)]


def test_a_schedule_is_not_moved_where_what_goes_on_until_then_would_stand_below_itself(pages):
    start, one, two, scheduled = pages
    require_refused([two, one], "two > one > two", acts.reschedule, two, scheduled, ANN, at=start + 3 * HOUR)
    acts.reschedule(models.Page, two, scheduled, ANN, at=start + 2 * HOUR)
    assert [span[1:] for span in parents(two)] == [(start + 2 * HOUR, one), (FOREVER, None)]


def test_what_is_scheduled_is_not_cancelled_by_publishing_where_that_makes_a_circle(pages):
    _, one, two, _ = pages
    acts.save(models.Page, two, {"parent": one, "position": 3}, ZONE, ANN)
    options = {"later": acts.Later.CANCEL, "overwrite": ["parent"]}
    require_refused([two, one], "two > one > two", acts.publish, two, ZONE, ANN, **options)
    acts.publish(models.Page, two, ZONE, ANN, later=acts.Later.KEEP, overwrite=["parent"])


def test_what_is_scheduled_does_not_take_over_a_parent_that_makes_a_circle(empty):
    start = acting.now()
    one, two = make("one"), make("two")
    acts.save(models.Page, two, {"position": 3}, ZONE, ANN)
    acts.publish(models.Page, two, ZONE, ANN, at=start + HOUR)
    move(one, two, at=start + 2 * HOUR)
    acts.save(models.Page, two, {"parent": one}, ZONE, ANN)
    options = {"later": acts.Later.REBASE}
    require_refused([two, one], "two > one > two", acts.publish, two, ZONE, ANN, **options)
    options["later"] = acts.Later.KEEP
    acts.publish(models.Page, two, ZONE, ANN, **options)


def test_a_page_that_loses_a_language_does_not_go_on_where_that_makes_a_circle(pages):
    _, one, two, _ = pages
    options = {"portion": acts.Portion(frozenset({"zh-Hant"}), shared=False), "later": acts.Later.CANCEL}
    require_refused([two, one], "two > one > two", acts.unpublish, two, ANN, **options)
    acts.unpublish(models.Page, two, ANN, later=acts.Later.CANCEL)
    assert [span[2] for span in parents(two)] == [one]


def test_what_is_restored_is_not_published_where_that_makes_a_circle(empty):
    one = make("one")
    two = make("two", one)
    move(two, None)
    move(one, two)
    acts.restore(models.Page, two, 1, ZONE, ANN)
    require_refused([two, one], "two > one > two", acts.publish, two, ZONE, ANN)


def test_a_page_may_stand_below_another_until_that_moves(empty):
    start = acting.now()
    one, two = make("one"), make("two")
    move(one, two, at=start + 2 * HOUR)
    move(two, one, until=start + HOUR)
    assert [span[1:] for span in parents(two)][-1] == (start + HOUR, one)


def test_a_circle_far_ahead_is_found_behind_many_other_changes(empty):
    start = acting.now()
    one, two, other = make("one"), make("two"), make("other")
    for number in range(120):
        acts.save(models.Page, other, {"position": number + 1}, ZONE, ANN)
        acts.publish(models.Page, other, ZONE, ANN, at=start + HOUR + number, overwrite=["position"])
    move(one, two, at=start + 2 * HOUR)
    acts.save(models.Page, two, {"parent": one}, ZONE, ANN)
    require_refused([two, one], "two > one > two", acts.publish, two, ZONE, ANN)


def beside(act, *arguments, **options):
    """Act in another thread, on a connection of its own; return the thread, and the codes of what it is refused."""
    refused = []

    def work():
        try:
            act(models.Page, *arguments, **options)
        except ContentRefused as error:
            refused.extend(each.code for each in error.problems)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(work,))
    return thread, refused


@pytest.mark.parametrize("is_cancelled_first", [True, False])
def test_of_a_schedule_that_is_cancelled_and_a_page_that_is_moved_at_one_moment_the_second_is_refused(
    empty, is_cancelled_first
):
    start = acting.now()
    one = make("one")
    two = make("two", one)
    scheduled = move(two, None, at=start + HOUR).version
    acts.save(models.Page, one, {"parent": two}, ZONE, ANN)
    cancel = acts.cancel_schedule, two, scheduled, ANN
    publish = acts.publish, one, ZONE, ANN
    first, second = (cancel, publish) if is_cancelled_first else (publish, cancel)
    times = [{}, {"at": start + 2 * HOUR}]
    own, other = times if is_cancelled_first else reversed(times)
    thread, refused = beside(*second, **other)
    with writing():
        first[0](models.Page, *first[1:], **own)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()  # it waits for the end of this transaction
    thread.join(20)
    assert (thread.is_alive(), refused) == (False, ["PARENT_CIRCLE"])


CANCEL = """mutation ($input: CancelScheduleInput!) { cancelSchedule(input: $input) { saved
  problems { __typename code severity path message ... on LinksProblem { entries { type slug } } } } }"""


def test_a_client_is_told_which_pages_are_in_the_circle(pages):
    _, _, two, scheduled = pages
    executor = Executor(SCHEMA, ZONE, lambda: from_microseconds(acting.now()))
    bea = person("bea", "publisher")
    revision = acts.states_of(models.Page, two).version(scheduled).revision
    given = {"entry": {"slug": "two"}, "version": scheduled, "revision": revision}
    said = asked(executor, bea, CANCEL, input=given)
    assert said["saved"] is False
    [problem] = said["problems"]
    assert problem == {
        "__typename": "LinksProblem",
        "code": "PARENT_CIRCLE",
        "severity": "BLOCKING",
        "path": ["parent"],
        "message": "stands below itself",
        "entries": [{"type": "Page", "slug": slug} for slug in ("two", "one")],
    }


EDITIONS = """
entries:
  - slug: one
    editions:
      - {title: {en: One}, parent: two, live_from: 2025-09-01T00:00:00, live_until: 2025-10-01T00:00:00}
      - {title: {en: One}, live_from: 2025-10-01T00:00:00}
  - slug: two
    title: {en: Two}
    parent: one
    live_from: 2025-09-15T00:00:00
"""


def test_files_that_state_a_circle_of_the_past_are_refused(empty, tmp_path):
    (tmp_path / "page.yaml").write_text(EDITIONS, encoding="utf-8")
    with pytest.raises(ContentInvalid) as refused:
        load_folder(ZONE, tmp_path)
    assert "page.yaml: one: parent: stands below itself (one > two > one)" in str(refused.value)
    assert "page.yaml: two: parent: stands below itself (one > two > one)" in str(refused.value)
    assert not models.Page.select().exists()


def test_a_circle_of_the_past_by_rewriting_is_refused(empty, tmp_path):
    apart = EDITIONS.replace("2025-09-15", "2025-10-15")
    (tmp_path / "page.yaml").write_text(apart, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    (tmp_path / "page.yaml").write_text(EDITIONS, encoding="utf-8")
    with pytest.raises(ContentInvalid):
        load_folder(ZONE, tmp_path, rewrite=True)


def put_below(slug, parent, begins, ends=FOREVER, version=1):
    """Write an edition past the acts."""
    [entry] = {row.entry_id for row in models.Page.select().where(models.Page.slug == slug)}
    [values] = [each.values for each in stored_editions(models.Page) if (each.entry, each.version) == (entry, 1)]
    times = {"live_from": begins, "live_until": ends, "parent": parent}
    with unguarded():
        write_edition(models.Page, entry, version, {**values, **times}, "a test")


def test_circles_that_are_in_a_database_are_found_with_their_instants(engine, empty):
    run = create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}).test_cli_runner()
    entries = {slug: make(slug) for slug in ("one", "two", "three", "four", "five")}
    fine = run.invoke(args=["content", "circles"])
    assert (fine.exit_code, fine.output) == (0, "no entry stands below itself\n")
    september, october = (to_microseconds(datetime(2025, month, 1, tzinfo=ZONE)) for month in (9, 10))
    put_below("one", entries["two"], september)
    put_below("two", entries["three"], september, october)
    put_below("two", None, october, version=2)
    put_below("three", entries["one"], september)
    put_below("four", entries["four"], october)
    put_below("five", entries["four"], october)
    said = [
        "Page one > two > three > one: from 2025-09-01T00:00:00+08:00 until 2025-10-01T00:00:00+08:00",
        "Page four > four: from 2025-10-01T00:00:00+08:00",
    ]
    found = run.invoke(args=["content", "circles"])
    assert found.exit_code == 1
    assert found.output.splitlines()[:2] == said
    url = engine.create()
    copied = run.invoke(args=["content", "copy", "--to", url])
    assert copied.exit_code == 0, copied.output
    assert copied.output.splitlines()[-2:] == [f"warning: {each}" for each in said]
    with connection_to(url):
        acts.save(models.Page, entries["four"], {"parent": None}, ZONE, ANN)
        acts.publish(models.Page, entries["four"], ZONE, ANN)  # what was before keeps nobody from putting it right


def require_no_circle():
    """Walk up from each page at each instant at which anything begins."""
    spans = [
        (row.entry_id, row.parent_id, row.live_from, row.live_until)
        for row in models.Page.select().where(models.Page.live_from.is_null(is_null=False))
    ]
    for at in {begins for _, _, begins, _ in spans}:
        above = {entry: parent for entry, parent, begins, ends in spans if begins <= at < ends}
        for entry, parent in above.items():
            seen, current = {entry}, parent
            while current is not None:
                assert current not in seen, (entry, at)
                seen.add(current)
                current = above.get(current)


def random_act(dice, pages):
    """Do one thing to a page, of now or of some hours ahead; return what it was."""
    page, ahead = dice.choice(pages), acting.now() + dice.randrange(1, 24) * HOUR
    states = acts.states_of(models.Page, page)
    scheduled = [each.version for each in states.published if each.begins > acting.now()]
    kinds = ["publish", "schedule", "restore", "unpublish", "part"] + ["cancel", "move"] * 2 * bool(scheduled)
    kind = dice.choice(kinds)
    later = dice.choice([acts.Later.KEEP, acts.Later.CANCEL, acts.Later.REBASE])
    if kind in ("publish", "schedule"):
        acts.save(models.Page, page, {"parent": dice.choice([None, *pages])}, ZONE, ANN)
        when = {"at": ahead} if kind == "schedule" else {}
        if dice.random() < 0.3:
            when["until"] = acting.now() + dice.randrange(24, 48) * HOUR
        acts.publish(models.Page, page, ZONE, ANN, later=later, overwrite=["parent"], **when)
    elif kind == "restore":
        acts.restore(models.Page, page, dice.choice(list(states.timeline)), ZONE, ANN)
        acts.publish(models.Page, page, ZONE, ANN, overwrite=["parent"])
    elif kind == "unpublish":
        acts.unpublish(models.Page, page, ANN, at=ahead, later=acts.Later.KEEP)
    elif kind == "part":
        acts.unpublish(
            models.Page, page, ANN, portion=acts.Portion(frozenset({"zh-Hant"}), shared=False), later=acts.Later.CANCEL
        )
    elif kind == "cancel":
        acts.cancel_schedule(models.Page, page, dice.choice(scheduled), ANN)
    else:
        acts.reschedule(models.Page, page, dice.choice(scheduled), ANN, at=ahead)
    return kind


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_whatever_editors_do_no_page_stands_below_itself_at_any_instant(empty, seed):
    dice, done, refused = random.Random(seed), Counter(), Counter()
    pages = [make(slug) for slug in ("one", "two", "three", "four")]
    for _ in range(120):
        try:
            done[random_act(dice, pages)] += 1
        except ContentRefused as error:
            refused.update(each.code for each in error.problems)
        for page in pages:
            if acts.states_of(models.Page, page).draft and len(acts.states_of(models.Page, page).timeline) > 1:
                acts.discard(models.Page, page, ANN)
        require_no_circle()
    assert refused["PARENT_CIRCLE"] > 5
    assert done.keys() >= {"publish", "schedule", "restore", "cancel", "move"}
