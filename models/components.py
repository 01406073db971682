"""Components: ordered values inside an edition that have no identity of their own.

An award's recipients, a ranking's scopes, a menu's tree of items. They are stored as JSON in
the edition's row, so they are published, scheduled and restored with it and cost no statement.
"""

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

    def __init_subclass__(cls) -> None:
        """Collect the fields in the order they are written."""
        cls.fields = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        for name, field in cls.fields.items():
            field.name = name
            if getattr(field, "backlink", None):
                raise TypeError(f"{cls.__name__}.{name} links from a component: it has no backlink; see CONTRIBUTING")
            if isinstance(field, ComponentsField) and field.component is None:
                field.component = cls


class ComponentsField(JsonField):
    """A list of values of a *component*; with none named, of the component it stands in (a tree).

    A column holds *at_most* so many, those inside each other counted, of which *linking* may link by one name.
    """

    def __init__(
        self,
        component: type[Component] | None = None,
        *,
        at_most: int = MOST_COMPONENTS,
        linking: int = MOST_COMPONENTS,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.component, self.at_most, self.linking = component, at_most, linking


class ComponentField(JsonField):
    """One value of a *component*, or NULL; it has none inside it unless *at_most* says so, itself counted."""

    def __init__(self, component: type[Component], *, at_most: int = 1, linking: int = 1, **options: Any) -> None:
        super().__init__(null=True, **options)
        self.component, self.at_most, self.linking = component, at_most, linking
