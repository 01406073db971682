"""GraphiQL: the page that `/graphql` shows to browsers, and the files under `/graphiql/` that it loads.

The files are what `make web` builds. Where they are not there, the page loads GraphiQL from a CDN.
"""

import json
import secrets
from pathlib import Path, PurePath
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, send_from_directory, url_for

from delivery.edge.media_types import prefers_page
from delivery.execution import documents
from delivery.services import services
from delivery.settings import PROJECT
from models.translations import DEFAULT_LOCALE, Locale

graphiql = Blueprint("graphiql", __name__, template_folder="templates")

BUILT = PROJECT / "web" / "dist"
"""Where the build is looked for, unless the application's configuration names another folder as GRAPHIQL."""

ENTRY = "src/main.jsx"
"""The source of the build's first script; the build's manifest says its file and its styles."""

CONTENT_TYPES = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}
"""Of files by their ending, because what Python knows of them differs from machine to machine."""

A_YEAR = 31_536_000
"""Seconds for which browsers cache a file: its name changes with its content."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    # monaco sets its themes by `style` elements and places each line by a `style` attribute, without a nonce
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""What the page may load, and nothing else."""


def is_wanted() -> bool:
    """Tell whether a browser asks for the page: for HTML, and for no operation by its hash."""
    is_by_hash = "documentId" in request.args or "extensions" in request.args
    return request.method in ("GET", "HEAD") and not is_by_hash and prefers_page(request.headers.get("Accept"))


def page() -> Response:
    """Show GraphiQL, to whose session is over without it."""
    response = built_page()
    services().callers.forget_session(response, request.environ)
    return response


def built_page() -> Response:
    """Write the page of what is built here, or else of the CDN's."""
    opening = opened_with()
    build = read_build()
    if build:
        files = {"script": address(build["file"]), "styles": [address(name) for name in build.get("css", ())]}
        return guarded(html("graphiql.html", opening=opening, **files), POLICY)
    nonce = secrets.token_urlsafe(16)
    scripts = {"script-src": f"'nonce-{nonce}'", "style-src": "https://unpkg.com 'unsafe-inline'"}
    return guarded(html("graphiql_cdn.html", opening=opening, nonce=nonce), POLICY | scripts)


@graphiql.get("/graphiql/<path:name>")
def file(name: str) -> Response:
    """Send a file of the build, to be cached for good; 404 for one that is not there."""
    content_type = CONTENT_TYPES.get(PurePath(name).suffix)
    response = send_from_directory(folder() / "assets", name, mimetype=content_type, max_age=A_YEAR)
    response.cache_control.immutable = True
    return guarded(response, POLICY)  # a worker obeys the policy that comes with its own script


def opened_with() -> dict[str, Any]:
    """Say what the page opens with: the operation of a link, a tab for each known document, and what is allowed."""
    instant, only_trusted = services().shown_at, services().documents.only_trusted
    return {
        "link": link(),
        "tabs": tabs(),
        "timeZone": services().executor.zone.key,
        "locales": list(Locale),
        "locale": DEFAULT_LOCALE,
        "instant": instant.isoformat() if instant else None,
        "onlyTrusted": only_trusted,
        "person": person(),
        "hasSchema": services().executor.is_open and not only_trusted,
    }


def person() -> str | None:
    """Return who has signed in; None for nobody."""
    return services().callers.visitor(request.environ).name or None


def link() -> dict[str, str | None] | None:
    """Return the operation in the address, as it is written there, whether or not it can be run; `None` without one."""
    if not request.args.get("query"):
        return None
    return {name: request.args.get(name) for name in ("query", "variables", "operationName")}


def tabs() -> list[dict[str, Any]]:
    """Make a tab of each known document, the homepage's first; variables are `None` where there are none."""
    return [{"query": documents.document(name), "variables": variables(name)} for name in documents.names()]


def variables(name: str) -> dict[str, Any] | None:
    """Return the variables of a document, in the site's own language if it has one to be read in.

    `asOf` is the instant that the site's content shows, or left out for now.
    """
    found, instant = documents.variables(name), services().shown_at
    if found is None or "asOf" not in found:
        return found
    others = {key: value for key, value in found.items() if key != "asOf"}
    read_in = {"locale": DEFAULT_LOCALE} if "$locale" in documents.document(name) else {}
    return read_in | others | ({"asOf": instant.isoformat()} if instant else {})


def read_build() -> dict[str, Any] | None:
    """Read which script and styles the page starts with; `None` without a build."""
    try:
        manifest = json.loads((folder() / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    entry: dict[str, Any] = manifest[ENTRY]
    return entry


def folder() -> Path:
    """Return the folder of the build."""
    return Path(current_app.config.get("GRAPHIQL", BUILT))


def address(name: str) -> str:
    """Return where a file of the manifest is served."""
    return url_for("graphiql.file", name=name.removeprefix("assets/"))


def html(template: str, **values: Any) -> Response:
    """Write a page; a browser asks each time whether it has changed, as its files do with every build."""
    response = Response(render_template(template, **values), mimetype="text/html")
    if values["opening"]["person"]:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.cache_control.no_cache = True
    response.vary.add("Accept")
    return response


def guarded(response: Response, policy: dict[str, str]) -> Response:
    """Tell browsers what a response may load; `delivery.edge.browser_security` adds what all responses say."""
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
