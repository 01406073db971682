"""The round of docs/editing.md by hand: its documents and variables in GraphiQL, in a real Chromium."""

import json
import re
from string import Template

import pytest
from browsing import Page, chromium, require
from conftest import connection_to
from editors import make_token
from servers import serving
from signing_in import bearer
from test_editing_round import EDITING, STEPS, is_like

from delivery.edge.graphiql import BUILT

MODEL = "window.__MONACO?.editor.getModels().find(({{ uri }}) => uri.path.endsWith('{name}'))"
OPERATION, VARIABLES, HEADERS, RESPONSE = "operation.graphql", "variables.json", "request-headers.json", "response.json"


class Editors:
    """GraphiQL's editors, by the names of their texts."""

    def __init__(self, page):
        self.page = page

    def write(self, name, text):
        """Put a text into an editor, as pasting does."""
        model = MODEL.format(name=name)
        self.page.until(lambda: self.page.driver.execute_script(f"return Boolean({model})"))
        self.page.driver.execute_script(f"{model}.setValue(arguments[0])", text)

    def read(self):
        """Read the answer as JSON; None while there is none."""
        text = self.page.driver.execute_script(f"return {MODEL.format(name=RESPONSE)}?.getValue()")
        try:
            return json.loads(text or "")
        except ValueError:
            return None

    def run(self, query, variables):
        """Run an operation; return its answer."""
        self.write(OPERATION, query)
        self.write(VARIABLES, variables)
        self.write(RESPONSE, "")
        self.page.click("Execute query")
        return self.page.until(self.read)


@pytest.fixture
def editors(engines, tmp_path):
    """GraphiQL with a token of a publisher under *Headers*."""
    require(BUILT.exists(), "GraphiQL is not built: make web")
    with (
        engines("sqlite").copy() as url,
        connection_to(url),
        serving(url) as (address, _),
        chromium(tmp_path / "chromium") as driver,
    ):
        page = Page(driver, "about:blank").open(f"{address}/graphql?query=%7B__typename%7D")
        page.click("Headers")
        found = Editors(page)
        found.write(HEADERS, json.dumps(bearer(make_token("ann"))))
        page.click("Variables")
        yield found
        assert page.complaints() == []


def test_the_round_of_the_page_is_done_by_hand_in_graphiql(editors):
    known, done = {"revision": ""}, 0
    for command, shown in STEPS:
        known |= dict.fromkeys(re.findall(r"^(\w+)=\$revision$", command, re.MULTILINE), known["revision"])
        answer = None
        for name, variables in re.findall(r"^ask ([\w-]+) <<END.*?\n(.*?)\nEND$", command, re.DOTALL | re.MULTILINE):
            document = (EDITING / f"{name}.graphql").read_text(encoding="utf-8")
            answer = editors.run(document, Template(variables).substitute(known))
            known |= {key: found[-1] for key, found in named_in(answer).items() if found}
            done += 1
        if answer and shown:
            assert is_like(without_author(answer["data"]), without_author(json.loads(shown))), (command, answer)
    assert done > 20


def named_in(answer):
    """Find the revisions that an answer names, and the id of the entry that is edited."""
    text = json.dumps(answer)
    ids = re.findall(r'"newsStoryEditing": {"id": "([^"]*)"', text)
    return {"revision": re.findall(r'"revision": "([^"]*)"', text), "id": ids}


def without_author(data):
    """Leave out by which token somebody changed something: it is another one here."""
    return json.loads(re.sub(r'"by": "[^"]*"', '"by": ""', json.dumps(data)))
