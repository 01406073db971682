"""Pages that are embedded in the blocks of pages, however deep: one statement with the right values on both databases.

SQLite before 3.46 parses only so much inside each other.
"""

import json
import re

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, post, statements

from delivery.execution.operations import Operation
from delivery.services import services
from fixtures.loading import load_folder
from models import Page
from models.access.actors import COMMAND_LINE
from models.access.callers import Caller
from models.access.grants import Action, Grant, Grants
from models.editing import acts
from models.edition import content_types
from models.entry import database
from resolvers.compiler import writing
from resolvers.compiler.writing import Nesting
from server import create_app

LEVELS = 9
"""Pages that show each other in a ring."""

BELOW = 5
"""Those of them that stand below each other."""

SITE = "entries: [{slug: x, name: {en: X}, live_from: 2025-09-01T00:00:00}]"


def pages():
    """Write pages, each of which shows the next one in blocks of all kinds that lead to any entry."""
    lines = ["defaults: {live_from: 2025-09-01T00:00:00}", "entries:"]
    for number in range(LEVELS):
        after = f"Page/p{(number + 1) % LEVELS}"
        lines += [
            f"  - slug: p{number}",
            f"    title: {{en: Page {number}, zh-Hant: 頁{number}}}",
            *([f"    parent: p{number - 1}"] if 0 < number < BELOW else []),
            "    blocks:",
            f"      - {{type: EmbedBlock, entry: {after}}}",
            f"      - {{type: CallToAction, label: {{en: Go}}, target: {after}}}",
            f"      - {{type: TextPart, text: {{en: 'See [it](entry:{after}).'}}}}",
            f"      - {{type: CardsBlock, cards: [{{title: {{en: Card}}, target: {after}}}]}}",
            f"      - {{type: ChosenBlock, chosen: [{{entry: {after}}}]}}",
        ]
    return "\n".join(lines) + "\n"


def path(number):
    """The path of a page."""
    if number < BELOW:
        return "/" + "/".join(f"p{each}" for each in range(number + 1))
    return f"/p{number}"


KINDS = ("EmbedBlock", "CallToAction", "TextPart", "CardsBlock", "ChosenBlock")

WHERE = {
    "EmbedBlock": "entry {}",
    "CallToAction": "label path url target {}",
    "TextPart": "text {{ html references {{ kind entry {} }} }}",
    "CardsBlock": "cards {{ title path url target {} }}",
    "ChosenBlock": "chosen {{ entry {} }}",
}
"""Where the blocks have the entry that they lead to, and what is selected beside it."""


def found(kind, after, entry):
    """What is found there, of the number of the page that it leads to and what is selected of that."""
    address = {"path": path(after), "url": path(after)}
    return {
        "EmbedBlock": {"entry": entry},
        "CallToAction": {"label": "Go", **address, "target": entry},
        "TextPart": {
            "text": {
                "html": f'<p>See <a href="{path(after)}" data-ref="1">it</a>.</p>\n',
                "references": [{"kind": "LINK", "entry": entry}],
            }
        },
        "CardsBlock": {"cards": [{"title": "Card", **address, "target": entry}]},
        "ChosenBlock": {"chosen": [{"entry": entry}]},
    }[kind]


def selection(depth, *kinds):
    """Select of a page its blocks, with the pages that blocks of some kinds lead to, to a depth."""
    inner = f"__typename slug path ... on Page {{ title {selection(depth - 1, *kinds) if depth else ''} }}"
    several = " ".join(f"... on {kind} {{ {WHERE[kind].format(f'{{ {inner} }}')} }}" for kind in kinds)
    return f"parent {{ slug path }} blocks {{ __typename ... on Block {{ key }} {several} }}"


def expected(number, depth, *kinds, titles=None):
    """What is selected so of a page; those that have other *titles* are given."""
    after = (number + 1) % LEVELS
    title = (titles or {}).get(after, f"Page {after}")
    entry = {"__typename": "Page", "slug": f"p{after}", "path": path(after), "title": title}
    if depth:
        entry |= expected(after, depth - 1, *kinds, titles=titles)
    above = {"slug": f"p{number - 1}", "path": path(number - 1)} if 0 < number < BELOW else None
    blocks = [
        {"__typename": kind, "key": str(place), **(found(kind, after, entry) if kind in kinds else {})}
        for place, kind in enumerate(KINDS, 1)
    ]
    return {"parent": above, "blocks": blocks}


def route(fields, arguments=""):
    return f"""{{ route(path: "/p0"{arguments}) {{ status path breadcrumbs {{ path title }} alternates {{ path }}
      entry {{ __typename ... on Page {{ {fields} }} }} }} }}"""


