"""What sgqlc is answered, with the types that it generated from what the server tells of its schema."""

import json
import sys

import sgqlc_schema as schema
from sgqlc.endpoint.http import HTTPEndpoint
from sgqlc.operation import Operation
from sgqlc.types import Arg, Variable


def operation_of(first, school=None):
    """Write an operation with the page of a list in it."""
    asked = Operation(schema.Query, name="Programs", variables={"after": Arg(schema.String)})
    parent = asked.school(slug=school, locale="ZH_HANT") if school else asked
    more = {} if school else {"locale": "ZH_HANT"}
    page = parent.programs(first=first, after=Variable("after"), **more)
    page.total_count()
    page.page_info.__fields__("has_next_page", "end_cursor")
    page.nodes.__fields__("slug", "name")
    return asked


def paged(ask, first, school=None):
    """Fetch all pages of a list, one after the other, and join them."""
    asked = operation_of(first, school)
    whole, after = None, None
    while whole is None or whole.page_info.has_next_page:
        answer = asked + ask(asked, {"after": after})
        page = answer.school.programs if school else answer.programs
        if whole is None:
            whole = page
        else:
            whole += page
        after = whole.page_info.end_cursor
    return {"total": whole.total_count, "names": [[node.slug, node.name] for node in whole.nodes]}


def main(address):
    ask = HTTPEndpoint(address)
    print(json.dumps({"programs": paged(ask, 20), "schoolPrograms": paged(ask, 10, "seng")}))


main(sys.argv[1])
