"""The command line: commands for content, migrations and the schema, as `flask --app server` runs them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask.cli import AppGroup, ScriptInfo, with_appcontext

import models
from delivery import migration_dialogue
from delivery.services import services
from fixtures import exporting, exporting_rows, generating, import_files, loading, occurrences
from fixtures.importing import passes
from fixtures.importing.telling import ImportProblems
from fixtures.importing.writing import Writer
from models import (
    backups,
    bulk,
    copying,
    database,
    derivations,
    language_columns,
    ledger_counting,
    reindexing,
    schema_changes,
    tree_circles,
)
from models.addresses import site_addresses
from models.entry import ENTERED, has_entries
from models.errors import SundialError
from models.languages import LANGUAGES
from models.translations import LOCALES_BY_TAG


@contextmanager
def errors_as_messages() -> Iterator[None]:
    """Turn an error that a person can put right into a message for that person, without a trace."""
    try:
        yield
    except (SundialError, OSError) as error:
        raise click.ClickException(str(error)) from None


class Commands(AppGroup):
    """Commands whose errors are messages for the person who typed them."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; exit with 1 and the message of what went wrong."""
        with errors_as_messages():
            shared = services(ctx.ensure_object(ScriptInfo).load_app())
            opened = database.open_database(shared.settings["SUNDIAL_DATABASE_URL"])  # its statements may take long
            site_addresses.USED_WITH[opened] = shared.executor.site.addresses
            with database.entered(opened):
                return super().invoke(ctx)


HAS_CONTENT = """\
the database has content; nothing is loaded
to load {folder} into it: flask --app server content load"""
"""What is said where `content load --if-empty` leaves a database as it is."""

WRONG_TOTALS = """\
totals are wrong: {said}
to correct them: flask --app server content totals"""
"""What is said where the ledger differs from a count: the lists, each with the number of its targets."""

WRONG_INDEX = """\
texts are not found as they are: {said}
to correct them: flask --app server content reindex"""
"""What is said where the index of texts differs from the editions."""

CIRCLES = "paths are cut where entries stand below themselves: publish one of them below something else\n"
"""What is said where circles were found."""

content = Commands("content", help="Load, check and export content files; back content up, copy or count it.")

FOLDER = click.Path(path_type=Path, file_okay=False)


@content.command("load")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--if-empty", is_flag=True, help="Load into a database without content only.")
@click.option("--rewrite", is_flag=True, help="Let entries have said in the past what they say now.")
def load_content(folder: Path | None, *, if_empty: bool, rewrite: bool) -> None:
    """Load the files of FOLDER (the one of SUNDIAL_CONTENT, unless given); all of them or none."""
    schema_changes.require_current()
    folder = folder or content_folder()
    if if_empty and has_entries():
        click.echo(HAS_CONTENT.format(folder=folder))
    else:
        click.echo(loading.load_folder(site_zone(), folder, progress=click.echo, rewrite=rewrite))
        bulk.refresh_statistics()


@content.command("diff")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--rewrite", is_flag=True, help="As of `load`.")
def compare_content(folder: Path | None, *, rewrite: bool) -> None:
    """Say what `content load` would do with the files of FOLDER, and change nothing."""
    schema_changes.require_current()
    report = loading.compare_folder(site_zone(), folder or content_folder(), rewrite=rewrite)
    click.echo("\n".join([*report.lines, str(report)]))


@content.command("occurrences")
def make_content_occurrences() -> None:
    """Make the events of all series, up to 18 months ahead; those that were ever made are left as they are."""
    schema_changes.require_current()
    click.echo(f"{occurrences.make_occurrences(site_zone())} events made")


@content.command("remove")
@click.argument("type_name", metavar="TYPE")
@click.argument("slug")
def remove_content(type_name: str, slug: str) -> None:
    """End the entry of TYPE (news_story, say) with SLUG; what it said until now stays the answer for then."""
    schema_changes.require_current()
    click.echo(f"ended: {loading.remove_entry(type_name, slug)}")


@content.command("check")
@click.argument("folder", type=FOLDER, required=False)
def check_content(folder: Path | None) -> None:
    """Check the files of FOLDER (the one of SUNDIAL_CONTENT, unless given) without loading them."""
    folder = folder or content_folder()
    click.echo(f"{loading.check_folder(site_zone(), folder)} entries, all sound")


