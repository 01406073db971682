"""Components: ordered values inside an edition that have no identity of their own.

An award's recipients, a ranking's scopes, a menu's tree of items. They are stored as JSON in
the edition's row, so they are published, scheduled and restored with it and cost no statement.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from peewee import Field

from models.stored_json import JsonField


def is_required(field: Field) -> bool:
    """Tell whether a component, or an edition that is published, must have a value of a field.

    The columns of editions are all nullable, for drafts; what was declared of them is in `required`.
    """
    return bool(getattr(field, "required", not field.null))


MOST_COMPONENTS = 20
"""Components that a column may hold, unless the model says otherwise."""


class Component:
    """A group of fields described with the same field classes as a content type."""

    fields: ClassVar[dict[str, Field]]
    told_apart_by: ClassVar[str] = ""
    """The field whose value no other component of a list has; one that has none is known by its place, from 1."""

    def __init_subclass__(cls) -> None:
        """Collect the fields in the order they are written, those of what it derives from first."""
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        cls.fields = {**getattr(cls, "fields", {}), **own}
        for name, field in own.items():
            field.name = name
            if getattr(field, "backlink", None):
                raise TypeError(f"{cls.__name__}.{name} links from a component: it has no backlink; see CONTRIBUTING")
            if isinstance(field, ComponentsField) and field.component is None:
                field.component = cls


KIND = "type"
"""What a component of a union says by its name: of which kind it is."""


class ComponentUnion:
    """Components of several *kinds* that may stand in one column; each says of which kind it is, by the name of that.

        [{"type": "Quote", "words": {"en": "..."}}, {"type": "Call", "target": 7}]

    Clients know the union by its *name*.
    """

    def __init__(self, name: str, *kinds: type[Component]) -> None:
        self.__name__ = name
        self.kinds = {kind.__name__: kind for kind in kinds}
        for kind in kinds:
            if KIND in kind.fields:
                raise TypeError(f"{kind.__name__}.{KIND} is the name of its kind in {name}; call the field otherwise")

    @cached_property
    def members(self) -> "dict[str, ComponentField]":
        """The kinds as fields by their names in Python, of which one is there: as editors write and read a union."""
        fields = {in_snake_case(name): ComponentField(kind) for name, kind in self.kinds.items()}
        for name, field in fields.items():
            field.name = name
        return fields

    def member_of(self, value: Any) -> str:
        """Name the member that a component that is stored is."""
        return in_snake_case(value[KIND])


def in_snake_case(name: str) -> str:
    """Write the name of a class as that of a field: `quote_block`."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


class Holding(JsonField):
    """A column that holds components, of one kind or of those of a union."""

    component: type[Component] | ComponentUnion | None
    at_most: int
    linking: int

    @property
    def kinds(self) -> Iterable[type[Component]]:
        """The kinds of components that it may hold, apart from those inside them."""
        assert self.component is not None
        return self.component.kinds.values() if isinstance(self.component, ComponentUnion) else (self.component,)

    def kind_in(self, value: Any) -> type[Component] | None:
        """Return the kind of a component as somebody gives it; None for what says of no kind that there is."""
        if not isinstance(self.component, ComponentUnion):
            return self.component
        name = value.get(KIND) if isinstance(value, dict) else None
        return self.component.kinds.get(name) if isinstance(name, str) else None

    def kind_of(self, value: Any) -> type[Component]:
        """Return the kind of a component that is stored."""
        kind = self.kind_in(value)
        assert kind is not None
        return kind


class ComponentsField(Holding):
    """A list of values of a *component*; with none named, of the component it stands in (a tree).

    A column holds *at_most* so many, those inside each other counted, of which *linking* may link by one name.
    """

    def __init__(
        self,
        component: type[Component] | ComponentUnion | None = None,
        *,
        at_most: int = MOST_COMPONENTS,
        linking: int = MOST_COMPONENTS,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.component, self.at_most, self.linking = component, at_most, linking


class ComponentField(Holding):
    """One value of a *component*, or NULL; it has none inside it unless *at_most* says so, itself counted."""

    def __init__(
        self, component: type[Component] | ComponentUnion, *, at_most: int = 1, linking: int = 1, **options: Any
    ) -> None:
        super().__init__(null=True, **options)
        self.component, self.at_most, self.linking = component, at_most, linking
