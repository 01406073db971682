"""Bounds: how long the lists of an edition may be, which is what reading them is priced by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from models.component_links import components_in, links_of_component
from models.components import Component
from models.edition import Edition, component_fields
from models.links import links_of
from models.problems import Problem


def too_long(model: type[Edition], state: dict[str, Any]) -> Iterator[Problem]:
    """Find the lists of an edition that are too long; its links may be entries or names of entries."""
    for name, links in links_of(model).items():
        if (found := len(state.get(name) or ())) > links.at_most:
            yield Problem(name, f"links to {found} entries; {links.at_most} are allowed")
    for name, column in component_fields(model).items():
        inside = list(components_in(column, state.get(name)))
        if (found := len(inside)) > column.at_most:
            yield Problem(
                name, f"holds {found} components, those inside each other counted; {column.at_most} are allowed"
            )
        for link, found in counted_links(inside).items():
            if found > column.linking:
                yield Problem(name, f"holds {found} links by `{link}`; {column.linking} are allowed")


def counted_links(components: Sequence[tuple[type[Component], dict[str, Any]]]) -> Counter[str]:
    """Count by how many links of each name components link."""
    return Counter(
        name for kind, component in components for name in links_of_component(kind) if component.get(name) is not None
    )
