"""The frontends: the homepage at `/` and at every path of the site, and the dashboard, as `make web` builds them.

    GET /, /zh-hant/news/x    the page of the homepage's frontend, to browsers; what it shows is asked for by its script
    GET /dashboard            the page of the dashboard
    GET /frontends/<name>     a file of the build

Where they are not built, `/` says what to do, and no other path is there.
"""

import json
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, send_from_directory, url_for
from werkzeug.exceptions import MethodNotAllowed

from delivery.edge.graphiql import A_YEAR, CONTENT_TYPES, guarded
from delivery.edge.media_types import prefers_page
from delivery.edge.shells import Shell, dashboard_shell, has_session, prefix, site_shell, unprefixed
from delivery.services import services
from delivery.settings import PROJECT
from models.translations import Locale

frontends = Blueprint("frontends", __name__, template_folder="templates")

BUILT = PROJECT / "web" / "built"
"""Where the build is looked for, unless the application's configuration names another folder as FRONTENDS."""

NOT_BUILT = """\
Sundial answers GraphQL at /graphql, where a browser gets GraphiQL.
The homepage and the dashboard are not built: install Node.js with npm, run `make web`, and open this address again.
docs/frontends.md shows how a frontend of one's own is begun.
"""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""What the pages may load, and nothing else: no style and no script stands in them."""

READING = {"GET", "HEAD", "OPTIONS"}
"""Methods that a path of the site has; one that has another is no page, but asked for wrongly."""

CODINGS = {"br": ".br", "gzip": ".gz"}
"""Content codings in which the build has a file, the smallest first, and what its name ends with."""


@frontends.get("/")
def start() -> Response:
    """Show the homepage; without a build, say what to do."""
    if entry_of("homepage") is None:
        return Response(NOT_BUILT, mimetype="text/plain")
    return page("homepage", site_shell("/", read_manifest("homepage")))


@frontends.get("/dashboard")
def dashboard() -> Response:
    """Show the dashboard."""
    if entry_of("dashboard") is None:
        abort(404)
    return page("dashboard", dashboard_shell())


@frontends.get("/<path:path>")
def site_page(path: str) -> Response:
    """Show the page of a path of the site to a browser; to others there is none, as to those who ask wrongly."""
    adapter = current_app.create_url_adapter(request)
    others = set(adapter.allowed_methods() if adapter else ()) - READING
    if others:
        raise MethodNotAllowed(sorted(others))
    if entry_of("homepage") is None or not prefers_page(request.headers.get("Accept")):
        abort(404)
    return page("homepage", site_shell(f"/{path}", read_manifest("homepage")))


@frontends.get("/frontends/<path:name>")
def file(name: str) -> Response:
    """Send a file of the build, to be cached for good, in a coding that the client takes."""
    content_type = CONTENT_TYPES.get(PurePath(name).suffix)
    accepted = request.accept_encodings
    assets = folder() / "assets"
    coding = next(
        (each for each in CODINGS if accepted.quality(each) and (assets / f"{name}{CODINGS[each]}").is_file()), None
    )
    stored = name + CODINGS[coding] if coding else name
    response = send_from_directory(assets, stored, mimetype=content_type, max_age=A_YEAR)
    response.cache_control.immutable = True
    response.vary.add("Accept-Encoding")
    if coding:
        response.headers["Content-Encoding"] = coding
    return guarded(response, POLICY)


def page(frontend: str, shell: Shell) -> Response:
    """Write the page that starts a frontend at an address; browsers ask each time whether it has changed."""
    if shell.location:
        response = Response(status=shell.status, headers={"Location": shell.location})
    else:
        html = render_template("frontend.html", shell=shell, opening=opening(), **(entry_of(frontend) or {}))
        response = Response(html, shell.status, mimetype="text/html")
    response.cache_control.no_cache = True
    response.vary.add("Accept")
    if shell.status == HTTPStatus.OK:  # a condition is not looked at where there is nothing (RFC 9110, 13.2.1)
        response.add_etag()
        response.make_conditional(request)
    return guarded(response, POLICY)


def opening() -> dict[str, Any]:
    """Say what a frontend has to know of the site before it asks; the language of paths without prefix is the first."""
    instant = services().shown_at
    locales = sorted(Locale, key=lambda locale: locale is not unprefixed())
    return {
        "timeZone": services().executor.zone.key,
        "languages": [{"locale": each, "lang": each.tag, "prefix": prefix(each)} for each in locales],
        "shownAt": instant.isoformat() if instant else None,
        "hasSession": has_session(),
    }


def entry_of(frontend: str) -> dict[str, list[str]] | None:
    """Return the script that a frontend starts with, those that it imports, and its styles; None without a build."""
    build = read_build(folder() / ".vite" / "manifest.json")
    first = build.get(f"{frontend}/main.tsx")
    if first is None:
        return None
    chunks = imported(build, first)
    styles = [address(name) for chunk in chunks for name in chunk.get("css", ())]
    return {"scripts": [address(chunk["file"]) for chunk in chunks], "styles": list(dict.fromkeys(styles))}


def imported(build: dict[str, Any], first: dict[str, Any]) -> list[dict[str, Any]]:
    """List a chunk and those that it imports at once, each after it."""
    found = [first]
    for chunk in found:
        found += [build[name] for name in chunk.get("imports", ()) if build[name] not in found]
    return found


def read_build(path: Path) -> dict[str, Any]:
    """Read what the build's manifest says; nothing without a build."""
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    return read_json(path, changed)


def read_manifest(frontend: str) -> dict[str, str]:
    """Read the documents that a frontend asks for, by their hashes."""
    path = manifest(folder(), frontend)
    return read_json(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def read_json(path: Path, _changed: int) -> dict[str, Any]:
    """Read a file of the build, once for each time that it was written."""
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def manifests() -> list[str]:
    """List the manifests of the build that stands in the project, whose documents are trusted as its own are."""
    return [str(path) for name in ("homepage", "dashboard") if (path := manifest(BUILT, name)).is_file()]


def manifest(build: Path, frontend: str) -> Path:
    """Name the file of a build that has what a frontend asks for."""
    return build / "documents" / f"{frontend}.json"


def folder() -> Path:
    """Return the folder of the build."""
    return Path(current_app.config.get("FRONTENDS", BUILT))


def address(name: str) -> str:
    """Return where a file of the build is served."""
    return url_for("frontends.file", name=name.removeprefix("assets/"))
