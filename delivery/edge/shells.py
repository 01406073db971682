"""Shells: what the page of an address says before its script runs: its status, its language, and its head.

It is read out of the answer that the script will ask for, which is then in the cache.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson
from flask import request

from delivery.edge.inner_requests import asked_within
from delivery.services import services
from models.translations import DEFAULT_LOCALE, Locale

NAME = re.compile(r"query (\w+)")

UNESCAPED = "!~*'()"
"""What JavaScript's `encodeURIComponent` leaves as it is beside letters, digits, `-`, `_` and `.`."""


PATH = "/-._~!$&'()*+,;=:@"
"""What a path keeps as it is, as browsers have it in `location.pathname`."""

SEARCH = "/search"
"""The path of what was searched for, which is no entry's."""

CREDENTIALS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_SUNDIAL_PREVIEW")
"""What says who asks: a page is the same for all."""

DESCRIPTION = 160
"""Characters of a text that describes a page."""


@dataclass(frozen=True)
class Shell:
    """What the page of an address says of it."""

    lang: str
    title: str
    description: str = ""
    status: int = HTTPStatus.OK
    location: str | None = None
    canonical: str | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    kind: str = "website"
    is_indexed: bool = True
    preloads: list[str] = field(default_factory=list)


def dashboard_shell() -> Shell:
    """Return the shell of the dashboard, in the language that its address names."""
    tags = [locale.tag for locale in Locale]
    lang = request.args.get("lang", "en")
    title, description = "Sundial: dashboard", "What the site has, and what is to come."
    return Shell(lang=lang if lang in tags else "en", title=title, description=description)


def site_shell(path: str, documents: Mapping[str, str]) -> Shell:
    """Return the shell of a path of the site; *documents* are what its frontend asks for, by their hashes."""
    locale = locale_of(path)
    below = path[len(prefix(locale)) :].rstrip("/")
    asked = operation_address(documents, "Chrome" if below else "FirstView", {"locale": locale})
    site = ((answered(asked).get("homepage") or {}).get("site")) or {}
    around = Shell(locale.tag, site.get("name") or "Sundial", preloads=preloaded(asked))
    if below == SEARCH:
        return replace(around, is_indexed=False)
    if below:
        return page_shell(path, around, documents)
    taglines = [line["text"] for line in site.get("taglines", ()) if line["text"]]
    return replace(
        around,
        title=title_of(site) or around.title,
        description=". ".join([site["name"], *taglines]) if site.get("name") else "",
        canonical=url(locale, path),
        alternates=alternates(),
    )


def page_shell(path: str, around: Shell, documents: Mapping[str, str]) -> Shell:
    """Return the shell of the page of an entry, or of where there is none, at a site with the shell *around* it."""
    asked = operation_address(documents, "Page", {"path": quote(path, safe=PATH)})
    data = answered(asked)
    around = replace(around, preloads=[*around.preloads, *preloaded(asked)])
    if ((data.get("route") or {}).get("entry") or {}).get("__typename") == "Page":
        blocks = operation_address(documents, "Blocks", {"path": quote(path, safe=PATH)})
        around = replace(around, preloads=[*around.preloads, *preloaded(blocks)])
    if "route" not in data:  # it could not be asked, so nobody knows
        return replace(around, is_indexed=False)
    route = data["route"] or {"status": HTTPStatus.NOT_FOUND}
    status = HTTPStatus(route["status"])
    if route.get("location"):
        query = request.query_string.decode("ascii", "ignore")
        return replace(around, status=status, location=route["location"] + (f"?{query}" if query else ""))
    if not route.get("entry"):
        return replace(around, status=status, is_indexed=False)
    entry, name = route["entry"], route["breadcrumbs"][-1]["title"]
    seo = entry.get("seo") or {}
    return replace(
        around,
        title=seo.get("title") or (f"{name} \N{FULLWIDTH VERTICAL LINE} {around.title}" if name else around.title),
        description=str(
            seo.get("description") or entry.get("summary") or (entry.get("body") or {}).get("excerpt") or ""
        )[:DESCRIPTION],
        canonical=route["url"],
        alternates=[(each["hreflang"], each["url"]) for each in route["alternates"] if each["url"]],
        kind="article" if entry.get("publishedOn") else "website",
        is_indexed=not seo.get("noIndex"),
    )


def preloaded(asked: str) -> list[str]:
    """List what is loaded beside the script: an answer as of now, unless the page is read at another instant.

    For who has signed in nothing is: a browser would send the cookie along, which no page asks for what is public with.
    """
    return [] if "at" in request.args or has_session() else [asked]


def has_session() -> bool:
    """Tell whether a browser sends the cookie of a session, good or not."""
    return services().callers.has_session(request.environ)


def title_of(site: Mapping[str, Any]) -> str | None:
    """Return the title of a site's pages, or its name where that alone is in the language of the page."""
    others = {each["field"] for each in site.get("translation", {}).get("fallbackFields", ())}
    is_served = "pageTitle" not in others or "name" in others
    title: str | None = (site.get("pageTitle") if is_served else None) or site.get("name")
    return title


def locale_of(path: str) -> Locale:
    """Return the language of a path: that of its prefix, or the one without any."""
    first = f"/{path.split('/')[1]}"
    locales = [locale for locale in Locale if prefix(locale)]
    return next((each for each in locales if prefix(each) == first), unprefixed())


def unprefixed() -> Locale:
    """Return the language whose paths have no prefix, or else the default one."""
    return next((locale for locale in Locale if not prefix(locale)), DEFAULT_LOCALE)


def prefix(locale: Locale) -> str:
    """Return what paths of a language begin with: a slash and its prefix, or nothing."""
    return services().executor.site.addresses.languages[locale].prefix


def url(locale: Locale, path: str) -> str | None:
    """Return the whole address of a path in a language; None where the site has named no origin."""
    return services().executor.site.addresses.url(locale, path)


def alternates() -> list[tuple[str, str]]:
    """List the addresses of the homepage in all languages, each with its `hreflang`, and at last that of others."""
    languages = services().executor.site.addresses.languages
    found = [(each.hreflang, url(each.locale, each.prefix or "/")) for each in languages.values()]
    found.append(("x-default", url(unprefixed(), prefix(unprefixed()) or "/")))
    return [(hreflang, address) for hreflang, address in found if address]


def operation_address(documents: Mapping[str, str], name: str, variables: Mapping[str, Any]) -> str:
    """Write the address that `web/shared/by-hash.ts` writes, so that the browser has the answer before it asks."""
    found = next(key for key, text in documents.items() if (match := NAME.search(text)) and match[1] == name)
    written = json.dumps(variables, ensure_ascii=False, separators=(",", ":"))
    return f"/graphql?documentId={found}&variables={quote(written, safe=UNESCAPED)}"


def answered(address: str) -> dict[str, Any]:
    """Return the data that an operation is answered with, as anybody sees it; nothing where it fails."""
    environ = {name: value for name, value in request.environ.items() if name not in CREDENTIALS}
    response = asked_within(services().request_cache, environ, address.partition("?")[2])
    request.environ.update({name: value for name, value in environ.items() if name.startswith("sundial.")})
    if response.status != HTTPStatus.OK:
        return {}
    return orjson.loads(response.body).get("data") or {}
