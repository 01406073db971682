"""Rows that link to rows further down, to each other in a circle and to themselves: from one file, in one import."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from servers import PROJECT
from test_importing import counts, runner

from models import NewsStory, Page, Redirect
from models.access.tables import Change
from models.editing import acts
from models.edition_values import stored_editions
from models.entry import Entry


@pytest.fixture
def bring(empty, tmp_path):
    """Import rows of a type, as JSON Lines or CSV; return the exit code, what was printed and all problems."""
    run, problems = runner(empty), tmp_path / "problems.jsonl"

    def bring(model, rows, *words, form="jsonl"):
        path = tmp_path / f"rows.{form}"
        text = rows if isinstance(rows, str) else "".join(f"{json.dumps(row)}\n" for row in rows)
        path.write_text(text, encoding="utf-8")
        code, said = run("import", path, "--type", model.__name__, "--problems", problems, *words)
        return code, said, [json.loads(line) for line in problems.read_text().splitlines()]

    return bring


def latest(model):
    """The newest edition of each entry, by its slug."""
    return {
        values["slug"]: values for _, _, *_, values in sorted(stored_editions(model), key=lambda each: each.version)
    }


def entry(model, slug):
    found = acts.entry_with(model, slug)
    assert found is not None
    return found


def page(slug, *targets, **values):
    blocks = [{"type": "CallToAction", "label": {"en": "Go"}, "target": f"Page/{target}"} for target in targets]
    return {"slug": slug, "title": {"en": slug}, "position": 0, "blocks": blocks, **values}


def targets(values):
    return [block["target"] for block in values["blocks"]]


RING = [
    page("one", "two", "three"),
    page("two", "one", parent="one"),
    page("three", "three", id="k4m2q9w7z1xb"),
    {**page("four"), "blocks": [{"type": "TextPart", "text": {"en": "[a](entry:Page/five) [b](entry:Page/four)"}}]},
    page("five", "four"),
]


@pytest.mark.parametrize("policy", ["all", "good"])
@pytest.mark.parametrize("publishes", [(), ("--publish",)], ids=["drafts", "published"])
def test_pages_that_link_to_each_other_are_imported_from_one_file(bring, policy, publishes):
    code, said, told = bring(Page, RING, "--policy", policy, *publishes)
    assert (code, counts(said), told) == (0, [5, 0, 0], [])
    found = latest(Page)
    numbers = {slug: entry(Page, slug) for slug in found}
    assert set(found) == {each["slug"] for each in RING}
    assert targets(found["one"]) == [numbers["two"], numbers["three"]]
    assert (targets(found["two"]), found["two"]["parent"]) == ([numbers["one"]], numbers["one"])
    assert targets(found["three"]) == [numbers["three"]]
    assert targets(found["five"]) == [numbers["four"]]
    uids = {row.entry: row.uid for row in Entry.select()}
    assert uids[numbers["three"]] == "k4m2q9w7z1xb"
    text = found["four"]["blocks"][0]["text"]["en"]
    assert text == f"[a](entry:{uids[numbers['five']]}) [b](entry:{uids[numbers['four']]})"
    assert {values["live_from"] is not None for values in found.values()} == {bool(publishes)}
    assert [(each.entry, each.version) for each in stored_editions(Page)] == [
        (each, 1) for each in sorted(numbers.values())
    ]
    before = stored_editions(Page), Change.select().count()
    assert counts(bring(Page, RING, "--policy", policy, *publishes)[1]) == [0, 0, 5]
    assert (stored_editions(Page), Change.select().count()) == before


def test_stories_of_a_table_that_are_related_to_each_other_are_imported(bring):
    rows = (
        "slug,title.en,published_on,related\n"
        "a,A,2025-01-02,NewsStory/b;NewsStory/c\n"
        "b,B,2025-01-02,NewsStory/c\n"
        "c,C,2025-01-02,NewsStory/a;NewsStory/c\n"
    )
    code, said, told = bring(NewsStory, rows, "--publish", form="csv")
    assert (code, counts(said), told) == (0, [3, 0, 0], [])
    found = latest(NewsStory)
    a, b, c = (entry(NewsStory, slug) for slug in "abc")
    assert [found[slug]["related"] for slug in "abc"] == [[b, c], [c], [a, c]]
    assert counts(bring(NewsStory, rows, "--publish", form="csv")[1]) == [0, 0, 3]


def test_rows_that_link_further_down_are_written_whatever_their_order(bring):
    rows = [page(f"p{number}", parent=f"p{number + 1}") for number in range(6)] + [page("p6")]
    code, said, told = bring(Page, rows, "--policy", "good", "--publish")
    assert (code, counts(said), told) == (0, [7, 0, 0], [])
    found = latest(Page)
    assert [found[f"p{number}"]["parent"] for number in range(6)] == [
        entry(Page, f"p{number + 1}") for number in range(6)
    ]


FAULTY = [
    page("needs", "one"),
    page("fine"),
    page("one", "two"),
    {**page("two", "one"), "position": "first"},
    page("three", "four"),
    page("four", "three"),
    page("typo", "nowhere"),
]


def test_a_fault_in_a_circle_is_told_by_its_line_and_nothing_stays_of_what_needs_it(bring):
    code, said, told = bring(Page, FAULTY, "--policy", "good", "--publish")
    assert (code, counts(said)) == (1, [3, 0, 0])
    assert "Error: 4 rows were refused, with 4 problems" in said
    assert sorted((each["line"], each["entry"], each["path"], each["code"], each["reason"]) for each in told) == [
        (1, "needs", "blocks[1].target", "UNKNOWN_ENTRY", "there is no Entry 'Page/one'"),
        (3, "one", "blocks[1].target", "UNKNOWN_ENTRY", "there is no Entry 'Page/two'"),
        (4, "two", "position", "INVALID", "must be a whole number, not 'first'"),
        (7, "typo", "blocks[1].target", "UNKNOWN_ENTRY", "there is no Entry 'Page/nowhere'"),
    ]
    assert set(latest(Page)) == {"fine", "three", "four"}
    assert Entry.select().where(Entry.type == "Page").count() == 3
    put_right = [*FAULTY[:3], page("two", "one"), *FAULTY[4:6]]
    assert counts(bring(Page, put_right, "--policy", "good", "--publish")[1]) == [3, 0, 3]


def test_of_a_file_with_a_fault_nothing_stays_where_all_or_nothing_is_asked_for(bring):
    code, said, told = bring(Page, FAULTY)
    assert (code, "nothing was written" in said) == (1, True)
    assert {(each["line"], each["code"]) for each in told} == {(4, "INVALID"), (7, "UNKNOWN_ENTRY")}
    assert not Entry.select().exists()


@pytest.mark.parametrize("policy", ["all", "good"])
def test_a_trial_of_a_circle_writes_nothing_and_tells_the_same(bring, policy):
    code, said, told = bring(Page, RING, "--check", "--policy", policy)
    assert (code, told) == (0, [])
    assert "5 rows read: 5 entries new, 0 changed, 0 refused; nothing was written" in said
    tried = bring(Page, FAULTY, "--check", "--policy", policy, "--publish")[2]
    assert not Entry.select().exists()
    assert tried == bring(Page, FAULTY, "--policy", policy, "--publish")[2]


def test_pages_below_each_other_are_refused_and_told_which(bring):
    rows = [page("below", parent="one"), page("one", parent="two"), page("two", parent="one"), page("other", "other")]
    code, said, told = bring(Page, rows, "--policy", "good", "--publish")
    assert (code, counts(said)) == (1, [1, 0, 0])
    assert {(each["line"], each["code"], each["reason"]) for each in told} == {
        (1, "UNKNOWN_ENTRY", "there is no Page 'one'"),
        (2, "UNKNOWN_ENTRY", "there is no Page 'two'"),
        (3, "PARENT_CIRCLE", "stands below itself (two > one > two)"),
    }
    assert set(latest(Page)) == {"other"}


def test_a_row_that_changes_an_entry_of_before_may_link_to_a_new_one_that_links_to_it(bring):
    assert bring(Page, [page("old")], "--publish")[0] == 0
    code, said, _ = bring(Page, [page("old", "new"), page("new", "old")], "--policy", "good", "--publish")
    assert (code, counts(said)) == (0, [1, 1, 0])
    faulty = [page("old", "bad"), {**page("bad", "old"), "position": "x"}]
    code, said, told = bring(Page, faulty, "--policy", "good", "--publish")
    assert (code, counts(said), [each["line"] for each in told]) == (1, [0, 0, 0], [2, 1])
    assert targets(latest(Page)["old"]) == [entry(Page, "new")]


def test_redirects_are_named_by_their_key(bring):
    rows = [
        {"slug": "a", "source": "/a", "target": "Redirect/\u002fb"},
        {"slug": "b", "source": "/b", "target": "Redirect/\u002fa"},
    ]
    code, said, told = bring(Redirect, rows)
    assert (code, counts(said), told) == (0, [2, 0, 0], [])
    found = latest(Redirect)
    assert (found["a"]["target"], found["b"]["target"]) == (entry(Redirect, "b"), entry(Redirect, "a"))


def test_two_rows_of_one_entry_in_a_circle_are_a_problem_of_one(bring):
    code, said, told = bring(Page, [page("one", "two"), page("two", "one"), page("one", "two")], "--policy", "good")
    assert (code, counts(said)) == (1, [2, 0, 0])
    assert [(each["line"], each["code"]) for each in told] == [(3, "SLUG_TAKEN")]


def test_rows_of_a_circle_are_written_together_or_not_at_all(empty, tmp_path):
    """An import that is killed amid a circle has written nothing of it."""
    rows = 1_200
    path = tmp_path / "pages.jsonl"
    ring = [json.dumps(page(f"p{number}", f"p{(number + 1) % rows}")) for number in range(rows)]
    path.write_text("\n".join(ring), encoding="utf-8")
    words = [sys.executable, "-m", "flask", "--app", "server", "content", "import", path, "--type", "Page"]
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": empty}
    with subprocess.Popen(
        [*words, "--policy", "good"], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
    ) as importing:
        time.sleep(4)
        importing.send_signal(signal.SIGKILL)
    assert Page.select().count() in (0, rows)
