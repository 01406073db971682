"""Checks of redirects: that one leads somewhere, in no circle, and is not in the way of a page."""

from collections.abc import Iterator
from typing import Any

from models.addresses.canonical import parse_address
from models.addresses.site_addresses import addresses_here
from models.edition import content_type
from models.language_slugs import has_slug, slugs_field
from models.problems import Problem
from models.reasons import reason
from models.translations import DEFAULT_LOCALE, Locale

MOST_HOPS = 10
"""Redirects that are followed one after the other."""

BELOW = "/*"
"""What the source of a redirect of all paths below one ends with, and its location where the rest is appended."""

GONE = 410

CIRCLE = reason("leads back to where it came from, or on and on")

BY_PATH = "{path} is the address of a page: name its entry as `target`, which is followed wherever it moves"

OVER_PAGE = "{path} is the address of a page, which comes first"


MOST_INSTANTS = 100
"""Instants to come at which other redirects are looked at: those at which some begin."""


def redirect_problems(values: dict[str, Any], at: int, until: int) -> Iterator[Problem]:
    """Find what is wrong with a redirect that is to be live from an instant to another."""
    if values.get("source") is None:
        return
    if values.get("status") != GONE and values.get("target") is None and values.get("location") is None:
        yield Problem("target", reason("is required"), "REQUIRED")
    if any(is_circle(values, each) for each in instants(at, until)):
        yield Problem("location", CIRCLE, "REDIRECT_CIRCLE")
    if values.get("stem") is None and is_page(values["source"], values, at):
        yield Problem("source", reason(OVER_PAGE, path=values["source"]), "REDIRECT_OVER_PAGE", is_warning=True)
    if leads_to_page(values, at):
        yield Problem("location", reason(BY_PATH, path=values["location"]), "REDIRECT_BY_PATH", is_warning=True)


def instants(at: int, until: int) -> list[int]:
    """List an instant and those after it, to another, at which redirects begin."""
    model: Any = content_type("Redirect")
    later = model.select(model.live_from).where((model.live_from > at) & (model.live_from < until))
    ordered = later.order_by(model.live_from).distinct().limit(MOST_INSTANTS)
    return [at, *(instant for (instant,) in ordered.tuples())]


def is_circle(values: dict[str, Any], at: int) -> bool:
    """Tell whether one leads to itself, or over more redirects than are followed."""
    current, path = values, values["source"].removesuffix(BELOW) or "/"
    for _ in range(MOST_HOPS):
        location = current.get("location")
        if location is None or not location.startswith("/"):
            return False
        path = leading(current, path)
        if is_subject(values, path):
            return True
        following = best(path, at)
        if following is None:
            return False
        current = following
    return True


def leading(values: dict[str, Any], path: str) -> str:
    """Write where a redirect leads from a path."""
    location, stem = values["location"], values.get("stem")
    if stem is None or not location.endswith(BELOW):
        return str(location)
    return (location[:-1] + path[len(stem) :]).rstrip("/") or "/"


def is_subject(values: dict[str, Any], path: str) -> bool:
    """Tell whether a path is subject to a redirect."""
    stem = values.get("stem")
    return path == values["source"] or (stem is not None and f"{path}/".startswith(stem))


def best(path: str, at: int) -> dict[str, Any] | None:
    """Find the redirect that a path is subject to at an instant: its own, or that of the longest path above it."""
    model: Any = content_type("Redirect")
    segments = path.strip("/").split("/")
    stems = ["/" + "".join(f"{each}/" for each in segments[:place]) for place in range(len(segments) + 1)]
    live = model.select().where((model.live_from <= at) & (model.live_until > at))
    own = live.where(model.source == path).dicts().first()
    above = sorted(live.where(model.stem.in_(stems)).dicts(), key=lambda row: len(row["stem"]))
    found: dict[str, Any] | None = own or (above[-1] if above else None)
    return found


def leads_to_page(values: dict[str, Any], at: int) -> bool:
    """Tell whether a redirect names the page that it leads to by its path, which another hop follows once it moves."""
    location = values.get("location") or ""
    return location.startswith("/") and not location.endswith(BELOW) and is_page(location, values, at)


def is_page(path: str, values: dict[str, Any], at: int) -> bool:
    """Tell whether a path is that of a live entry, in any of the languages of a redirect."""
    address, named = parse_address(path), [each["locale"] for each in values.get("languages") or ()]
    segments = address.segments if address else ()
    matches = {
        (match.model, match.slug, locale if slugs_field(match.model) else DEFAULT_LOCALE)
        for locale in Locale
        if address and (not named or locale.value in named)
        for match in addresses_here().matches(locale, segments)
    }
    return any(
        not slug or model.live(at).where(has_slug(model, model, locale, slug)).exists()
        for model, slug, locale in matches
    )
