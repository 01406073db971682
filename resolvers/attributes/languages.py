"""Languages as values: the tag of one that a component names, and whether it is the one that is read."""

from dataclasses import dataclass
from typing import Any

from models.translations import Locale
from resolvers.attributes.components import Components, Found, Shape, component_shape
from resolvers.compiler.selections import SelectedField


@dataclass(frozen=True)
class LanguageTag:
    """The attribute that is the BCP 47 tag of the locale in a field of a component."""

    field: str


@dataclass(frozen=True)
class IsRead:
    """The attribute that tells whether the locale in a field of a component is the first of the chain."""

    field: str


@component_shape.register
def tag_shape(attribute: LanguageTag, selected: SelectedField, components: Components) -> Shape:
    """Take the tag of a locale, which stands there by its name."""
    return lambda component, found: locale_in(attribute, component).tag


@component_shape.register
def read_shape(attribute: IsRead, selected: SelectedField, components: Components) -> Shape:
    """Compare a locale with the one asked for."""

    def is_read(component: dict[str, Any], found: Found) -> bool:
        return locale_in(attribute, component) is found.chain[0]

    return is_read


def locale_in(attribute: LanguageTag | IsRead, component: dict[str, Any]) -> Locale:
    """Read the locale of a component."""
    return Locale(component[attribute.field])
