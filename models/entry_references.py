"""The column of all entries that the texts and components of an edition refer to: where, as what, in which language.

    entry_references   [["sigm8yffl48q", "body", "en", 0, "EMBED"], [7, "blocks.school", "", 0, "LINK"]]

Texts name entries by their uids, components by their numbers. Columns and tables of links are none of it: they have
indexes of their own. The database keeps a table of what stands here (`models.reference_table`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.component_links import Holder, components_in, kinds_in
from models.derived_columns import Derived
from models.links import Link
from models.rich_text.columns import FORM, compiled
from models.rich_text.fields import RichTextField
from models.rich_text.references import ReferenceKind
from models.stored_json import JsonField

REFERENCES = "entry_references"
"""The name of the column."""


class Referred(NamedTuple):
    """An entry, by its uid or number, and the path of the field that refers to it; only texts have a language."""

    target: str | int
    path: str
    locale: str
    kind: ReferenceKind


class EntryReferences(Derived, JsonField):
    """All that some columns of an edition refer to, numbered by path and language; NULL for nothing."""

    def __init__(self, sources: Sequence[Any]) -> None:
        super().__init__(tuple(sources))
        self.form = f"{FORM} at {' '.join(path for field in sources for path in paths_in(field))}"

    def derived(self, *values: Any) -> list[list[Any]] | None:
        """List them in the order in which they stand."""
        places: Counter[tuple[str, str]] = Counter()
        found = []
        for field, value in zip(self.sources, values, strict=True):
            for each in referred_in(field, value, field.name):
                place = each.path, each.locale
                found.append([each.target, *place, places[place], each.kind.value])
                places[place] += 1
        return found or None


def referred_in(field: Any, value: Any, path: str) -> Iterator[Referred]:
    """Yield what a column refers to, and what is inside of its components."""
    if isinstance(field, RichTextField):
        for tag, source in sorted((value or {}).items()):
            for kind, uid in compiled(source).tree["references"]:
                yield Referred(uid, path, tag, ReferenceKind(kind))
    elif isinstance(field, Holder):
        for kind, component in components_in(field, value):
            for name, inner in kind.fields.items():
                given = component.get(name)
                if isinstance(inner, Link) and given is not None:
                    yield Referred(given, f"{path}.{name}", "", ReferenceKind.LINK)
                elif isinstance(inner, RichTextField):
                    yield from referred_in(inner, given, f"{path}.{name}")


def refers(field: Any) -> bool:
    """Tell whether a column refers to entries without being a link."""
    return next(paths_in(field), None) is not None


def paths_in(field: Any) -> Iterator[str]:
    """Yield the paths of what a column refers to entries by: its own, or those inside of its components."""
    if isinstance(field, RichTextField):
        yield field.name
    elif isinstance(field, Holder):
        inner = {name: each for kind in kinds_in(field) for name, each in kind.fields.items() if is_reference(each)}
        yield from (f"{field.name}.{name}" for name in inner)


def is_reference(field: Any) -> bool:
    """Tell whether a field of a component refers to entries."""
    return isinstance(field, Link | RichTextField)


def reference_column(fields: Mapping[str, Any]) -> dict[str, EntryReferences]:
    """Make the column of a type with these columns; none where nothing refers to entries."""
    sources = [field for field in fields.values() if refers(field)]
    return {REFERENCES: EntryReferences(sources)} if sources else {}
