"""The page in one document, and the frontend's in two, as both together have more tokens than a document may."""

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    build_schema,
    get_named_type,
    is_abstract_type,
    parse,
)

from delivery.execution.documents import DOCUMENTS
from delivery.settings import PROJECT
from models.blocks import PAGE_BLOCKS

LATER = PROJECT / "web" / "homepage" / "documents" / "later"
FRAGMENTS = [DOCUMENTS / "homepage.graphql", LATER / "page.graphql", LATER / "search.graphql"]
OTHERWISE = {
    "Page.parent": "the breadcrumbs lead there",
    "Place.kind": "its name says it",
    "Place.latitude": "a map is linked",
    "Place.longitude": "a map is linked",
    "Place.specialHours": "they are asked for as openingHours",
    "RichText.references": "the HTML has their links",
    "Site.blocks": "the first view asks for the sections themselves",
    "Site.name": "it comes with what stands around the page",
    "Site.pageTitle": "it comes with what stands around the page",
}
"""What documents/page.graphql selects of an entry and the homepage's frontend does not, and why."""


@pytest.fixture(scope="module")
def schema():
    return build_schema((PROJECT / "schema" / "schema.graphql").read_text(encoding="utf-8"), assume_valid=True)


def selected(schema, files, operation):
    """List the fields, as `Type.field`, that an operation selects of the entry of a route and of its components.

    What is selected of entries that it links to is left out: each page shows of those what it has room for.
    """
    definitions = [each for file in files for each in parse(file.read_text(encoding="utf-8")).definitions]
    named = {(type(each), each.name.value): each for each in definitions}
    found = set()

    def walk(node, of):
        for each in node.selection_set.selections:
            if isinstance(each, FieldNode):
                target = get_named_type(of.fields[each.name.value].type) if each.name.value != "__typename" else None
                name = f"{of.name}.{each.name.value}"
                found.add(name)
                if each.selection_set and name not in OTHERWISE and not leads_to_entries(schema, target):
                    walk(each, target)
            else:
                is_spread = isinstance(each, FragmentSpreadNode)
                fragment = named[FragmentDefinitionNode, each.name.value] if is_spread else each
                walk(fragment, schema.type_map[fragment.type_condition.name.value])

    [query] = [each for (kind, name), each in named.items() if kind is not FragmentDefinitionNode and name == operation]
    walk(field(field(query, "route"), "entry"), schema.type_map["Entry"])
    return {each for each in found if not each.endswith((".__typename", ".translation"))}


def field(node, name):
    """Find a selected field by its name."""
    return next(each for each in node.selection_set.selections if each.name.value == name)


def leads_to_entries(schema, target):
    """Tell whether values of a type are entries, or pages of them."""
    entry = schema.type_map["Entry"]
    is_one = target is entry or (not is_abstract_type(target) and schema.is_sub_type(entry, target))
    return is_one or target.name.endswith("Connection")


def of_blocks(found):
    """Pick the fields of blocks."""
    kinds = {"Block", *PAGE_BLOCKS.kinds}
    return {each for each in found if each.partition(".")[0] in kinds}


def test_the_frontend_shows_of_every_entry_what_the_document_of_a_page_has(schema):
    page = selected(schema, [DOCUMENTS / "page.graphql"], "Page")
    shown = selected(schema, FRAGMENTS, "Page") | selected(schema, [*FRAGMENTS, LATER / "blocks.graphql"], "Blocks")
    assert {"Event.offers", "Offer.price", "Money.amount", "Page.blocks", "Card.words"} <= page
    assert page - shown == OTHERWISE.keys()


def test_both_select_the_same_of_blocks(schema):
    page = of_blocks(selected(schema, [DOCUMENTS / "page.graphql"], "Page"))
    assert {each.partition(".")[0] for each in page} == {"Block", *PAGE_BLOCKS.kinds}
    assert page == of_blocks(selected(schema, [*FRAGMENTS, LATER / "blocks.graphql"], "Blocks"))
