"""Paths: what of an edition can be changed by itself: a field, or one language of a text. Conflicts are of paths.

    title.zh-Hant     published_on     schools     recipients

Links of one name are one path, and so are the components of a column. What follows from other fields is none.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from models.edition import Edition
from models.edition_values import EditionValues
from models.translations import LOCALES_BY_TAG, TranslatedField
from models.validation import content_fields


class Merged(NamedTuple):
    """What two changes of one base make together: the values, what was taken of the one, and where both clash."""

    values: EditionValues
    carried: list[str]
    undecided: list[str]


def paths_of(model: type[Edition]) -> list[str]:
    """List the paths of a type: the slug first, then the fields in their order."""
    found = ["slug"]
    for name, field in content_fields(model).items():
        found += [f"{name}.{tag}" for tag in LOCALES_BY_TAG] if isinstance(field, TranslatedField) else [name]
    return found


def value_at(values: EditionValues, path: str) -> Any:
    """Return what an edition has at a path; None for nothing, an empty list among it."""
    name, _, tag = path.partition(".")
    value = values.get(name)
    found = (value or {}).get(tag) if tag else value
    return None if found in ("", [], {}) else found


def with_value(values: EditionValues, path: str, value: Any) -> EditionValues:
    """Put a value at a path; None takes away what is there."""
    name, _, tag = path.partition(".")
    if not tag:
        return {**values, name: value if value is not None else empty_like(values.get(name))}
    texts = {**(values.get(name) or {}), tag: value}
    ordered = {each: texts[each] for each in LOCALES_BY_TAG if texts.get(each) is not None}
    return {**values, name: ordered or None}


def empty_like(value: Any) -> Any:
    """Return what there is in place of nothing: an empty list for a list."""
    return [] if isinstance(value, list) else None


def differing(model: type[Edition], before: EditionValues, after: EditionValues) -> list[str]:
    """List the paths at which two states of an entry differ."""
    one, other = model.without_derived(before), model.without_derived(after)
    return [path for path in paths_of(model) if value_at(one, path) != value_at(other, path)]


def filled(model: type[Edition], values: EditionValues) -> list[str]:
    """List the paths at which an edition has something."""
    stated = model.without_derived(values)
    return [path for path in paths_of(model) if value_at(stated, path) is not None]


def taken(values: EditionValues, other: EditionValues, paths: Iterable[str]) -> EditionValues:
    """Take some paths over from another state."""
    for path in paths:
        values = with_value(values, path, value_at(other, path))
    return values


def three_way(model: type[Edition], base: EditionValues, ours: EditionValues, theirs: EditionValues) -> Merged:
    """Carry our changes of a base over to theirs, path by path."""
    changed, kept = differing(model, base, ours), set(differing(model, base, theirs))
    apart = set(differing(model, ours, theirs))
    carried = [path for path in changed if path not in kept]
    undecided = [path for path in changed if path in kept and path in apart]
    return Merged(taken(theirs, ours, carried), carried, undecided)
