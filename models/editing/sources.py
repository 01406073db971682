"""Where texts come from: what one was translated or converted from, with a mark by which a later change shows.

    {"title.zh-Hant": {"kind": "TRANSLATION", "of": "en", "mark": "5f0c..."}}

A text without a source is an original. One is stale when the text that it was made from has another mark now.
"""

from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from models.editing.paths import value_at
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