@content.command("export")
@click.argument("target", metavar="FOLDER|FILE", type=click.Path(path_type=Path))
@click.option("--type", "type_name", metavar="TYPE", help="The type whose entries are written as rows.")
@click.option("--format", "form", type=click.Choice(["yaml", "jsonl", "csv"]), default="yaml", show_default=True)
def export_content(target: Path, type_name: str | None, form: str) -> None:
    """Write all content to files in FOLDER, which load to the same content again.

    With --format jsonl or csv and --type, write the newest state of a type's entries to FILE, for `content import`.
    """
    schema_changes.require_current()
    if form == "yaml":
        total = exporting.export_folder(target, site_zone())
    else:
        total = exporting_rows.export_rows(target, import_files.model_of(type_name), form, site_zone())
    click.echo(f"{total} entries written to {target}")


FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@content.command("import")
@click.argument("file", type=FILE)
@click.option("--type", "type_name", metavar="TYPE", help="The content type of the rows: NewsStory or news_story, say.")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "wxr"]), help="By the ending of FILE, unless given."
)
@click.option("--map", "mapping", type=FILE, help="Which column is which path (docs/importing.md).")
@click.option("--encoding", help="Of a FILE that is not in UTF-8 and has no byte order mark: big5, cp1252 and others.")
@click.option(
    "--language", type=click.Choice([*LOCALES_BY_TAG]), default=LANGUAGES.default, help="Of the texts of WXR."
)
@click.option("--policy", type=click.Choice(["all", "good"]), default="all", show_default=True)
@click.option("--publish", "publishes", is_flag=True, help="Publish the rows; without it they are drafts.")
@click.option("--check", "is_trial", is_flag=True, help="Say what would be done, and change nothing.")
@click.option(
    "--problems", type=click.Path(path_type=Path, dir_okay=False), help="A file for all problems, as JSON Lines."
)
def import_content(file: Path, type_name: str | None, form: str | None, mapping: Path | None, **options: Any) -> None:
    """Bring in the rows of FILE: JSON Lines, CSV, or an export of WordPress (WXR).

    Running it again goes on after an interruption: a row that says what is there already changes nothing.
    """
    schema_changes.require_current()
    found = import_files.format_of(file, form)
    model = None if found == "wxr" else import_files.model_of(type_name)
    source = import_files.Source(file, found, model, mapping, options.pop("encoding"), options.pop("language"))
    run_import(source, **options)


def run_import(
    source: import_files.Source, *, policy: str, publishes: bool, is_trial: bool, problems: Path | None
) -> None:
    """Import a file with a progress bar; end with 1 where rows were refused."""
    with ExitStack() as stack:
        told = stack.enter_context(ImportProblems(problems))
        bar = stack.enter_context(click.progressbar(length=source.path.stat().st_size, label="importing"))
        reading = import_files.Reading(source, site_zone(), lambda at: bar.update(at - bar.pos), told.tell)
        writer = Writer(site_zone(), publishes, told.tell)
        report = passes.import_rows(reading, writer, passes.Policy(policy), is_trial=is_trial)
    click.echo("\n".join([*told.first_lines(), str(report)]))
    bulk.refresh_statistics()
    if report.refused:
        raise click.ClickException(f"{report.refused} rows were refused, with {report.problems} problems")


@content.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a FILE that exists.")
def back_up_content(file: Path, *, force: bool) -> None:
    """Write a backup of the database to FILE, while servers and editors go on."""
    backups.write_backup(file, services().settings["SUNDIAL_POSTGRESQL_PROGRAMS"], replaces=force)
    click.echo(f"backup written to {file}")


@content.command("copy")
@click.option("--to", "url", required=True, metavar="URL", help="An empty database, as SUNDIAL_DATABASE_URL names one.")
def copy_content(url: str) -> None:
    """Copy the database to an empty one of either kind, with ids, authors and drafts; all of it or nothing."""
    counts = copying.copy_content(url)
    click.echo(f"{counts['entry']} entries copied, {sum(counts.values())} rows of {len(counts)} tables in all")
    for said in circles_in_words():
        click.echo(f"warning: {said}")


@content.command("generate")
@click.option("--scale", type=click.IntRange(1), default=1_000, show_default=True, help="How many news stories.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same content.")
def generate_content(scale: int, seed: int) -> None:
    """Add invented content of any size, linked to what is loaded, for development and benchmarks."""
    schema_changes.require_current()
    with click.progressbar(length=generating.entries_to_make(scale), label="generating") as bar:
        total = generating.generate(scale, seed, site_zone(), bar.update)
    click.echo(f"{total} entries made")


