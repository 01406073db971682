"""Persons, as others see them."""

import strawberry

from models.access.tables import Person
from schema.access import ids
from schema.services import object_type


@object_type
class User:
    """A person who may sign in."""

    id: strawberry.ID
    """The id of the person: opaque, and no id of `node`."""
    name: str
    """The name."""


def user_of(person: Person) -> User:
    """Show a person."""
    return User(id=ids.encode("User", person.person), name=person.name)
