"""The Flask application factory and command line: wires the parts, holds no logic of its own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_cors import CORS

import schema
from delivery.graphiql import graphiql
from delivery.graphql_http import graphql
from delivery.known_requests import KnownRequests
from delivery.operations import Executor
from delivery.settings import read_settings, time_zone
from fixtures import exporting, files, generating, loading
from models import database, schema_changes
from models.errors import SundialError

LARGEST_BODY = 1_000_000
"""Bytes of a request: a document and the values of its variables are far smaller."""


def now() -> datetime:
    """Tell the instant that is now."""
    return datetime.now(UTC)


def create_app(environment: Mapping[str, str] | None = None, clock: Callable[[], datetime] = now) -> Flask:
    """Make the application from the settings in *environment*; nothing is connected to yet."""
    settings = read_settings(environment)
    app = Flask("sundial")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    with told_to_operator():
        database.connect(settings["SUNDIAL_DATABASE_URL"])
        zone = time_zone(settings)
    app.extensions["executor"] = Executor(schema.make_schema(), zone, clock)
    app.register_blueprint(graphql)
    app.register_blueprint(graphiql)
    CORS(app, resources={"/graphql": {"origins": "*"}}, methods=["GET", "POST"], send_wildcard=True)
    app.wsgi_app = KnownRequests(app.wsgi_app, "/graphql")  # type: ignore[method-assign]
    for command in (content, migrate, print_schema):
        app.cli.add_command(command)
    return app


@contextmanager
def told_to_operator() -> Iterator[None]:
    """Turn what a person can put right into a message for that person, without a trace."""
    try:
        yield
    except (SundialError, OSError) as error:
        raise click.ClickException(str(error)) from None


class Commands(AppGroup):
    """Commands whose errors are messages for the person who typed them."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; exit with 1 and the message of what went wrong."""
        with told_to_operator():
            return super().invoke(ctx)


content = Commands("content", help="Load, check and export content files.")

FOLDER = click.Path(path_type=Path, file_okay=False)


@content.command("load")
@click.argument("folder", type=FOLDER, default=files.CONTENT)
def load_content(folder: Path) -> None:
    """Load the files of FOLDER (the homepage's, unless given); all of them or none."""
    schema_changes.require_current()
    click.echo(loading.load_folder(site_zone(), folder, progress=click.echo))


@content.command("check")
@click.argument("folder", type=FOLDER, default=files.CONTENT)
def check_content(folder: Path) -> None:
    """Check the files of FOLDER without loading them."""
    click.echo(f"{loading.check_folder(site_zone(), folder)} entries, all sound")


@content.command("export")
@click.argument("folder", type=FOLDER)
def export_content(folder: Path) -> None:
    """Write all content to files in FOLDER, which load to the same content again."""
    schema_changes.require_current()
    click.echo(f"{exporting.export_folder(folder, site_zone())} entries written to {folder}")


@content.command("generate")
@click.option("--scale", type=click.IntRange(1), default=1_000, show_default=True, help="How many news stories.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same content.")
def generate_content(scale: int, seed: int) -> None:
    """Add invented content of any size, linked to what is loaded, for development and benchmarks."""
    schema_changes.require_current()
    with click.progressbar(length=generating.entries_to_make(scale), label="generating") as bar:
        total = generating.generate(scale, seed, bar.update)
    click.echo(f"{total} entries made")


@click.group("migrate", cls=Commands, invoke_without_command=True)
@click.pass_context
@with_appcontext
def migrate(context: click.Context) -> None:
    """Apply the migrations that are pending; see the subcommands for more."""
    if context.invoked_subcommand is None:
        click.echo("\n".join(f"applied {name}" for name in schema_changes.upgrade()) or "the tables are up to date")


@migrate.command("down")
@click.argument("target", required=False)
def revert_migrations(target: str | None) -> None:
    """Revert the newest migration, or all back through TARGET, with the content they hold."""
    click.echo("\n".join(f"reverted {name}" for name in schema_changes.downgrade(target)) or "nothing to revert")


@migrate.command("new")
@click.argument("name")
def write_migration(name: str) -> None:
    """Write a migration called NAME for what the models have and the database lacks."""
    click.echo(schema_changes.write_migration(name) or "the tables are those of the models")


@click.command("schema")
@with_appcontext
def print_schema() -> None:
    """Print the GraphQL schema, as schema/schema.graphql holds it."""
    click.echo(current_app.extensions["executor"].schema.as_str())


def site_zone() -> ZoneInfo:
    """Return the site's time zone."""
    zone: ZoneInfo = current_app.extensions["executor"].zone
    return zone