@content.command("totals")
@click.option("--check", "is_check", is_flag=True, help="Count, and change nothing.")
def count_totals(*, is_check: bool) -> None:
    """Count the ledger of totals anew, and say what was wrong; with --check exit with 1 where something is."""
    schema_changes.require_current()
    wrong = ledger_counting.check() if is_check else ledger_counting.correct()
    said = ", ".join(f"{name} ({number})" for name, number in wrong.items())
    if wrong and is_check:
        raise click.ClickException(WRONG_TOTALS.format(said=said))
    click.echo(f"totals corrected: {said}" if wrong else "all totals are right")


@content.command("reindex")
@click.option("--check", "is_check", is_flag=True, help="Look, and change nothing.")
def reindex(*, is_check: bool) -> None:
    """Make the index of all texts anew, and say what was wrong; with --check exit with 1 where something is."""
    schema_changes.require_current()
    found = reindexing.check() if is_check else reindexing.reindex()
    said = f"{found.editions} editions, {len(found.indexes)} indexes"
    if is_check and not found.is_right:
        raise click.ClickException(WRONG_INDEX.format(said=said))
    click.echo("all texts are found" if found.is_right else f"index corrected: {said}")


@content.command("circles")
def find_circles() -> None:
    """Find entries of trees that stand below themselves, now, in the past or to come; exit with 1 where some do."""
    schema_changes.require_current()
    found = circles_in_words()
    click.echo("\n".join(found) or "no entry stands below itself")
    if found:
        raise click.ClickException(CIRCLES)


def circles_in_words() -> list[str]:
    """Say of each circle of trees which entries are in it, and when."""
    return [each.in_words(site_zone()) for model in tree_circles.trees() for each in tree_circles.circles(model)]


@click.group("migrate", cls=Commands, invoke_without_command=True)
@click.pass_context
@with_appcontext
def migrate(context: click.Context) -> None:
    """Apply the migrations that are pending, and bring up to date what follows from settings; see the subcommands."""
    if context.invoked_subcommand is None:
        added, dropped = language_columns.languages_to_follow()
        done = [f"applied {name}" for name in schema_changes.upgrade()]
        done += [f"languages added: {', '.join(added)}"] if added else []
        done += [f"languages dropped: {', '.join(dropped)}"] if dropped else []
        with database.writing():
            changed = derivations.renew(site_zone())
        done += [f"editions brought up to date: {changed}"] if changed else []
        click.echo("\n".join(done) or "the tables are up to date")


@migrate.command("down")
@click.argument("target", required=False)
def revert_migrations(target: str | None) -> None:
    """Revert the newest migration, or all back through TARGET, with the content they hold."""
    click.echo("\n".join(f"reverted {name}" for name in schema_changes.downgrade(target)) or "nothing to revert")


@migrate.command("new")
@click.argument("name")
@click.option(
    "--rename", "renames", multiple=True, metavar="OLD=NEW", help="OldType=NewType, or Type.old=new for a field."
)
@click.option(
    "--default", "defaults", multiple=True, metavar="TYPE.FIELD=VALUE", help="What content gets that lacks it."
)
def write_migration(name: str, renames: tuple[str, ...], defaults: tuple[str, ...]) -> None:
    """Write a migration called NAME for what the models have and the database lacks.

    On a terminal it asks what was renamed, what required fields are filled with, and whether content may be lost.
    """
    paths = migration_dialogue.write_migration(name, renames, defaults)
    click.echo("\n".join(map(str, paths)) or "the tables are those of the models")


@click.command("schema")
@with_appcontext
def print_schema() -> None:
    """Print the GraphQL schema, as schema/schema.graphql holds it."""
    click.echo(services().executor.schema.as_str())


def content_folder() -> Path:
    """Return the folder of the site's content files."""
    return Path(services().settings["SUNDIAL_CONTENT"])


def site_zone() -> ZoneInfo:
    """Return the site's time zone."""
    return services().executor.zone


def shell_names() -> dict[str, Any]:
    """Let `flask shell` use the application's database; return the names that it starts with."""
    ENTERED.set(services().database)
    return {"models": models}


COMMANDS = (content, migrate, print_schema)