CRUMBS = [{"path": "/", "title": "X"}, {"path": "/p0", "title": "Page 0"}]
ALTERNATES = [{"path": each} for each in ("/p0", "/zh-hant/p0", "/p0")]


@pytest.fixture
def app(empty, tmp_path):
    (tmp_path / "page.yaml").write_text(pages(), encoding="utf-8")
    (tmp_path / "site.yaml").write_text(SITE, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    far = {"SUNDIAL_MAX_DEPTH": "40", "SUNDIAL_MAX_COST": str(10**30)}
    return create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN, **far}, clock=lambda: SHOWN_AT)


EACH_KIND = [(kind,) for kind in KINDS]
SELECTED = [(kinds, depth) for kinds in EACH_KIND for depth in range(9)]
SELECTED += [(kinds, depth) for kinds in (KINDS[:3], KINDS) for depth in (0, 1)]


def test_pages_within_pages_are_read_by_one_statement(app):
    ask = asker(app.test_client())
    for kinds, depth in SELECTED:
        with statements() as texts:
            answer = ask(route(selection(depth, *kinds)))["route"]
        assert len(texts) == 1, (kinds, depth)
        page = {"__typename": "Page", **expected(0, depth, *kinds)}
        assert answer == {
            "status": 200,
            "path": "/p0",
            "breadcrumbs": CRUMBS,
            "alternates": ALTERNATES,
            "entry": page,
        }, (kinds, depth)


def reader():
    """A caller who may read drafts of each type under a condition: of pages, that of one."""
    conditions = {model.__name__: {"slug": {"in": ["x"]}} for model in content_types()}
    conditions["Page"] = {"slug": {"eq": "p2"}}
    read = frozenset({Action.READ_DRAFTS})
    grants = [Grant(read, name, where=json.dumps(where)) for name, where in conditions.items()]
    return Caller(Grants(frozenset(grants)), person=1)


@pytest.mark.parametrize("kind", KINDS)
def test_previews_of_pages_within_pages_are_read_by_one_statement(app, kind):
    """Which drafts a caller is shown is decided at each level."""
    drafted = {number: acts.entry_with(Page, f"p{number}") for number in (2, 3)}
    acts.save(Page, drafted[2], {"title": {"en": "Second draft"}}, ZONE, COMMAND_LINE)
    acts.save(Page, drafted[3], {"title": {"en": "Not to be seen"}}, ZONE, COMMAND_LINE)
    for depth in range(6):
        with statements() as texts:
            operation = Operation(route(selection(depth, kind), ", stage: LATEST"), caller=reader())
            answer = app.json.loads(services(app).executor.run(operation).body)
        assert "errors" not in answer, answer["errors"]
        with_draft = {"__typename": "Page", **expected(0, depth, kind, titles={2: "Second draft"})}
        assert answer["data"]["route"]["entry"] == with_draft
        assert len(texts) == 1


def test_what_stands_in_front_is_looked_up_by_its_number(app, engine):
    """SQLite would read whole tables where it does not make one query of a table in front and the look into it."""
    if engine.name != "sqlite":
        pytest.skip("PostgreSQL parses what is nested")
    ask = asker(app.test_client())
    with statements() as texts:
        ask(route(selection(4, "EmbedBlock")))
    [text] = texts
    assert "_value_" in text
    places = [None] * max(map(int, re.findall(r"\?(\d+)", text)))
    steps = [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {text}", places)]
    assert not [step for step in steps if "_value_" in step]
    walked = [step for step in steps if re.match(r"SCAN r\d+\b", step) and "VIRTUAL TABLE" not in step]
    hit = "r2"  # the one row of what the path leads to
    assert f"CO-ROUTINE {hit}_hit" in steps
    assert all("site_entry_version" in step for step in walked if step != f"SCAN {hit}")  # there is one site


def test_a_statement_that_is_too_deep_is_refused_when_it_is_written(app, engine, monkeypatch):
    """Without tables in front SQLite cannot parse it; other root fields keep their answers."""
    monkeypatch.setattr(writing, "NESTINGS", (Nesting(25),))
    deep = route(selection(3, "EmbedBlock")).removesuffix("}") + ' page(slug: "p1") { title } }'
    answer = post(app.test_client(), deep)
    assert answer["data"]["page"] == {"title": "Page 1"}
    if engine.name == "postgresql":
        assert "errors" not in answer
        return
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["path"], answer["data"]["route"]) == ("LIMIT_EXCEEDED", ["route"], None)
    assert error["message"].startswith("This is nested too deep for the database")
