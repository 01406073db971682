"""The command line, as an operator types it: what it prints and how it ends."""

import os
import subprocess
import sys

import pytest
from conftest import ZONE, connection_to, write_edition
from servers import PROJECT

from fixtures.files import CONTENT
from fixtures.loading import check_folder
from models import Tag, schema_changes
from models.edition import content_types
from models.edition_values import stored_editions
from models.entry import database as connected
from server import create_app

MIGRATIONS = sorted(path.stem for path in schema_changes.FOLDER.glob("[0-9]*.py"))
LACKS = (
    f"Error: The database lacks {len(MIGRATIONS)} migration(s), from {MIGRATIONS[0]} on. "
    "Run: flask --app server migrate\n"
)


def stored():
    return {model.__name__: stored_editions(model) for model in content_types()}


def runner(url, **settings):
    """Make a runner of commands on a database: each call returns the exit code and all that was printed."""
    typed = create_app({"SUNDIAL_DATABASE_URL": url, **settings}).test_cli_runner()

    def run(*words):
        result = typed.invoke(args=[str(word) for word in words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result.exit_code, result.output

    return run


@pytest.fixture
def run(blank):
    return runner(blank)


@pytest.fixture
def run_loaded(copy):
    return runner(copy)


@pytest.fixture
def bad(tmp_path):
    """A folder with one mistake."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "tag.yaml").write_text("entries: [{slug: good, name: {en: Good}}, {slug: bad, nmae: {en: Bad}}]")
    return folder


REFUSED = "Error: The content was not loaded:\ntag.yaml: bad: nmae: is no field of this type\n"


def test_an_empty_database_is_migrated_loaded_exported_and_taken_down(run, tmp_path):
    count = check_folder(ZONE)
    assert run("migrate") == (0, "".join(f"applied {name}\n" for name in MIGRATIONS))
    assert run("migrate") == (0, "the tables are up to date\n")
    reading = f"reading {CONTENT}\nloading {count} entries\n"
    assert run("content", "load") == (0, f"{reading}{count} entries added, 0 changed, 0 unchanged\n")
    assert run("content", "load") == (0, f"{reading}0 entries added, 0 changed, {count} unchanged\n")
    exported = tmp_path / "exported"
    assert run("content", "export", exported) == (0, f"{count} entries written to {exported}\n")
    assert run("content", "check", exported) == (0, f"{count} entries, all sound\n")
    assert run("migrate", "down", MIGRATIONS[0]) == (0, "".join(f"reverted {name}\n" for name in MIGRATIONS[::-1]))
    assert run("migrate", "down") == (0, "nothing to revert\n")


def test_the_fixtures_are_checked_without_a_database(tmp_path):
    with connection_to(f"sqlite:///{tmp_path / 'missing' / 'none.db'}") as url:
        assert runner(url)("content", "check") == (0, f"{check_folder(ZONE)} entries, all sound\n")


def test_a_folder_of_ones_own_is_loaded(run_loaded, tmp_path):
    (tmp_path / "tag.yaml").write_text("entries: [{slug: own, name: {en: Own}}]", encoding="utf-8")
    said = f"reading {tmp_path}\nloading 1 entries\n1 entries added, 0 changed, 0 unchanged\n"
    assert run_loaded("content", "load", tmp_path) == (0, said)
    assert stored_editions(Tag)[-1].values["slug"] == "own"


def test_only_an_empty_database_is_loaded_if_so_asked(run):
    count = check_folder(ZONE)
    run("migrate")
    loaded = f"reading {CONTENT}\nloading {count} entries\n{count} entries added, 0 changed, 0 unchanged\n"
    assert run("content", "load", "--if-empty") == (0, loaded)
    before = stored()
    has_content = "the database has content; nothing is loaded\n"
    by_hand = "to load {} into it: flask --app server content load\n"
    assert run("content", "load", "--if-empty") == (0, has_content + by_hand.format(CONTENT))
    assert stored() == before


def test_the_content_of_another_organisation_is_left_alone(run, tmp_path):
    menu = "entries: [{slug: own, location: PRIMARY, items: [], live_from: 2026-01-01T00:00:00+08:00}]"
    (tmp_path / "menu.yaml").write_text(menu, encoding="utf-8")
    run("migrate")
    run("content", "load", tmp_path)
    before = stored()
    assert run("content", "load", "--if-empty")[1].startswith("the database has content; nothing is loaded\n")
    assert stored() == before


def test_the_folder_of_the_setting_is_loaded_and_checked(blank, tmp_path):
    (tmp_path / "tag.yaml").write_text("entries: [{slug: own, name: {en: Own}}]", encoding="utf-8")
    run = runner(blank, SUNDIAL_CONTENT=str(tmp_path))
    run("migrate")
    said = f"reading {tmp_path}\nloading 1 entries\n1 entries added, 0 changed, 0 unchanged\n"
    assert run("content", "check") == (0, "1 entries, all sound\n")
    assert run("content", "load", "--if-empty") == (0, said)


def test_what_was_edited_since_is_told(run_loaded):
    first = stored_editions(Tag)[0]
    write_edition(Tag, first.entry, 2, {**first.values, "live_from": None}, "an editor")
    code, said = run_loaded("content", "load")
    kept = f"1 kept as edited since: tag.yaml: {first.values['slug']}"
    assert (code, said.splitlines()[-1]) == (
        0,
        f"0 entries added, 0 changed, {check_folder(ZONE) - 1} unchanged, {kept}",
    )


def test_a_bad_file_is_not_loaded(run_loaded, bad):
    before = stored()
    assert run_loaded("content", "load", bad) == (1, f"reading {bad}\n{REFUSED}")
    assert stored() == before


def test_a_bad_file_does_not_pass_the_check(run_loaded, bad):
    assert run_loaded("content", "check", bad) == (1, REFUSED)


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_missing_folder_is_told(run_loaded, tmp_path, command):
    code, said = run_loaded("content", command, tmp_path / "none")
    assert (code, said.splitlines()[-1]) == (1, f"{tmp_path / 'none'}: there is no such folder")


def test_a_file_in_place_of_a_folder_is_told(run_loaded):
    code, said = run_loaded("content", "load", CONTENT / "tag.yaml")
    assert (code, said.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '[FOLDER]': Directory '{CONTENT / 'tag.yaml'}' is a file.",
    )


def test_a_database_that_is_not_migrated_is_not_loaded(run):
    assert run("content", "load") == (1, LACKS)


def test_a_database_that_is_not_migrated_is_not_exported(run, tmp_path):
    assert run("content", "export", tmp_path / "export") == (1, LACKS)
    assert not (tmp_path / "export").exists()


def test_a_database_of_a_later_version_is_left_alone(run_loaded):
    connected.obj.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2027-01-01')")
    before = stored()
    known = "Error: The database has migrations that this version does not know: 9999_later."
    assert run_loaded("content", "load") == (1, f"{known} Update the code, or use another database.\n")
    assert stored() == before


@pytest.mark.parametrize(
    "words", [("content", "load"), ("content", "export", "nowhere"), ("migrate",), ("migrate", "down")]
)
def test_an_unreachable_database_is_told_without_a_trace(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "missing" / "sundial.db"
    with connection_to(f"sqlite:///{path}") as url:
        code, said = runner(url)(*words)
    assert code == 1
    assert said == (
        f"Error: The database {path} cannot be used: unable to open database file. Check that it is running, "
        "that SUNDIAL_DATABASE_URL names it, and that no other program holds it locked.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_migration_that_was_never_applied_is_not_reverted(run_loaded):
    before = stored()
    assert run_loaded("migrate", "down", "0000_none") == (
        1,
        'Error: No migration was reverted: "0000_none" is not an applied migration.\n',
    )
    assert stored() == before


def test_a_migration_is_written_only_for_a_difference(run):
    run("migrate")
    assert run("migrate", "new", "nothing") == (0, "the tables are those of the models\n")
    assert sorted(path.stem for path in schema_changes.FOLDER.glob("[0-9]*.py")) == MIGRATIONS


def test_the_schema_is_printed_as_it_is_committed(tmp_path):
    with connection_to(f"sqlite:///{tmp_path / 'missing' / 'none.db'}") as url:
        code, printed = runner(url)("schema")
    committed = CONTENT.parent.parent / "schema" / "schema.graphql"
    assert (code, printed) == (0, committed.read_text(encoding="utf-8"))


def test_every_command_has_a_line_of_help(run):
    code, said = run("--help")
    assert code == 0
    for command in ("content", "migrate", "schema"):
        assert any(line.split()[:1] == [command] and len(line.split()) > 3 for line in said.splitlines())


def test_the_shell_reads_the_applications_database(engine, loaded):
    source = "print(models.School.select().count())"
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": engine.create(loaded)}
    command = [sys.executable, "-m", "flask", "--app", "server", "shell"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, input=source, capture_output=True, text=True, check=True, timeout=60
    )
    assert "9" in done.stdout.split()


def test_a_command_leaves_what_is_connected_alone(blank, engine, loaded):
    before = connected.obj
    assert runner(engine.create(loaded))("content", "check")[0] == 0
    assert connected.obj is before
