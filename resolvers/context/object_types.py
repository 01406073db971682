"""What the GraphQL object types read: for each of their fields, the attribute that its data comes from.

The schema fills this register when it is imported; planning looks types up in it. An attribute is
a field or link of the models, or one of the few that only the API has (`resolvers.attributes.roots`).
"""

from dataclasses import dataclass, field
from typing import Any

from models.components import Component
from models.edition import Edition


@dataclass(frozen=True)
class ObjectType:
    """A GraphQL object type: *attributes* by field name, over the rows of *model*.

    A *slug* restricts it to that one entry. Types that stand above the content have no model.
    *filters* are the attributes that conditions may be on, by their names in a `where`; *orders* the
    columns that lists can be sorted by.
    """

    name: str
    model: type[Edition] | type[Component] | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    slug: str | None = None
    filters: dict[str, Any] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)


OBJECT_TYPES: dict[str, ObjectType] = {}


def register(kind: ObjectType) -> ObjectType:
    """Make *kind* known to planning."""
    OBJECT_TYPES[kind.name] = kind
    return kind
