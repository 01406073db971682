"""Validation: a whole edition, and all editions of an entry, held against what the model says of them."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from models.bounds import too_long
from models.components import ComponentsField, is_required
from models.edition import Edition, own_fields
from models.edition_values import SHARED, EditionValues
from models.instants import FOREVER
from models.links import Link, Links, links_of
from models.problems import Problem, Problems, expect
from models.reasons import reason
from models.translations import TranslatedField
from models.values import SLUG, LinkReader, checked, checked_basis, checked_fields, written

SPAN = ("live_from", "live_until")

IMPLIED = reason("follows from other fields; leave it out")


def content_fields(model: type[Edition]) -> dict[str, Any]:
    """List the fields of an edition's content by name, apart from what all editions share."""
    return {**own_fields(model), **links_of(model)}


def default_of(field: Any) -> Any:
    """Return what a field holds that is not given."""
    return [] if isinstance(field, Links | ComponentsField) else field.default


def default_values(model: type[Edition]) -> EditionValues:
    """Return the content of an edition of which nothing is given."""
    return {name: default_of(field) for name, field in content_fields(model).items()}


def checked_edition(model: type[Edition], raw: dict[str, Any], zone: ZoneInfo, link: LinkReader) -> EditionValues:
    """Check one edition as somebody gives it; raise `ContentRefused` with all its problems.

    A draft, without `live_from`, may be incomplete; what it has must be right.
    """
    problems, fields = Problems(), content_fields(model)
    given = {name: value for name, value in raw.items() if name not in SHARED}
    shared = problems.check(checked_shared, model, raw, fields)
    follows = derived_names(model, given)
    for name in sorted(follows):
        is_given = given.pop(name, None) is not None
        problems.check(expect, not is_given, name, IMPLIED)
    stated = {name: field for name, field in fields.items() if name not in follows}
    is_complete = raw.get("live_from") is not None
    content = problems.check(partial(checked_fields, is_complete=is_complete), stated, given, link)
    problems.require_none()
    return model.derive({**default_values(model), **shared, **content}, zone)


def checked_shared(model: type[Edition], raw: dict[str, Any], fields: dict[str, Any]) -> EditionValues:
    """Check slug, span and marks."""
    problems, slug = Problems(), raw.get("slug")
    is_slug = isinstance(slug, str) and bool(SLUG.fullmatch(slug))
    problems.check(expect, is_slug, "slug", reason("must be a-z, 0-9 and hyphens, not {value}", value=written(slug)))
    span: dict[str, Any] = {"live_from": None, "live_until": FOREVER}
    for name in SPAN:
        if raw.get(name) is not None:
            span[name] = problems.check(checked, getattr(model, name), raw[name], name, no_link)
    marked = {**fields, **dict.fromkeys(SPAN)}
    basis = problems.check(checked_basis, raw.get("basis"), marked, "basis")
    if not problems:
        is_forward = span["live_from"] is None or span["live_from"] < span["live_until"]
        problems.check(expect, is_forward, "live_until", reason("must be after live_from"))
    problems.require_none()
    return {"slug": slug, **span, "basis": basis}


def no_link(link: Link | Links, raw: Any, place: str) -> Any:
    """Refuse a link where there can be none."""
    raise NotImplementedError(place)


def derived_names(model: type[Edition], raw: dict[str, Any]) -> set[str]:
    """Name the fields that others imply: those that are left out again when the edition is written to a file."""
    given = {name: raw.get(name, default_of(field)) for name, field in content_fields(model).items()}
    return set(given) - set(model.without_derived(given))


def missing_values(model: type[Edition], values: EditionValues) -> Iterator[Problem]:
    """Find what a published edition must have and this one lacks, apart from what follows from other fields."""
    follows = derived_names(model, values)
    for name, field in own_fields(model).items():
        value = values.get(name)
        if is_required(field) and value is None and name not in follows:
            yield Problem(name, reason("is required"), "REQUIRED")
        elif isinstance(field, TranslatedField) and value is not None:
            lacking = [tag for tag in field.required_in if not value.get(tag)]
            yield from (Problem(f"{name}.{tag}", reason("is required"), "REQUIRED") for tag in lacking)


def span_problems(editions: Iterable[EditionValues]) -> Iterator[Problem]:
    """Find two editions of an entry that are live at the same instant, or two that have no span yet."""
    editions = list(editions)
    if sum(each["live_from"] is None for each in editions) > 1:
        yield Problem("live_from", reason("two editions lack it; one may be a draft"))
    spans = sorted((each["live_from"], each["live_until"]) for each in editions if each["live_from"] is not None)
    for (_, earlier_until), (later_from, _) in pairwise(spans):
        if later_from < earlier_until:
            yield Problem("live_until", reason("two editions would be live at once"), "OVERLAP")


def length_problems(model: type[Edition], editions: Iterable[EditionValues]) -> list[Problem]:
    """Find the lists that are longer than the model lets them be."""
    return list(dict.fromkeys(problem for values in editions for problem in too_long(model, values)))


def overlap(one: EditionValues, other: EditionValues) -> bool:
    """Tell whether two editions are live at the same instant, whosever they are; a draft stands beside drafts alone."""
    if one["live_from"] is None or other["live_from"] is None:
        return bool(one["live_from"] == other["live_from"])
    return bool(one["live_from"] < other["live_until"] and other["live_from"] < one["live_until"])
