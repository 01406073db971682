"""The key of a component in its list: its own, or else its place."""

from dataclasses import dataclass

from resolvers.attributes.components import PLACE, Components, Found, Shape, component_shape
from resolvers.compiler.selections import SelectedField


@dataclass(frozen=True)
class BlockKey:
    """The attribute that tells one component of a column from the others."""


@component_shape.register
def key_shape(attribute: BlockKey, selected: SelectedField, components: Components) -> Shape:
    """Take the key that the component has, or write its place."""

    def key(component: dict[str, object], found: Found) -> str:
        return str(component.get("key") or component[PLACE])

    return key
