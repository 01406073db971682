"""The Flask application factory: makes the services from the settings and wires them, and has no logic of its own."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import schema
from delivery.access.callers import Callers
from delivery.access.commands import people
from delivery.access.openid import openid
from delivery.access.provider import Provider
from delivery.access.sign_in import sign_in
from delivery.access.token_commands import tokens
from delivery.commands import COMMANDS, errors_as_messages, shell_names
from delivery.edge.browser_security import Origins, secure
from delivery.edge.csv_exports import CsvExports
from delivery.edge.frontends import frontends, manifests
from delivery.edge.graphiql import graphiql
from delivery.edge.graphql_http import graphql
from delivery.edge.rate_limits import RateLimits
from delivery.edge.request_cache import RequestCache
from delivery.edge.resolving import Resolving
from delivery.edge.response_cache import NoResponseCache, ResponseCache
from delivery.edge.slots import Slots
from delivery.execution.documents import Documents
from delivery.execution.operations import Executor
from delivery.observing.health import health
from delivery.observing.metrics import Metrics
from delivery.observing.request_log import RequestLog
from delivery.services import KEY, Services
from delivery.settings import (
    Settings,
    address,
    choice,
    limits,
    number,
    open_database,
    origins,
    read_settings,
    several,
    slot_numbers,
    switch,
    time_zone,
)
from delivery.wsgi import Application, Environment, StartResponse
from fixtures.files import shown_at
from models.access.sessions import SessionLimits
from models.addresses import site_addresses
from models.addresses.site_addresses import read_addresses
from models.database import Pool
from models.entry import ENTERED
from models.errors import SettingInvalid

MEGABYTE = 1_000_000

SECOND = 1_000_000
"""In microseconds."""


def now() -> datetime:
    """Tell the instant that is now."""
    return datetime.now(UTC)


def create_app(environment: Mapping[str, str] | None = None, clock: Callable[[], datetime] = now) -> Flask:
    """Make the application from the settings in *environment*; nothing is connected to yet."""
    settings = read_settings(environment)
    app = Flask("sundial", static_folder=None)
    app.url_map.merge_slashes = False  # it would answer with the address of a host that the client names
    with errors_as_messages():
        app.config["MAX_CONTENT_LENGTH"] = number(settings, "SUNDIAL_MAX_BODY")
        allowed = Origins(several(settings, "SUNDIAL_ORIGINS"), origins(settings, "SUNDIAL_FRONTENDS"))
        secure(app, allowed, several(settings, "SUNDIAL_REQUEST_HEADERS"))
        made = app.extensions[KEY] = make_services(settings, clock, app.wsgi_app, allowed)
        wsgi_app = around(within(made.database, made.request_log), settings)
        app.wsgi_app = wsgi_app  # type: ignore[method-assign, assignment]
    for blueprint in (graphql, graphiql, sign_in, openid, health, frontends):
        app.register_blueprint(blueprint)
    for command in (*COMMANDS, people, tokens):
        app.cli.add_command(command)
    app.shell_context_processor(shell_names)
    return app


def make_services(settings: Settings, clock: Callable[[], datetime], app: Application, allowed: Origins) -> Services:
    """Make what answers requests, around *app*: the request cache around it, and the request log around both."""
    metrics = Metrics(is_counting=bool(settings["SUNDIAL_METRICS_TOKEN"]))
    executor = Executor(
        schema.make_schema(),
        time_zone(settings),
        clock,
        limits=limits(settings),
        is_open=switch(settings, "SUNDIAL_INTROSPECTION"),
        on_run=metrics.ran,
        site=settings["SUNDIAL_SITE"],
        is_future_open=choice(settings, "SUNDIAL_FUTURE", "token", "open") == "open",
        preview_url=address(settings, "SUNDIAL_PREVIEW_URL"),
        addresses=read_addresses(address(settings, "SUNDIAL_URL"), settings[site_addresses.SETTING]),
    )
    megabytes = number(settings, "SUNDIAL_CACHE")
    responses = (ResponseCache if megabytes else NoResponseCache)(executor, number(settings, "SUNDIAL_MAX_AGE"))
    rates = rate_limits(settings)
    database = open_database(settings)
    site_addresses.USED_WITH[database] = executor.site.addresses
    slots = Slots(*slot_numbers(settings, database), rates)
    callers = Callers(clock, allowed.frontends, session_limits(settings), slots.check)
    documents = trusted_documents(settings)
    requests = RequestCache(
        app,
        "/graphql",
        responses,
        rates,
        allowed,
        documents,
        slots=slots,
        heaviest=megabytes * MEGABYTE,
        largest_body=number(settings, "SUNDIAL_MAX_BODY"),
        caller_of=callers.caller_of,
    )
    return Services(
        settings=settings,
        shown_at=shown_at(time_zone(settings), Path(settings["SUNDIAL_CONTENT"])),
        database=database,
        callers=callers,
        provider=Provider(settings, lambda: clock().timestamp()) if settings["SUNDIAL_OPENID_ISSUER"] else None,
        executor=executor,
        documents=documents,
        rate_limits=rates,
        slots=slots,
        metrics=metrics,
        response_cache=responses,
        request_cache=requests,
        request_log=request_log(Resolving(CsvExports(requests, documents, executor), documents), settings, metrics),
    )


def session_limits(settings: Settings) -> SessionLimits:
    """Return how long sessions last."""
    names = ("SUNDIAL_SESSION_IDLE", "SUNDIAL_SESSION_MAX")
    return SessionLimits(*[number(settings, name) * SECOND for name in names])


def rate_limits(settings: Settings) -> RateLimits:
    """Make what counts the cost that clients spend."""
    names = ("SUNDIAL_RATE_LIMIT", "SUNDIAL_RATE_STORAGE", "SUNDIAL_TOKEN_RATE_LIMIT", "SUNDIAL_PERSON_RATE_LIMIT")
    return RateLimits(*[settings[name] for name in names])


def trusted_documents(settings: Settings) -> Documents:
    """Read the documents that are trusted, and whether only those run."""
    only_trusted = choice(settings, "SUNDIAL_DOCUMENTS", "open", "trusted") == "trusted"
    return Documents([*several(settings, "SUNDIAL_TRUSTED_DOCUMENTS"), *manifests()], only_trusted=only_trusted)


def request_log(app: Application, settings: Settings, metrics: Metrics) -> RequestLog:
    """Put around the application what watches every request."""
    is_written, slow = switch(settings, "SUNDIAL_REQUEST_LOG"), number(settings, "SUNDIAL_SLOW")
    return RequestLog(app, metrics, is_written=is_written, slow=slow)


def within(database: Pool, app: Application) -> Application:
    """Let an application read the database that it was made with, whatever else the process has connected."""

    def enter(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        token = ENTERED.set(database)
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
