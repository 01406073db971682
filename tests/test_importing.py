"""Importing and exporting rows: CSV and JSON Lines of any type, what is refused of them, and going on after a kill."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime

import pytest
import yaml
from conftest import ZONE, connection_to
from servers import PROJECT
from test_exporting import TEXTS

from fixtures.exporting import ContentDumper
from fixtures.importing.rows import MOST_CHARACTERS, MOST_COLUMNS
from fixtures.loading import load_folder
from models import NewsStory, Program, School, Tag
from models.editing import acts
from models.edition import content_types
from models.edition_values import stored_editions
from models.entry import Entry
from models.instants import to_microseconds
from server import create_app

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'=quoted", "''+", "'plain", "＝1+1"]


def runner(url):
    typed = create_app({"SUNDIAL_DATABASE_URL": url}).test_cli_runner()

    def run(*words):
        result = typed.invoke(args=["content", *map(str, words)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    return run


@pytest.fixture
def run(copy):
    return runner(copy)


@pytest.fixture
def file(tmp_path):
    """Make files of text or bytes."""

    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def bring(run, tmp_path):
    """Import a file; return the exit code, what was printed and all problems."""

    def bring(*words):
        problems = tmp_path / "problems.jsonl"
        code, said = run("import", *words, "--problems", problems)
        told = problems.read_text().splitlines() if problems.exists() else []
        return code, said, [json.loads(line) for line in told]

    return bring


def latest(model, slug):
    entry = acts.entry_with(model, slug)
    return None if entry is None else acts.states_of(model, entry).latest(time.time_ns() // 1_000).values


def counts(text):
    """Read how many entries were added, changed and unchanged."""
    line = next(line for line in text.splitlines() if " rows: " in line)
    return [int(word) for word in line.replace(":", "").split() if word.isdigit()][1:4]


def exported(run, folder, form):
    """Export every type; return what the files say, without when it is live."""
    found = {}
    folder.mkdir()
    for model in content_types():
        path = folder / f"{model.__name__}.{form}"
        assert run("export", "--type", model.__name__, "--format", form, path)[0] == 0
        if form == "jsonl":
            rows = [json.loads(line) for line in path.read_text().splitlines()]
        else:
            with path.open(encoding="utf-8-sig", newline="") as opened:
                rows = list(csv.DictReader(opened))
        found[model] = path, sorted(({**row, "live_from": None} for row in rows), key=lambda row: row["id"])
    return found


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_is_exported_imports_to_the_same(engine, copy, tmp_path, form):
    """Into the same database nothing changes; into another one all of it comes, with its ids and links."""
    run = runner(copy)
    files = exported(run, tmp_path / "one", form)
    for model, (path, rows) in files.items():
        code, said = run("import", path, "--type", model.__name__, "--publish")
        assert code == 0, said
        assert counts(said) == [0, 0, len(rows)]
    with connection_to(engine.create(engine.tables)) as url:
        other = runner(url)
        left = {model: path for model, (path, _) in files.items()}
        for _ in range(4):  # what links to types that come later is refused at first
            words = ("--publish", "--policy", "good")
            left = {
                each: path for each, path in left.items() if other("import", path, "--type", each.__name__, *words)[0]
            }
        assert left == {}
        again = exported(other, tmp_path / "two", form)
    assert {model: rows for model, (_, rows) in again.items()} == {model: rows for model, (_, rows) in files.items()}


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_any_text_comes_back_and_is_no_formula(engine, empty, tmp_path, form):
    texts = [*TEXTS, *FORMULAS]
    entries = [{"slug": f"t-{n}", "name": {"en": text, "zh-Hant": text}} for n, text in enumerate(texts)]
    written = yaml.dump({"entries": entries}, Dumper=ContentDumper, allow_unicode=True)
    (tmp_path / "tag.yaml").write_text(written, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    path = tmp_path / f"tags.{form}"
    runner(empty)("export", "--type", "tag", "--format", form, path)
    if form == "csv":
        with path.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝"))] == []
    with connection_to(engine.create(engine.tables)) as url:
        code, said = runner(url)("import", path, "--type", "Tag")
        assert (code, counts(said)) == (0, [len(texts), 0, 0])
        assert {values["slug"]: values["name"]["en"] for *_, values in stored_editions(Tag)} == {
            f"t-{n}": text for n, text in enumerate(texts)
        }


MAPPING = """
columns:
  headline: [title.en, {to: slug, words: true}]
  標題: title.zh-Hant
  Schools: {to: schools, split: "/"}
  Date: {to: published_on, date: "%d/%m/%Y"}
  Kind: {to: category.en, values: {N: News, F: Feature}}
  Remarks:
