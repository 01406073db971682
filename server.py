"""The Flask application factory and command line: wires the parts, holds no logic of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask import Flask, current_app
from flask.cli import AppGroup, ScriptInfo, with_appcontext
from werkzeug.middleware.proxy_fix import ProxyFix

import schema
from delivery.edge.browser_security import secure
from delivery.edge.graphiql import graphiql
from delivery.edge.graphql_http import graphql
from delivery.edge.rate_limits import RateLimits
from delivery.edge.request_cache import RequestCache
from delivery.edge.response_cache import NoResponseCache, ResponseCache
from delivery.execution.documents import Documents
from delivery.execution.operations import Executor
from delivery.observing.health import health
from delivery.observing.metrics import Metrics
from delivery.observing.request_log import RequestLog
from delivery.settings import (
    SettingInvalid,
    Settings,
    choice,
    limits,
    number,
    open_database,
    origins,
    read_settings,
    switch,
    time_zone,
)
from delivery.wsgi import Application, Environment, StartResponse
from fixtures import exporting, files, generating, loading
from models import database, derivations, schema_changes
from models.entry import ENTERED
from models.entry import database as connected
from models.errors import SundialError

MEGABYTE = 1_000_000


def now() -> datetime:
    """Tell the instant that is now."""
    return datetime.now(UTC)


def create_app(environment: Mapping[str, str] | None = None, clock: Callable[[], datetime] = now) -> Flask:
    """Make the application from the settings in *environment*; nothing is connected to yet."""
    settings = read_settings(environment)
    app = Flask("sundial", static_folder=None)
    app.url_map.merge_slashes = False  # it would answer with the address of a host that the client names
    with told_to_operator():
        app.config["MAX_CONTENT_LENGTH"] = number(settings, "SUNDIAL_MAX_BODY")
        app.extensions["database"] = used = open_database(settings)
        connected.initialize(used)
        app.extensions |= parts(settings, clock)
        secure(app, origins(settings))
        app.extensions["request_cache"] = request_cache(app.wsgi_app, settings, app.extensions)
        app.extensions["request_log"] = request_log(
            app.extensions["request_cache"], settings, app.extensions["metrics"]
        )
        wsgi_app = around(within(used, app.extensions["request_log"]), settings)
        app.wsgi_app = wsgi_app  # type: ignore[method-assign, assignment]
    app.extensions["settings"] = settings
    app.register_blueprint(graphql)
    app.register_blueprint(graphiql)
    app.register_blueprint(health)
    for command in (content, migrate, print_schema):
        app.cli.add_command(command)
    return app


def parts(settings: Settings, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Make what answers requests, by the names under which it is found."""
    metrics = Metrics(is_counting=bool(settings["SUNDIAL_METRICS_TOKEN"]))
    executor = Executor(
        schema.make_schema(),
        time_zone(settings),
        clock,
        limits=limits(settings),
        is_open=switch(settings, "SUNDIAL_INTROSPECTION"),
        on_run=metrics.ran,
    )
    caching = ResponseCache if number(settings, "SUNDIAL_CACHE") else NoResponseCache
    return {
        "executor": executor,
        "cache": caching(executor, number(settings, "SUNDIAL_MAX_AGE")),
        "documents": Documents(only_trusted=choice(settings, "SUNDIAL_DOCUMENTS", "open", "trusted") == "trusted"),
        "rates": RateLimits(settings["SUNDIAL_RATE_LIMIT"], settings["SUNDIAL_RATE_STORAGE"]),
        "metrics": metrics,
        "metrics_token": settings["SUNDIAL_METRICS_TOKEN"],
    }


def request_cache(app: Application, settings: Settings, parts: Mapping[str, Any]) -> RequestCache:
    """Put around Flask's application what answers requests again."""
    heaviest = number(settings, "SUNDIAL_CACHE") * MEGABYTE
    return RequestCache(app, "/graphql", parts["cache"], parts["rates"], heaviest=heaviest)


def request_log(app: Application, settings: Settings, metrics: Metrics) -> RequestLog:
    """Put around the application what watches every request."""
    is_written, slow = switch(settings, "SUNDIAL_REQUEST_LOG"), number(settings, "SUNDIAL_SLOW")
    return RequestLog(app, metrics, is_written=is_written, slow=slow)


def within(used: database.Pool, app: Application) -> Application:
    """Let an application read the database that it was made with, whatever else the process has connected."""

    def enter(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        token = ENTERED.set(used)
        try:
            return app(environ, start_response)
        finally:
            ENTERED.reset(token)

    return enter


def around(app: Application, settings: Settings) -> Application:
    """Put around the application what depends on where it runs."""
    if switch(settings, "SUNDIAL_TRACING"):
        app = traced(app)
    proxies = number(settings, "SUNDIAL_PROXIES")
    return ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else app


def traced(app: Application) -> Application:
    """Trace every request with OpenTelemetry, which its own variables set up; raise `SettingInvalid` without it."""
    try:
        from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
    except ImportError:
        raise SettingInvalid("SUNDIAL_TRACING", "on", "install `sundial[tracing]` first") from None
    traced: Application = OpenTelemetryMiddleware(app)
    return traced


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
            settings = ctx.ensure_object(ScriptInfo).load_app().extensions["settings"]
            database.connect(settings["SUNDIAL_DATABASE_URL"])  # without a limit on how long a statement may take
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
        total = generating.generate(scale, seed, site_zone(), bar.update)
    click.echo(f"{total} entries made")


@click.group("migrate", cls=Commands, invoke_without_command=True)
@click.pass_context
@with_appcontext
def migrate(context: click.Context) -> None:
    """Apply the migrations that are pending, and bring up to date what follows from settings; see the subcommands."""
    if context.invoked_subcommand is None:
        done = [f"applied {name}" for name in schema_changes.upgrade()]
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
