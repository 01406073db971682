"""Connections: the page types of a content type, made from its name."""

from strawberry.tools import create_type

from models.edition import Edition
from schema.members import NAMESPACE, member


def make_connection(model: type[Edition]) -> None:
    """Make the connection and edge types of a content type and put them where fields find them."""
    name = model.__name__
    NAMESPACE[f"{name}Edge"] = make_type(
        f"{name}Edge",
        f"An entry in a page of {name}, with its place.",
        node=(name, "The entry."),
        cursor=("str", "The place of the entry, for `after`."),
    )
    NAMESPACE[f"{name}Connection"] = make_type(
        f"{name}Connection",
        f"A page of {name}.",
        edges=(f"list[{name}Edge]", "The entries of the page with their cursors."),
        nodes=(f"list[{name}]", "The entries of the page."),
        page_info=("PageInfo", "Where the page stands in the list."),
        total_count=("int", "How many entries the whole list has; costs a statement of its own."),
    )


def make_type(name: str, description: str, **fields: tuple[str, str]) -> type:
    """Make a type of fields given as their type and description."""
    members = [member(field, kind, text) for field, (kind, text) in fields.items()]
    return create_type(name, members, description=description)