constants: {category.zh-Hant: 新聞}
"""


def test_a_mapping_says_where_columns_go(bring, file):
    rows = 'headline;標題;Schools;Date;Kind;Remarks\n"What; is ""new""";新;seng / ssci;31/12/2025;F;x\n'
    code, said, _ = bring(file("a.csv", rows), "--type", "NewsStory", "--map", file("m.yaml", MAPPING), "--publish")
    assert code == 0, said
    values = latest(NewsStory, "what-is-new")
    assert values["title"] == {"en": 'What; is "new"', "zh-Hant": "新"}
    assert values["category"] == {"en": "Feature", "zh-Hant": "新聞"}
    assert str(values["published_on"]) == "2025-12-31"
    assert values["schools"] == [acts.entry_with(School, "seng"), acts.entry_with(School, "ssci")]
    assert values["live_from"] is not None


def test_a_mapping_is_for_json_lines_too(bring, file):
    row = json.dumps({"headline": "Mapped", "標題": None, "Schools": ["seng"], "Date": "01/02/2020", "Kind": "N"})
    mapped = file("m.yaml", MAPPING)
    assert bring(file("a.jsonl", row), "--type", "NewsStory", "--map", mapped)[0] == 0
    assert str(latest(NewsStory, "mapped")["published_on"]) == "2020-02-01"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("columns: {slug: slug, name: nmae.en}", "Tag has no nmae.en; it has id, slug, name.en"),
        ("columns: {slug: slug}", "the mapping says nothing of the columns name;"),
        ("columns: {slug: slug, name: name.en, more: name.zh-Hant}", "the file has no columns more"),
        ("columns: {slug: slug, name: [name.en, name.en]}", "several columns are to be name.en"),
        ("columns: {slug: slug, name: {to: name.en, splt: x}}", "name: must be a path"),
        ("columns: {slug: slug, name: {to: name.en, date: '%Y'}}", "name.en is no day or instant"),
        ("columns: {slug: slug, name: {to: name.en, words: 7}}", "name: words is not of its form"),
        ("names: {}", "may hold `columns:` and `constants:`, nothing else"),
        ("columns: [name]", "must be mappings"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(bring, file, mapping, said):
    found = bring(file("a.csv", "slug,name\na,A\n"), "--type", "Tag", "--map", file("m.yaml", mapping))
    assert found[0] == 1
    assert said in found[1]
    assert latest(Tag, "a") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "big5"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_found(bring, file, encoding, delimiter):
    text = f'slug{delimiter}"name.en"{delimiter}name.zh-Hant\r\nfound{delimiter}"a, b; c"{delimiter}科大\r\n'
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    named = ["--encoding", "big5"] if encoding == "big5" else []
    code, said, _ = bring(file("a.csv", (mark + text).encode(encoding)), "--type", "Tag", *named)
    assert code == 0, said
    assert latest(Tag, "found")["name"] == {"en": "a, b; c", "zh-Hant": "科大"}


NEWS = "slug,title.en,published_on,sdgs,tags\n"


def test_every_problem_of_every_row_is_told_with_its_line_and_column(bring, file):
    rows = 'good,Good,2025-01-02,3,\nbad,"two\nlines",yesterday,99;x,nothing\n,No slug,2025-01-02,,\n\nworse,W\n'
    code, said, told = bring(file("a.csv", NEWS + rows), "--type", "NewsStory", "--policy", "all")
    assert code == 1
    assert "nothing was written" in said
    assert latest(NewsStory, "good") is None
    assert {(each["line"], each["column"], each["path"], each["code"]) for each in told} == {
        (3, "published_on", "published_on", "INVALID"),
        (3, "sdgs", "sdgs[1]", "UNKNOWN_ENTRY"),
        (3, "sdgs", "sdgs[2]", "UNKNOWN_ENTRY"),
        (3, "tags", "tags[1]", "UNKNOWN_ENTRY"),
        (5, "slug", "slug", "REQUIRED"),
        (7, None, None, "INVALID"),
    }
    assert "line 3: bad: sdgs (sdgs[2]): there is no SustainableDevelopmentGoal 'x'" in said


def test_good_rows_are_written_beside_others_and_all_of_a_row_or_nothing(bring, file):
    rows = "good,Good,2025-01-02,3,\nlacking,,2025-01-02,,\ngood-2,Good,2025-01-02,,\n"
    path = file("a.csv", NEWS + rows)
    code, said, told = bring(path, "--type", "NewsStory", "--policy", "good", "--publish")
    assert (code, counts(said)) == (1, [2, 0, 0])
    assert "Error: 1 rows were refused, with 1 problems" in said
    assert [(each["line"], each["path"], each["code"]) for each in told] == [(3, "title", "REQUIRED")]
    assert latest(NewsStory, "lacking") is None
    code, said, _ = bring(path, "--type", "NewsStory", "--policy", "good")
    assert counts(said) == [1, 0, 2]  # as a draft it may lack a title


def test_the_first_twenty_problems_are_printed(bring, file):
    rows = "".join(f"t-{n},1\n" for n in range(30))
    _, said, told = bring(file("a.csv", "slug,nonsense\n"[:4] + ",name.en,name.zh-Hant\n" + rows), "--type", "Tag")
    assert len(told) == 30
    assert said.count("\nline ") == 20
    assert "and 10 more; all of them are in" in said


def test_a_row_that_says_the_same_changes_nothing(bring, file):
    path = file("a.csv", "slug,name.en\nx,One\ny,Two\n")
    assert counts(bring(path, "--type", "Tag", "--publish")[1]) == [2, 0, 0]
    before = stored_editions(Tag)
    assert counts(bring(path, "--type", "Tag", "--publish")[1]) == [0, 0, 2]
    assert stored_editions(Tag) == before
    path.write_text("slug,name.en\nx,One\ny,Other\n")
    assert counts(bring(path, "--type", "Tag", "--publish")[1]) == [0, 1, 1]
    assert len(stored_editions(Tag)) == len(before) + 1


def test_links_are_ids_slugs_and_keys(bring, file):
    uid = Entry.get(Entry.entry == acts.entry_with(School, "ssci")).uid
    row = {"slug": "linked", "title": {"en": "L"}, "published_on": "2025-01-02", "sdgs": [4, {"slug": "none"}]}
    row |= {"schools": ["seng", {"id": uid}]}
    path = file("a.jsonl", json.dumps(row))
    _, _, told = bring(path, "--type", "NewsStory")
    assert [each["path"] for each in told] == ["sdgs[2]"]
    path.write_text(json.dumps({**row, "sdgs": [4], "schools": ["seng", uid]}))
    assert bring(path, "--type", "NewsStory")[0] == 0
    schools = latest(NewsStory, "linked")["schools"]
    assert schools == [acts.entry_with(School, "seng"), acts.entry_with(School, "ssci")]


def test_an_entry_is_found_by_its_id_when_its_slug_changes(bring, file):
    row = {"slug": "before", "id": "k4m2q9w7z1xb", "name": {"en": "N"}}
    assert counts(bring(file("a.jsonl", json.dumps(row)), "--type", "Tag")[1]) == [1, 0, 0]
    assert counts(bring(file("b.jsonl", json.dumps({**row, "slug": "after"})), "--type", "Tag")[1]) == [0, 1, 0]
    assert (latest(Tag, "before"), latest(Tag, "after")["name"]) == (None, {"en": "N"})


def test_two_rows_of_one_entry_are_a_problem(bring, file):
    rows = "slug,name.en\nx,One\nbad slug,No\nz,Z\nx,Two\n"
    _, said, told = bring(file("a.csv", rows), "--type", "Tag", "--policy", "good")
    assert [(each["line"], each["code"]) for each in told] == [(3, "INVALID"), (5, "SLUG_TAKEN")]
    assert counts(said) == [2, 0, 0]
    assert latest(Tag, "x")["name"] == {"en": "One"}


def test_rows_say_when_they_are_live(bring, file):
    rows = "slug,name.en,live_from\nahead,A,2999-01-02T09:00:00\npassed,P,2020-01-02T09:00:00Z\ndraft,D,\n"
    code, said, _ = bring(file("a.csv", rows), "--type", "Tag", "--publish")
    assert (code, "; 2 published" in said) == (0, True)
    now = time.time_ns() // 1_000
    assert latest(Tag, "draft")["live_from"] is None
    assert now - 60_000_000 < latest(Tag, "passed")["live_from"] <= now
    assert latest(Tag, "ahead")["live_from"] == to_microseconds(datetime(2999, 1, 2, 9, tzinfo=ZONE))
    code, said, _ = bring(file("a.csv", rows), "--type", "Tag", "--publish")
    assert counts(said) == [0, 0, 3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1]", "must be an object"),
        ('{"slug": "a", "slug": "b"}', "'slug' is given twice"),
        ('{"slug": "a", "n": NaN}', "NaN is no number"),
        ('{"slug": ', "is not JSON: Expecting value at character 1"),
        ("[" * 200_000, "has too many levels"),
        ('{"slug": ' + "9" * 5_000 + "}", "is not JSON: Exceeds the limit"),
        ('{"slug": "a", "nmae": {"en": "A"}}', "is no field of this type"),
        ('{"slug": "a", "name": {"en": "A"}, "basis": {"en": "general"}}', "`content load` takes them"),
        ('{"slug": "a", "editions": [{}]}', "`content load` takes several"),
        ('{"slug": "a", "name": "A"}', "must be a text for each language"),
        ('{"slug": "a", "id": "A"}', "must be 12 of a-z and 0-9"),
        ('{"slug": ["a"]}', "must be a-z, 0-9 and hyphens"),
        ('{"slug": "a", "sources": {}}', "is no field of this type"),
        ('{"slug": "a", "live_from": "soon"}', "must be an instant"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_written(empty, file, tmp_path, line, said):
    path = file("a.jsonl", f'{line}\n\n{{"slug": "fine", "name": {{"en": "F"}}}}\n')
    problems = tmp_path / "problems.jsonl"
    code, _ = runner(empty)("import", path, "--type", "Tag", "--policy", "good", "--problems", problems)
    told = [json.loads(line) for line in problems.read_text().splitlines()]
    assert (code, {each["line"] for each in told}) == (1, {1})
    assert any(said in each["reason"] for each in told), told
    assert {values["slug"] for *_, values in stored_editions(Tag)} == {"fine"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"slug,name.en\na,A\n" + b"\n" * 20_000 + b"b,\xff\xfe\n", "is not text in the encoding of the file"),
        (b'slug,name.en\na,A\nb,"B\n' + b"x\n" * (MOST_CHARACTERS // 2), "the row has more than 4,000,000 characters"),
        (b'slug,name.en\na,A\nb,"B" x\n', "is not CSV"),
        (b"slug,name.en\na,A\nb,B,C\n", "has 3 cells, and the header 2"),
    ],
)
def test_what_cannot_be_read_on_is_a_problem_of_its_line(bring, file, content, said):
    _, _, told = bring(file("a.csv", content), "--type", "Tag", "--policy", "good")
    assert any(said in each["reason"] for each in told), told


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "the file has no header"),
        ("a.csv", "slug,slug\n", "two columns have one name"),
        ("a.csv", "slug,,name.en\n", "a column has no name"),
        ("a.csv", ",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)), "more than 500 columns"),
        ("a.csv", "slug,title.en\n", "Tag has no title.en"),
        ("a.csv", "x" * (MOST_CHARACTERS + 1), "it is too long"),
        ("a.txt", "slug", "name its --format"),
    ],
)
def test_a_file_that_has_no_rows_of_a_type_is_refused(bring, file, name, content, said):
    code, printed, _ = bring(file(name, content), "--type", "Tag")
    assert code == 1
    assert said in printed


