"""`migrate new` where a type, a field or a component has another name: content, links and history move with it."""

import json
import shutil

import pytest
from conftest import connection_to
from evolving import CONTENT, Site

from models.entry import database as connected
from models.entry_references import REFERENCES
from models.languages import FILE
from models.new_migrations import source

RENAMED = (
    ("class Colleague(", "class Employee("),
    ('"Colleague"', '"Employee"'),
    ("    post =", "    role ="),
    ("    stories = Links(", "    articles = Links("),
    ("    home = Link(", "    base = Link("),
    ('"since"', '"joined"'),
    ("    since =", "    joined ="),
    ("    degrees =", "    diplomas ="),
    ("    title =", "    subject ="),
)
RENAMED_SCHEMA = (
    ("models.Colleague", "models.Employee"),
    ("class Colleague(", "class Employee("),
    ('"Colleague"', '"Employee"'),
    ('("colleague", "colleagues")', '("employee", "employees")'),
    ('"post"', '"role"'),
    ("    post:", "    role:"),
    ("    stories:", "    articles:"),
    ("    home:", "    base:"),
    ("    since:", "    joined:"),
    ("    degrees:", "    diplomas:"),
    ("    title:", "    subject:"),
)
OPTIONS = (
    "Colleague=Employee",
    "Employee.post=role",
    "Colleague.stories=articles",
    "Colleague.home=base",
    "Colleague.since=joined",
    "Employee.degrees=diplomas",
    "Diploma.title=subject",
)
COLUMNS = {
    "post": "role",
    "since": "joined",
    "home_id": "base_id",
    "degrees": "diplomas",
    "post_folded": "role_folded",
    **{f"post_text_{language}": f"role_text_{language}" for language in ("en", "zh_hant", "zh_hans")},
}


@pytest.fixture(scope="session")
def made(engines, tmp_path_factory):
    """The addresses of databases with the content of the site, by kind, and its folder: each is made once."""
    found = {}

    def make(engine):
        if engine.name not in found:
            folder = tmp_path_factory.mktemp("made")
            site = Site(folder, engine.create(engine.tables))
            written, applied, loaded = site.flask("migrate new colleagues", "migrate", "content load")
            assert written == f"{folder}/meadow/migrations/0001_colleagues.py\n"
            assert applied == "applied 0001_colleagues\n"
            assert loaded.endswith("6 entries added, 0 changed, 0 unchanged\n")
            found[engine.name] = site
        return found[engine.name]

    return make


@pytest.fixture
def site(engine, made, tmp_path):
    """A copy of the site and its database."""
    return copy_of(made(engine), engine, tmp_path)


@pytest.fixture
def on_sqlite(engines, made, tmp_path):
    """The same on SQLite, for what has nothing to do with the database."""
    engine = engines("sqlite")
    return copy_of(made(engine), engine, tmp_path)


def copy_of(original, engine, folder):
    copied = Site(folder / "site", engine.create(original.url))
    shutil.copytree(original.folder / "meadow" / "migrations", copied.folder / "meadow" / "migrations")
    return copied


