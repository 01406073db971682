"""Members: fields and types of the schema, described to clients.

Fields have no resolver: operations are compiled, and the schema is what they are validated against.
"""

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from schema.namespace import NAMESPACE


def member(
    name: str,
    kind: Any,
    description: str | None,
    arguments: Sequence[StrawberryArgument] = (),
    directives: Sequence[object] = (),
) -> StrawberryField:
    """Make a GraphQL field of type *kind*; a string names types of the schema."""
    annotation = StrawberryAnnotation(kind, namespace=NAMESPACE)
    field = StrawberryField(
        python_name=name, description=description, type_annotation=annotation, directives=directives
    )
    field.arguments = list(arguments)
    return field


def make_type(cls: type, description: str, **options: Any) -> Any:
    """Make *cls*, whose fields are Strawberry's, a GraphQL type that others can name.

    The fields' types are put back afterwards: while a dataclass is made of the class, those that
    name a type that is not made yet lose the namespace they are to be found in.
    """
    cls.__annotations__ = {}
    types = {name: field.type_annotation for name, field in vars(cls).items() if isinstance(field, StrawberryField)}
    made: Any = strawberry.type(cls, description=description, **options)
    for field in made.__strawberry_definition__.fields:
        field.type_annotation = types.get(field.python_name, field.type_annotation)
    NAMESPACE[cls.__name__] = made
    return made


def type_of(name: str, fields: Sequence[StrawberryField], description: str, **options: Any) -> Any:
    """Make a GraphQL type of fields alone."""
    return make_type(type(name, (), {str(field.python_name): field for field in fields}), description, **options)