def test_a_type_and_an_encoding_are_known(bring, file):
    path = file("a.csv", "slug\n")
    assert "there is no content type 'Nothing': --type Alert, Award" in bring(path, "--type", "Nothing")[1]
    assert "name the type of the entries" in bring(path)[1]
    assert "'klingon' is no encoding" in bring(path, "--type", "Tag", "--encoding", "klingon")[1]


def test_a_trial_writes_nothing(bring, file):
    code, said, _ = bring(file("a.csv", "slug,name.en\nx,One\n"), "--type", "Tag", "--check", "--policy", "good")
    assert (code, latest(Tag, "x")) == (0, None)
    assert "1 rows read: 1 entries new, 0 changed, 0 refused; nothing was written" in said


def test_cells_have_the_forms_of_their_fields(bring, file):
    rows = (
        "slug,name.en,is_joint,duration_years,level,alternate_names\n"
        'p,P,Yes,4,UNDERGRADUATE,"[{""name"": {""en"": ""Q""}, ""kind"": ""SHORT""}]"\n'
        "q,Q,maybe,four,NONE,{\n"
    )
    _, _, told = bring(file("a.csv", rows), "--type", "Program", "--policy", "good")
    assert {each["path"] for each in told} == {"is_joint", "duration_years", "level", "alternate_names"}
    values = latest(Program, "p")
    assert (values["is_joint"], values["duration_years"], values["level"]) == (True, 4, "UNDERGRADUATE")
    assert values["alternate_names"] == [{"name": {"en": "Q"}, "kind": "SHORT"}]


def test_an_import_that_was_killed_goes_on_when_it_is_run_again(empty, file):
    rows = 2_100
    path = file("a.csv", "slug,name.en\n" + "".join(f"t-{n},T {n}\n" for n in range(rows)))
    words = [sys.executable, "-m", "flask", "--app", "server", "content", "import", path, "--type", "Tag"]
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": empty}
    with subprocess.Popen(
        [*words, "--policy", "good"], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
    ) as importing:
        until = time.monotonic() + 120
        while Tag.select().count() < 1_000 and time.monotonic() < until:
            time.sleep(0.05)
        importing.send_signal(signal.SIGKILL)
    written = Tag.select().count()
    assert written % 1_000 == 0
    assert 1_000 <= written < rows
    code, said = runner(empty)("import", path, "--type", "Tag", "--policy", "good")
    assert (code, counts(said)) == (0, [rows - written, 0, written])
    assert [(version, values["name"]["en"]) for _, version, *_, values in stored_editions(Tag)] == [
        (1, f"T {n}") for n in range(rows)
    ]