def rows(site, table):
    """Read all of a table, by the names of its columns, without what is derived by languages."""
    with connection_to(site.url):
        cursor = connected.execute_sql(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(({name: row[name] for name in sorted(row)} for row in found), key=str)


def without(several, *names):
    return [{name: value for name, value in row.items() if name not in names} for row in several]


def named(site, word):
    """List what has a word in its name, of content: tables, indexes, triggers, sequences and functions."""
    with connection_to(site.url):
        if connected.kind == "sqlite":
            texts = "SELECT name FROM sqlite_master UNION SELECT tbl_name FROM sqlite_master"
        else:
            texts = (
                "SELECT relname FROM pg_class UNION SELECT tgname FROM pg_trigger UNION SELECT proname FROM pg_proc"
                " WHERE pronamespace = current_schema()::regnamespace"
            )
        found = [name for (name,) in connected.execute_sql(texts).fetchall() if "access_" not in name]
        assert connected.kind != "sqlite" or connected.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    return sorted(name for name in found if word in name and not name.endswith("_migration"))


def renamed(row, names):
    return {names.get(name, name): value for name, value in row.items()}


QUERY = """{
  employees {
    nodes {
      slug name role room joined base { slug } diplomas { subject year school { slug } } articles { slug }
      clubs { nodes { slug } } headedClubs { nodes { slug } }
    }
  }
  garden: newsStory(slug: "garden") { colleagues { totalCount nodes { slug } } }
  botany: school(slug: "botany") { colleagues { nodes { slug } } }
  club(slug: "chess") { members { slug } head { slug name } }
  before: employee(slug: "ada", asOf: "2025-02-01T00:00:00Z") { role articles { slug } }
  found: employees(where: {role: {startsWith: "lib"}}, orderBy: [NAME_ASC]) { nodes { slug } }
}"""
ADA = {
    "slug": "ada",
    "name": "Ada",
    "role": "Librarian",
    "room": "B2",
    "joined": 2001,
    "base": {"slug": "botany"},
    "diplomas": [
        {"subject": "BSc", "year": 1999, "school": {"slug": "botany"}},
        {"subject": "MSc", "year": None, "school": None},
    ],
    "articles": [{"slug": "garden"}, {"slug": "library"}],
    "clubs": {"nodes": [{"slug": "chess"}]},
    "headedClubs": {"nodes": [{"slug": "chess"}]},
}
BOB = {
    "slug": "bob",
    "name": "Bob",
    "role": "Gardener",
    "room": None,
    "joined": 1990,
    "base": None,
    "diplomas": [],
    "articles": [{"slug": "garden"}],
    "clubs": {"nodes": [{"slug": "chess"}]},
    "headedClubs": {"nodes": []},
}
ANSWER = {
    "employees": {"nodes": [BOB, ADA]},
    "garden": {"colleagues": {"totalCount": 2, "nodes": [{"slug": "bob"}, {"slug": "ada"}]}},
    "botany": {"colleagues": {"nodes": [{"slug": "ada"}]}},
    "club": {"members": [{"slug": "bob"}, {"slug": "ada"}], "head": {"slug": "ada", "name": "Ada"}},
    "before": {"role": "Clerk", "articles": []},
    "found": {"nodes": [{"slug": "ada"}]},
}


def test_a_type_and_its_fields_are_renamed_with_their_content(site):
    colleagues, links, entries = rows(site, "colleague"), rows(site, "colleague_stories"), rows(site, "entry")
    site.rewrite(*RENAMED, schema=RENAMED_SCHEMA)
    options = [word for option in OPTIONS for word in ("--rename", option)]
    words = ("migrate", "new", "employees", *options)
    written, applied, again, totals = site.flask(words, "migrate", "migrate new nothing", "content totals --check")
    assert totals == RIGHT
    assert written == f"{site.folder}/meadow/migrations/0002_employees.py\n"
    assert applied.startswith("applied 0002_employees\n")
    assert again == "the tables are those of the models\n"
    assert named(site, "colleague") == []
    assert rows(site, "employee_articles") == sorted((renamed(row, COLUMNS) for row in links), key=str)
    changed = [{**row, "type": row["type"].replace("Colleague", "Employee")} for row in entries]
    assert rows(site, "entry") == sorted(changed, key=str)
    editions = {row["edition"]: row for row in rows(site, "employee")}
    assert editions.keys() == {row["edition"] for row in colleagues}
    for row in colleagues:
        kept = {name: value for name, value in row.items() if not name.startswith(("basis", "degrees", REFERENCES))}
        assert renamed(kept, COLUMNS).items() <= editions[row["edition"]].items()
    marked = [decoded(row["basis"]) for row in editions.values() if row["basis"]]
    assert marked == [{"role": "inferred", "name.zh-Hant": "translation"}]
    assert [each[1] for row in editions.values() for each in decoded(row[REFERENCES]) or ()] == ["diplomas.school"]
    assert {row["field"] for row in rows(site, "edition_references") if row["type"] == "Employee"} == {
        "diplomas.school"
    }
    assert site.flask("migrate down") == ["reverted 0002_employees\n"]
    assert named(site, "employee") == []
    found = [without(rows(site, name), REFERENCES) for name in ("colleague", "colleague_stories", "entry")]
    assert found == [without(colleagues, REFERENCES), links, entries]
    text = CONTENT["colleague"]
    for old, new in ("post:", "role:"), ("stories:", "articles:"), ("home:", "base:"), ("since:", "joined:"):
        text = text.replace(old, new)
    text = text.replace("degrees:", "diplomas:").replace("title:", "subject:")
    (site.folder / "content" / "colleague.yaml").unlink()
    (site.folder / "content" / "employee.yaml").write_text(text, encoding="utf-8")
    _, compared, totals = site.flask("migrate", "content diff", "content totals --check")
    assert compared.endswith("0 entries added, 0 changed, 6 unchanged\n")
    assert totals == RIGHT
    assert lists(site) == {"employee", "employee.articles", "employee.base", "club", "club.members", "club.head"}
    assert site.ask(QUERY) == [ANSWER]


RIGHT = "all totals are right\n"


def lists(site):
    """Name the lists of the package's types that the ledger has."""
    return {row["list"] for row in rows(site, "ledger") if row["list"].startswith(("colleague", "employee", "club"))}


def decoded(value):
    return json.loads(value) if isinstance(value, str) else value


LOSSES = """\
Content is lost by this migration:
  the type Club: 1 entries with 1 editions
  Colleague.stories: 3 links
  Colleague.post: the values of 3 editions
  Colleague.home: the values of 1 editions
  Diploma.year: the values of 1 components
"""


def test_what_is_lost_is_said_and_comes_back_empty(site):
    site.rewrite(
        (site.models[site.models.index("class Club(") :], ""),
        ("    post = TranslatedField(null=True, is_filtered=True)\n", ""),
        ('    home = Link("School", backlink="colleagues", null=True)\n', ""),
        ('    stories = Links("NewsStory", backlink="colleagues")\n', ""),
        ("    year = IntegerField(null=True)\n", ""),
        schema=(
            (site.schema[site.schema.index("@content_type(models.Club)") :], ""),
            ('    post: Text\n    """What they do."""\n', ""),
            ('    home: Linked["School"]\n    """Their school."""\n', ""),
            ('    stories: LinkedList["NewsStory"]\n    """The stories about them."""\n', ""),
            ('    year: int | None\n    """When it was conferred."""\n', ""),
            ('filters=("name", "post")', 'filters=("name",)'),
        ),
    )
    path = site.folder / "meadow" / "migrations" / "0002_less.py"
    colleagues = rows(site, "colleague")
    commands = ("migrate new less", "migrate", "migrate new nothing", "content totals --check")
    warned, applied, again, totals = site.flask(*commands)
    assert totals == RIGHT
    assert lists(site) == {"colleague"}
    assert warned == f"{LOSSES}{path}\n"
    assert "# What is lost for good: Colleague.stories: 3 links\n" in path.read_text(encoding="utf-8")
    assert applied.startswith("applied 0002_less\n")
    assert again == "the tables are those of the models\n"
    assert named(site, "club") == []
    assert "Club" not in {row["type"] for row in rows(site, "entry")}
    post = [name for name in colleagues[0] if name.startswith("post")]
    gone = {*post, "home_id", "degrees", "basis", "text_languages", "title_tokens", "tokens", REFERENCES}
    kept = without(colleagues, *gone)
    assert (
        without(rows(site, "colleague"), "degrees", "basis", "text_languages", "title_tokens", "tokens", REFERENCES)
        == kept
    )
    assert [each for row in rows(site, "colleague") for each in decoded(row["degrees"]) if "year" in each] == []
    assert [decoded(row["basis"]) for row in rows(site, "colleague") if row["basis"]] == [
        {"name.zh-Hant": "translation"}
    ]
    assert site.flask("migrate down") == ["reverted 0002_less\n"]
    assert [rows(site, name) for name in ("club", "club_members", "colleague_stories")] == [[], [], []]
    assert without(
        rows(site, "colleague"), "degrees", "basis", "text_languages", "title_tokens", "tokens", REFERENCES
    ) == [{**row, "post": None, "post_folded": None, "home_id": None} for row in kept]
    assert site.flask("migrate")[0].startswith("applied 0002_less\n")
    with connection_to(site.url):
        tables = connected.get_tables()
    assert not {"club", "club_members", "club_head", "colleague_stories"} & set(tables)


LACKING = """\
Error: No migration was written:
Colleague.room is required, and 2 published editions have none: --default Colleague.room=VALUE
Colleague.floor is required, and 3 published editions have none: --default Colleague.floor=VALUE
Colleague.team is required, and 3 published editions have none: --default Colleague.team=VALUE
Colleague.unit is required, and 3 published editions have none: --default Colleague.unit=VALUE
Colleague.hired_on is required, and 3 published editions have none: --default Colleague.hired_on=VALUE
Diploma.year is required, and 1 components have none: --default Diploma.year=VALUE
"""


def test_required_fields_are_filled_in(site):
    site.rewrite(
        ("    room = PlainTextField(null=True,", "    room = PlainTextField("),
        ("    year = IntegerField(null=True)", "    year = IntegerField()"),
        ('    order = ("since",)', '    order = ("floor",)'),
        (
            "    degrees =",
            """    floor = IntegerField(index=True)
    team = TranslatedField(is_filtered=True, is_sorted=True)
    unit = Link("School", backlink="staff")
    is_active = BooleanField(default=True)
    hired_on = DateField()
    prizes = ComponentsField(Diploma)
    degrees =""",
        ),
        ("import IntegerField", "import BooleanField, DateField, IntegerField"),
        schema=(
            ("import TYPE", "import date\nfrom typing import TYPE"),
            ("from typing import date", "from datetime import date"),
            ("    year: int | None", "    year: int"),
            ("    room: str | None", "    room: str"),
            ('orders=("name",)', 'orders=("name", "team", "floor")'),
            ('filters=("name", "post")', 'filters=("name", "post", "room", "team", "floor")'),
            (
                "    degrees:",
                '''    floor: int
    """Where."""
    team: Text
    """With whom."""
    unit: Linked["School"]
    """For whom."""
    is_active: bool
    """Whether."""
    hired_on: date
    """When."""
    prizes: Values["Diploma"]
    """For what."""
    degrees:''',
            ),
        ),
    )
    values = ("room=A 1", "floor=2", 'team={"en": "Staff", "zh-Hant": "職員"}', "unit=botany", "hired_on=2020-02-29")
    options = [word for value in values for word in ("--default", f"Colleague.{value}")]
    command = ("migrate", "new", "more", *options, "--default", "Diploma.year=2000")
    colleague = "slug room floor team unit { slug } isActive hiredOn prizes { year } degrees { year }"
    queries = (
        f'{{ colleague(slug: "ada") {{ {colleague} }} }}',
        f'{{ colleague(slug: "ada", asOf: "2025-02-01T00:00:00Z", locale: ZH_HANT) {{ {colleague} }} }}',
        '{ colleagues(where: {team: {eq: "staff"}, room: {eq: "a 1"}}, orderBy: [TEAM_ASC]) { nodes { slug } } }',
        '{ newsStory(slug: "garden") { colleagues { nodes { slug } } } school(slug: "botany") { staff { nodes { slug } } } }',
    )
    refused, written, applied, again, *answers = site.run(
        "migrate new more", command, "migrate", "migrate new nothing", *(("ask", query) for query in queries)
    )
    assert refused == (1, LACKING)
    assert written == (0, f"{site.folder}/meadow/migrations/0002_more.py\n")
    assert applied[1].startswith("applied 0002_more\n")
    assert again == (0, "the tables are those of the models\n")
    now, before, found, garden = (json.loads(answer)["data"] for _, answer in answers)
    same = {
        "slug": "ada",
        "floor": 2,
        "unit": {"slug": "botany"},
        "isActive": True,
        "hiredOn": "2020-02-29",
        "prizes": [],
    }
    assert now["colleague"] == {**same, "room": "B2", "team": "Staff", "degrees": [{"year": 1999}, {"year": 2000}]}
    assert before["colleague"] == {**same, "room": "A 1", "team": "職員", "degrees": []}
    assert found == {"colleagues": {"nodes": [{"slug": "bob"}]}}
    assert garden["newsStory"]["colleagues"]["nodes"] == [{"slug": "ada"}, {"slug": "bob"}]
    assert garden["school"]["staff"]["nodes"] == [{"slug": "ada"}, {"slug": "bob"}]
    reverted, applied = site.flask("migrate down", "migrate")
    assert reverted == "reverted 0002_more\n"
    assert applied.startswith("applied 0002_more\n")
    assert {row["floor"] for row in rows(site, "colleague_stories")} == {2}


def test_defaults_of_models_are_filled_in_where_there_is_content_though_there_was_none_where_the_migration_was_written(
    site, engine, tmp_path
):
    empty = Site(tmp_path / "empty", engine.create(engine.tables))
    for each in (site, empty):
        each.rewrite(
            (
                "    members =",
                "    prizes = ComponentsField(Diploma)\n    is_open = BooleanField(default=True)\n    members =",
            ),
            ("import IntegerField", "import BooleanField, IntegerField"),
            schema=(
                (
                    "    members:",
                    '''    prizes: Values["Diploma"]
    """For what."""
    is_open: bool
    """To all."""
    members:''',
                ),
            ),
        )
    (migrations,) = site.folder.glob("*/migrations")
    shutil.copytree(migrations, empty.folder / "meadow" / "migrations")
    empty.flask("migrate", "migrate new more")
    shutil.copytree(empty.folder / "meadow" / "migrations", migrations, dirs_exist_ok=True)
    applied, (_, answer) = site.run("migrate", ("ask", "{ clubs { nodes { slug isOpen prizes { year } } } }"))
    assert applied == (0, "applied 0002_more\n")
    assert json.loads(answer)["data"] == {"clubs": {"nodes": [{"slug": "chess", "isOpen": True, "prizes": []}]}}


def test_a_terminal_is_asked(on_sqlite):
    site = on_sqlite
    site.rewrite(
        ("    post =", "    role ="),
        (
            "    room = PlainTextField(null=True, is_filtered=True, is_sorted=True)\n",
            "    badge = PlainTextField(null=True)\n",
        ),
        ("    since =", "    floor = IntegerField()\n    since ="),
        schema=(("    post:", "    role:"), ("    room:", "    badge:"), ('"post"', '"role"')),
    )
    command = ("migrate", "new", "several")
    assert site.converse(*command, answers=["y", "n", "3", "n"])[0] == 1
    code, shown = site.converse(*command, answers=["perhaps", "y", "n", "high", "3", "y"])
    path = site.folder / "meadow" / "migrations" / "0002_several.py"
    asked = """\
Is Colleague.role the new name of Colleague.post (3 editions have it)? [y/N]: perhaps
Error: invalid input
Is Colleague.role the new name of Colleague.post (3 editions have it)? [y/N]: y
Is Colleague.badge the new name of Colleague.room (1 editions have it)? [y/N]: n
Colleague.floor is required, and 3 published editions have none. With what are they filled?: high
Error: --default Colleague.floor: must be a whole number, not 'high'
Colleague.floor is required, and 3 published editions have none. With what are they filled?: 3
Content is lost by this migration:
  Colleague.room: the values of 1 editions
Write it? [y/N]: y
"""
    assert (code, shown) == (0, f"{asked}{path}\n")
    assert "rename_column(migrator, db, 'colleague', 'post', 'role')" in path.read_text(encoding="utf-8")


BAD_RENAMES = {
    "Colleague=Worker": "there is no type Worker; there are ",
    "Somebody=Club": "the database has no type Somebody without a model; it has none",
    "Colleague.pots=role": "the database has no pots of Colleague without a field; it has post",
    "Colleague.post=rolle": "Colleague has no field rolle; it has degrees, home, name, role, room, since, stories",
    "Colleague.name=role": "Colleague still has a field name",
    "Colleague.post=name": "the database has Colleague.name already",
    "Nobody.post=role": "there is no type or component Nobody; there are ",
    "Diploma.titel=title": "no content has such a field of Diploma; it has none",
    "Diploma.title=name": "Diploma has no field name; it has school, title, year",
}


def test_names_that_nothing_has_are_refused_all_at_once(on_sqlite):
    on_sqlite.rewrite(("    post =", "    role ="), schema=(("    post:", "    role:"), ('"post"', '"role"')))
    options = [word for rename in BAD_RENAMES for word in ("--rename", rename)]
    forms = ("", "=", "post", "Colleague.post=Colleague.role", "a.b.c=d", "Colleague.post=")
    others = [word for form in forms for word in ("--rename", form)]
    (code, unknown), (other_code, formless) = on_sqlite.run(
        ("migrate", "new", "bad", *options), ("migrate", "new", "bad", *others)
    )
    first, *lines = unknown.splitlines()
    assert (code, other_code, first) == (1, 1, "Error: No migration was written:")
    for line, (rename, reason) in zip(sorted(lines), sorted(BAD_RENAMES.items()), strict=True):
        assert line.startswith(f"--rename {rename}: {reason}")
    wanted = "must be OldType=NewType or Type.old_field=new_field"
    assert formless.splitlines()[1:] == [f"--rename {form}: {wanted}" for form in forms]
    assert not list((on_sqlite.folder / "meadow" / "migrations").glob("0002*"))


BAD_DEFAULTS = {
    "Colleague": "must be Type.field=value",
    "Nobody.post=x": "there is no type or component Nobody; there are ",
    "Colleague.stories=x": "Colleague has no field stories that can have one; it has degrees, ",
    "Colleague.slug=x": "Colleague has no field slug that can have one; it has degrees, ",
}
BAD_VALUES = {
    "Colleague.since=long ago": "Colleague.since: must be a whole number, not 'long ago'",
    "Colleague.since=": "Colleague.since: must be a whole number, not ''",
    'Colleague.post={"xx": "Clerk"}': "Colleague.post: ['xx'] is not one of the languages en, zh-Hant, zh-Hans",
    "Colleague.post= ": "Colleague.post.en: is empty; leave it out",
    "Colleague.home=physics": "Colleague.home: there is no School 'physics'",
    "Colleague.degrees=[1]": "Colleague.degrees[1]: must be a mapping, not 1",
}


def test_defaults_that_no_field_can_have_are_refused_all_at_once(on_sqlite):
    bad = (*BAD_DEFAULTS, *BAD_VALUES)
    [(code, said)] = on_sqlite.run(("migrate", "new", "bad", *(word for each in bad for word in ("--default", each))))
    first, *lines = said.splitlines()
    assert (code, first, len(lines)) == (1, "Error: No migration was written:", len(bad))
    for line, (text, reason) in zip(lines, BAD_DEFAULTS.items(), strict=False):
        assert line.startswith(f"--default {text}: {reason}")
    assert lines[len(BAD_DEFAULTS) :] == [f"--default {reason}" for reason in BAD_VALUES.values()]


OTHER = "is another kind of field than what is stored: give the new one another name, move the content by content files"


def test_content_is_not_taken_for_another_kind(site):
    site.rewrite(
        ("    post = TranslatedField(null=True, is_filtered=True)", "    post = IntegerField(null=True)"),
        (
            "    room = PlainTextField(null=True, is_filtered=True, is_sorted=True)",
            "    room = TranslatedField(null=True)",
        ),
        schema=(("    post: Text", "    post: int | None"), ("    room: str | None", "    room: Text")),
    )
    [(code, said)] = site.run("migrate new other")
    assert code == 1
    assert [line.partition(",")[0] for line in said.splitlines()[1:]] == [
        f"Colleague.{name} {OTHER.partition(',')[0]}" for name in ("post", "room")
    ]


def test_a_migration_that_fails_is_a_message(on_sqlite):
    path = on_sqlite.folder / "meadow" / "migrations" / "0002_own.py"
    path.write_text(
        "def up(migrator, db):\n    db.execute_sql('INSERT INTO entry (type) VALUES (1)')\n", encoding="utf-8"
    )
    said = "Error: A migration failed, and nothing was changed: {}\n"
    assert on_sqlite.run("migrate") == [(1, said.format("NOT NULL constraint failed: entry.uid"))]
    path.write_text(path.read_text(encoding="utf-8").replace("INTO entry", "INTO nowhere"), encoding="utf-8")
    assert on_sqlite.run("migrate") == [(1, said.format("no such table: nowhere"))]
    path.write_text("def down(migrator, db):\n    pass\n", encoding="utf-8")
    assert on_sqlite.run("migrate") == [(1, said.format("0002_own does not define up()."))]


NAMES = ("x" * 300, 'a"""b\\', "", "../../up", "\n")


def test_any_name_makes_a_migration_or_a_message(on_sqlite):
    on_sqlite.rewrite(("    since =", "    floor = IntegerField(null=True)\n    since ="))
    long, made, *others = on_sqlite.run(*(("migrate", "new", name) for name in NAMES))
    assert long[0] == 1
    assert "File name too long" in long[1]
    (path,) = (on_sqlite.folder / "meadow" / "migrations").glob("0002*.py")
    assert made == (0, f"{path}\n")
    compile(path.read_text(encoding="utf-8"), str(path), "exec")
    pending = "Error: The database lacks 1 migration(s), from 0002_a_b on. Run: flask --app server migrate\n"
    assert others == [(1, pending)] * 3
    assert [source.title(name) for name in NAMES[2:]] == ['"""Migration."""', '"""../../up."""', '"""Migration."""']


def test_a_language_adds_columns_of_their_kinds_whatever_the_names_of_texts(engine, tmp_path):
    site = Site(tmp_path, engine.create(engine.tables))
    site.rewrite(
        ("post = TranslatedField(null=True, is_filtered=True)", "full_text = TranslatedField(is_sorted=True)"),
        schema=(("post: Text", "full_text: Text"), ('filters=("name", "post")', 'filters=("name",)')),
    )
    site.flask("migrate new colleagues", "migrate")
    french = '[[languages]]\ntag = "fr"\nname = "French"\nfallback = ["en"]\n'
    languages = tmp_path / "languages.toml"
    languages.write_text(f"{FILE.read_text(encoding='utf-8')}\n{french}", encoding="utf-8")
    site.environment["SUNDIAL_LANGUAGES"] = str(languages)
    assert "languages added: fr\n" in site.flask("migrate")[0]
    with connection_to(site.url):
        found = {each.name: each.data_type.lower() for each in connected.get_columns("colleague")}
    assert {name: kind for name, kind in found.items() if name.startswith("full_text_") and name.endswith("_fr")} == {
        "full_text_text_fr": found["full_text_text_en"],
        "full_text_key_fr": found["full_text_key_en"],
    }
    assert found["full_text_text_fr"] != found["full_text_key_fr"]
