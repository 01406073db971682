"""Redirects, as clients see them."""

import models
from models.redirect import RedirectLanguage as RedirectLanguageComponent
from models.translations import Locale
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Linked, Text, Values


@component_type(RedirectLanguageComponent)
class RedirectLanguage:
    """A language in whose addresses a redirect is."""

    locale: Locale
    """The language."""


@content_type(models.Redirect, filters=("source",))
class Redirect(Entry):
    """An address that leads elsewhere. `route` follows it to the end; this is for those who look after addresses."""

    note: Text
    """What it is for, in words for those who look after addresses."""
    source: str
    """The path that is redirected, without the prefix of a language; one that ends with `/*` is all paths below it."""
    stem: str | None
    """The path below which all is redirected, with the slash at its end; null of a single address."""
    target: Linked["Entry"]
    """The entry to whose page it leads."""
    location: str | None
    """Or the path or address elsewhere; where it ends with `/*`, as the source does, what follows is appended."""
    status: int
    """The status of HTTP: 301, 302, 307, 308, or 410 for what is gone."""
    keeps_query: bool
    """Whether the query string goes with it."""
    languages: Values["RedirectLanguage"]
    """The languages in whose addresses it is; none for all."""
