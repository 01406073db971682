"""Where texts come from: what one was translated or converted from, with a mark by which a later change shows.

    {"title.zh-Hant": {"kind": "TRANSLATION", "of": "en", "mark": "5f0c..."}}

A text without a source is an original. One is stale when the text that it was made from has another mark now.
"""

from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from models.editing.paths import differing, paths_of, value_at
from models.edition import Edition
from models.edition_values import EditionValues

Sources = Mapping[str, Any]


def mark_of(text: Any) -> str:
    """Return what tells a text from others; an empty one for none."""
    return blake2b(str(text).encode(), digest_size=8).hexdigest() if text else ""


def sources_after(
    before: Sources, values: EditionValues, changed: Collection[str], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Say where the texts of a draft come from, of which some paths changed, and whose source is *given* for some."""
    kept = {path: source for path, source in before.items() if path not in changed}
    for path, source in given.items():
        if source.get("kind") == "ORIGINAL" or not value_at(values, path):
            kept.pop(path, None)
            continue
        name, of = path.partition(".")[0], source.get("of")
        mark = {"mark": mark_of(value_at(values, f"{name}.{of}"))} if of else {}
        kept[path] = {"kind": source["kind"], **({"of": of} if of else {}), **mark}
    return {path: source for path, source in kept.items() if value_at(values, path)}


def sources_taken(before: Sources, other: Sources, paths: Collection[str]) -> dict[str, Any]:
    """Take the sources of some paths over from another state, with the marks that they have there."""
    kept = {path: source for path, source in before.items() if path not in paths}
    return {**kept, **{path: source for path, source in other.items() if path in paths}}


def differing_states(
    model: type[Edition], before: tuple[EditionValues, Sources], after: tuple[EditionValues, Sources]
) -> list[str]:
    """List the paths at which two states differ in what they say, or in where it comes from."""
    values = set(differing(model, before[0], after[0]))
    return [path for path in paths_of(model) if path in values or before[1].get(path) != after[1].get(path)]
