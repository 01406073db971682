"""Bounds: how long the lists of an edition may be, which is what reading them is priced by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from models.component_links import components_in, links_of_component
from models.components import Component
from models.edition import Edition, component_fields
from models.links import links_of
from models.problems import Problem
from models.reasons import reason

LINKS = "links to {found} entries; {most} are allowed"

COMPONENTS = "holds {found} components, those inside each other counted; {most} are allowed"

LINKING = "holds {found} links by `{link}`; {most} are allowed"


def too_long(model: type[Edition], state: dict[str, Any]) -> Iterator[Problem]:
    """Find the lists of an edition that are too long; its links may be entries or names of entries."""
    for name, links in links_of(model).items():
        if (found := len(state.get(name) or ())) > links.at_most:
            yield Problem(name, reason(LINKS, found=found, most=links.at_most), "TOO_LONG")
    for name, column in component_fields(model).items():
        inside = list(components_in(column, state.get(name)))
        if (found := len(inside)) > column.at_most:
            yield Problem(name, reason(COMPONENTS, found=found, most=column.at_most), "TOO_LONG")
        for link, found in counted_links(inside).items():
            if found > column.linking:
                yield Problem(name, reason(LINKING, found=found, link=link, most=column.linking), "TOO_LONG")


def counted_links(components: Sequence[tuple[type[Component], dict[str, Any]]]) -> Counter[str]:
    """Count by how many links of each name components link."""
    return Counter(
        name for kind, component in components for name in links_of_component(kind) if component.get(name) is not None
    )
