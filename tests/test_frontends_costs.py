"""What the frontends' operations cost, as docs/frontends.md says; none is above the limit that servers have by default."""

import json
import re

import pytest
from browsing import require

from delivery.edge.frontends import BUILT
from delivery.limits.document_limits import Limits
from delivery.settings import PROJECT

READING = {"locale": "EN"}
YEARS = {"since": "2024-02-01T00:00:00+08:00", "until": "2026-02-01T00:00:00+08:00"}
WEEKS = {"from": "2026-01-02T00:00:00+08:00", "to": "2026-02-13T00:00:00+08:00"}
VARIABLES = {
    "FirstView": READING,
    "Chrome": READING,
    "Page": {"path": "/schools/seng"},
    "Blocks": {"path": "/all-blocks"},
    "EventsBetween": {**READING, "span": {"from": "2026-01-01T00:00:00+08:00", "until": "2026-02-01T00:00:00+08:00"}},
    "Found": {**READING, "typed": "robot"},
    "Suggestions": {**READING, "typed": "rob"},
    "Overview": {**READING, **YEARS},
    "Choices": READING,
    "Coming": READING,
    "Search": {**READING, "typed": "robot"},
    "Stories": READING,
    "Events": READING,
    "Programs": READING,
    "Awards": READING,
    "Firsts": READING,
    "Viewer": {},
    "Drafts": {},
    "Schedule": WEEKS,
    "Translations": READING,
}
"""Of each operation the variables that it is sent with: two years of growth, six weeks to come."""

ROW = re.compile(r"^\| `(\w+)`[^|]*\| ([\d,]+) \|$", re.MULTILINE)
NAME = re.compile(r"query (\w+)")


@pytest.fixture(scope="module")
def documents():
    """The documents of the build, by the names of their operations."""
    require((BUILT / ".vite" / "manifest.json").exists(), "the frontends are not built: run make web")
    texts = [
        text
        for name in ("homepage", "dashboard")
        for text in json.loads((BUILT / "documents" / f"{name}.json").read_text(encoding="utf-8")).values()
    ]
    return {found[1]: text for text in texts if (found := NAME.search(text))}


def test_every_operation_of_the_frontends_costs_what_its_page_says(documents, client):
    assert documents.keys() == VARIABLES.keys()
    costs = {}
    for name, text in documents.items():
        answer = client.post("/graphql", json={"query": text, "variables": VARIABLES[name]}).json
        costs[name] = answer["extensions"]["cost"]
    assert max(costs.values()) <= Limits().cost
    said = ROW.findall((PROJECT / "docs" / "frontends.md").read_text(encoding="utf-8"))
    assert {name: int(cost.replace(",", "")) for name, cost in said} == costs
