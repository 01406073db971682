"""Shells: what the page of an address says before its script runs: its status, its language, and its head.

It is read out of the answer that the script will ask for, which is then in the cache.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    preload: str | None = None


def dashboard_shell() -> Shell:
    """Return the shell of the dashboard."""
    return Shell(lang="en", title="Sundial: dashboard", description="What the site has, and what is to come.")


def site_shell(path: str, documents: Mapping[str, str]) -> Shell:
    """Return the shell of a path of the site; *documents* are what its frontend asks for, by their hashes."""
    locale = locale_of(path)
    name = "Homepage" if path.rstrip("/") in ("", prefix(locale)) else "Chrome"
    asked = operation_address(documents, name, {"locale": locale})
    site = ((answered(asked).get("homepage") or {}).get("site")) or {}
    taglines = [line["text"] for line in site.get("taglines", ()) if line["text"]]
    return Shell(
        lang=locale.tag,
        title=title_of(site) or "Sundial",
        description=". ".join([site["name"], *taglines]) if site.get("name") else "",
        canonical=url(locale, path),
        alternates=alternates() if name == "Homepage" else [],
        preload=None if "at" in request.args else asked,
    )


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
    response = asked_within(services().request_cache, request.environ, address.partition("?")[2])
    if response.status != HTTPStatus.OK:
        return {}
    return orjson.loads(response.body).get("data") or {}
