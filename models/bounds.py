"""Bounds: how long the lists of an edition may be, which is what reading them is priced by."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from models.components import ComponentField, ComponentsField
from models.edition import Edition, component_fields
from models.links import Link, links_of
from models.problems import Problem


def too_long(model: type[Edition], state: dict[str, Any]) -> Iterator[Problem]:
    """Find the lists of an edition that are too long; its links may be entries or names of entries."""
    for name, links in links_of(model).items():
        if (found := len(state.get(name) or ())) > links.at_most:
            yield Problem(name, f"links to {found} entries; {links.at_most} are allowed")
    for name, column in component_fields(model).items():
        counted = Counter(members(column, state.get(name)))
        if (found := counted.pop("", 0)) > column.at_most:
            yield Problem(
                name, f"holds {found} components, those inside each other counted; {column.at_most} are allowed"
            )
        for link, found in counted.items():
            if found > column.linking:
                yield Problem(name, f"holds {found} links by `{link}`; {column.linking} are allowed")


def members(field: ComponentField | ComponentsField, value: Any) -> Iterator[str]:
    """Yield the name of each link in the components of a value, however deep, and an empty one for each component."""
    for component in value if isinstance(value, list) else [value] if value else []:
        yield ""
        for name, inner in field.component.fields.items():  # type: ignore[union-attr]
            if isinstance(inner, ComponentField | ComponentsField):
                yield from members(inner, component.get(name))
            elif isinstance(inner, Link) and component.get(name) is not None:
                yield name
