"""The sources of rich texts in the values of an edition: found, and replaced, wherever they stand."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from models.component_links import Holder, components_in
from models.entry import Entry
from models.rich_text.fields import RichTextField
from models.rich_text.references import SCHEME, Found, readdressed

MARK = SCHEME
"""What stands in every source that refers to an entry."""


class Source(NamedTuple):
    """A source with its place: `body.en`, `blocks[2].text.en`."""

    place: str
    text: str


def sources(field: Any, value: Any, place: str) -> Iterator[Source]:
    """Yield the sources in the value of a field, those inside of components by the numbers of these."""
    if isinstance(field, RichTextField):
        yield from (Source(f"{place}.{tag}", text) for tag, text in (value or {}).items())
    elif isinstance(field, Holder):
        for number, component in enumerate(value if isinstance(value, list) else [value] if value else [], 1):
            here = f"{place}[{number}]" if isinstance(value, list) else place
            for name, inner in field.kind_of(component).fields.items():
                if isinstance(inner, RichTextField | Holder):
                    yield from sources(inner, component.get(name), f"{here}.{name}")


def replaced(field: Any, value: Any, change: Callable[[str], str]) -> Any:
    """Replace each source in the value of a field; what has none stays the same."""
    if value is None:
        return None
    if isinstance(field, RichTextField):
        return {tag: change(text) for tag, text in value.items()}
    if not isinstance(field, Holder) or not any(True for _ in sources(field, value, "")):
        return value
    made = deepcopy(value)
    for kind, component in components_in(field, made):
        for name, inner in kind.fields.items():
            if isinstance(inner, RichTextField) and component.get(name):
                component[name] = replaced(inner, component[name], change)
    return made


def references_of(source: str) -> list[Found]:
    """List the references in a source; one without any is not parsed."""
    if MARK not in source:
        return []
    from models.rich_text import parsing

    return list(parsing.parsed(source).references)


def with_addresses(source: str, address: Callable[[Found], str | None]) -> str:
    """Name the entries of a source otherwise: each as *address* gives it, and as it is where that gives None."""
    found = {each.address: address(each) for each in references_of(source)}
    return readdressed(source, {old: new for old, new in found.items() if new is not None and new != old})


def stored_address(entry: int) -> str:
    """Give the address by which a source names an entry for good."""
    return f"{SCHEME}{Entry.select(Entry.uid).where(Entry.entry == entry).scalar()}"


def known_uids(found: list[Found]) -> set[str]:
    """Tell which of the uids that references have are those of entries."""
    uids = [each.uid for each in found if each.uid]
    rows: Any = Entry.select(Entry.uid).where(Entry.uid.in_(uids)).tuples() if uids else []
    return {uid for (uid,) in rows}
