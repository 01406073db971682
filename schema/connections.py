"""Connections: the page types of a content type, made from its name."""

from models.edition import Edition
from schema.arguments import argument
from schema.groups import statistics_of
from schema.members import member, type_of

TOTAL = """\
How many entries the whole list has, on all its pages. Without `where` the number is stored, and takes the same time at
any size; with `where` the entries are counted, which `atMost` can end early."""

AT_MOST = """\
Where to stop: the answer is the total or this number, whichever is less. An answer that is equal to it says that
there are so many entries or more; one that is less is exact."""


def make_connection(model: type[Edition]) -> None:
    """Make the connection and edge types of a content type."""
    name = model.__name__
    fields_of_edge = [
        member("node", name, "The entry."),
        member("cursor", str, "The place of the entry, for `after` and `before`."),
    ]
    type_of(f"{name}Edge", fields_of_edge, f"An entry in a page of {name}, with its place.")
    fields = [
        member("edges", f"list[{name}Edge]", "The entries of the page with their cursors."),
        member("nodes", f"list[{name}]", "The entries of the page."),
        member("page_info", "PageInfo", "Where the page stands in the list."),
        member("total_count", int, TOTAL, [argument("at_most", int | None, AT_MOST)]),
        *statistics_of(model),
    ]
    type_of(f"{name}Connection", fields, f"A page of {name}.")
