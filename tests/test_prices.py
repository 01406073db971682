"""Prices: no operation delivers more entries than its cost says, whatever its arguments are given by.

Operations are generated, and asked of content whose lists are as long as they may be. `SUNDIAL_PRICES` says how many.
"""

import json
import os
from collections import Counter, defaultdict
from random import Random

import pytest
from conftest import FAR, REMARKS, SHOWN_AT, ZONE, connection_to
from disguising import changed, disguised, name
from graphql import FieldNode, SelectionSetNode, Visitor, parse, print_ast, visit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries
from strawberry.utils.str_converters import to_camel_case
from test_differential import SCALARS, SCHEMA, SDL

import models
from delivery.execution.operations import Executor, Operation
from models.bounds import counted_links
from models.component_links import components_in
from models.database import writing
from models.edition import Edition, content_type, content_types
from models.links import links_of
from resolvers.context.object_types import OBJECT_TYPES
from schema.building import FIELD_NAMES

EXAMPLES = int(os.environ.get("SUNDIAL_PRICES", "100"))
DISGUISES = 10
"""Ways in which each generated operation is written."""

SIZES = (100, 7, 3, 2, 1, 0)
KIND = "kind_"


def lengthen():
    """Make lists of content as long as they may be: the links of the first entries, and those in the menus."""
    for model in content_types():
        for links in links_of(model).values():
            target = content_type("NewsStory" if links.target == "Entry" else links.target)
            targets = [row.entry_id for row in target.select().limit(links.at_most + 1)]
            for edition in model.select().order_by(model.entry).limit(12):
                held = [row.target_id for row in links.table.select().where(links.table.edition == edition.edition)]
                shared = {name.lstrip("-"): getattr(edition, name.lstrip("-")) for name in model.order}
                shared |= {"edition": edition.edition, "entry": edition.entry_id}
                added = [target for target in targets if target not in held][: links.at_most - len(held)]
                rows = [
                    {**shared, "position": place, "target": target} for place, target in enumerate(added, len(held))
                ]
                if rows:
                    links.table.insert_many(rows).execute()
    schools = [school.entry_id for school in models.School.select()] * 2
    for menu in models.Menu.select():
        most = models.Menu.items.linking - counted_links(list(components_in(models.Menu.items, menu.items)))["school"]
        for item in [item for item in [*menu.items, *inner(menu.items)] if "school" not in item][:most]:
            item["school"] = schools[most % len(schools)]
        models.Menu.update(items=menu.items).where(models.Menu.edition == menu.edition).execute()


def inner(items):
    """List all items below some."""
    below = [child for item in items for child in item.get("children", ())]
    return below + inner(below) if below else []


@pytest.fixture(scope="module")
def executors(engines):
    made = {}
    for kind in ("sqlite", "postgresql"):
        with connection_to(engines(kind).create(engines(kind).loaded)) as url, writing():
            lengthen()
        made[kind] = url, Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    return made


@pytest.fixture(scope="module")
def known(executors):
    """Slugs and ids of every type."""
    url, executor = executors["sqlite"]
    found = defaultdict(list)
    with connection_to(url):
        for _, plural in FIELD_NAMES.values():
            body = executor.run(Operation(f"{{ {to_camel_case(plural)}(first: 4) {{ nodes {{ id slug }} }} }}")).body
            (page,) = json.loads(body)["data"].values()
            found["id"] += [node["id"] for node in page["nodes"]]
            found["slug"] += [node["slug"] for node in page["nodes"]]
    return dict(found)


@pytest.fixture(scope="module")
def dearest(request):
    """Tell at the end how many operations were priced, how many of them delivered anything, and which the most."""
    found = Counter()
    yield found
    request.config.stash[REMARKS].append(
        f"{found['operations']} generated operations priced, {found['answered']} delivered entries, "
        f"{found['most']} at most; {found['exact']} of them cost exactly what they delivered"
    )


class Telling(Visitor):
    """Has every object tell of what type it is."""

    def leave_selection_set(self, node, *_):
        told = FieldNode(alias=name(KIND), name=name("__typename"))
        return changed(node, selections=(told, *node.selections)) if isinstance(node, SelectionSetNode) else None


def delivered(value):
    """Count the entries in an answer."""
    if isinstance(value, list):
        return sum(map(delivered, value))
    if not isinstance(value, dict):
        return 0
    kind = OBJECT_TYPES.get(value.get(KIND))
    return sum(map(delivered, value.values())) + (kind is not None and is_entry(kind.model))


def is_entry(model):
    return model is not None and issubclass(model, Edition)


def priced(executors, query, variables=None):
    """Run an operation on both databases, each of whose objects tells its type; return its cost and what it delivers."""
    operation = Operation(print_ast(visit(parse(query), Telling())), variables or {})
    found = []
    for url, executor in executors.values():
        with connection_to(url):
            answer = json.loads(executor.run(operation).body)
        found.append((answer.get("extensions", {}).get("cost", 0), delivered(answer.get("data"))))
    assert len(set(found)) == 1
    return found[0]


PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)
GENERATED = queries(SDL, custom_scalars=SCALARS, allow_x00=False, allow_null=True)


@settings(
    max_examples=max(1, EXAMPLES // DISGUISES), deadline=None, phases=PHASES, suppress_health_check=[*HealthCheck]
)
@given(query=GENERATED, seed=st.integers(0, 2**32))
def test_no_generated_operation_delivers_more_than_it_costs(executors, known, dearest, query, seed):
    for number in range(DISGUISES):
        written, variables = disguised(query, SCHEMA._schema, Random(seed + number), known, SIZES)
        cost, entries = priced(executors, written, variables)
        assert cost >= entries, (written, variables)
        dearest["operations"] += 1
        dearest["answered"] += entries > 0
        dearest["exact"] += cost == entries > 0
        dearest["most"] = max(dearest["most"], entries)


ALL = """{
  homepage {
    site { name }
    menus { items { school { slug } children { school { slug } children { school { slug } } } } }
    news { items { tags { slug } schools { slug } sdgs { number } } }
    firsts { categories { slug } items { categories { slug } schools { slug } } }
    sdgs { items { number } } awards { items { sdgs { number } } } rankings { items { tags { slug } } }
    events { featured { schools { slug } } upcoming(first: 100) { tags { slug } } }
  }
  a: schools(first: 3) { nodes { newsStories(first: 100, last: null) { nodes { sdgs { number } } edges { node { slug } } } } }
  b: programs(first: 100) { nodes { ...p departments { school { slug } } } }
}
fragment p on Program { degrees { slug } sdgs { number } schools { departments(first: 2) { nodes { slug } } } }"""


def test_lists_that_are_as_long_as_they_may_be_are_priced_so(executors):
    cost, entries = priced(executors, ALL)
    assert 2_000 < entries <= cost
    for query in (
        "{ homepage { sdgs { items { slug } } } }",
        "query($last: Int) { newsStories(first: 2, last: $last) { nodes { sdgs { slug } } } }",
        "{ homepage { menus { slug } } }",
    ):
        cost, entries = priced(executors, query)
        assert entries == cost > 8
