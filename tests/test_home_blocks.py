"""The homepage as a page of blocks: the sections that were printed, in their order, and what editors do to it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from conftest import statements
from test_printed_content import PRINTED
from writers import asked

import models
from delivery.execution.documents import document
from delivery.execution.operations import Operation

SECTION = """heading intro more { label url path } newsStories { slug } rankings { slug } facts { slug } firsts { slug }
  firstCategories { slug } awards { slug } sdgs { slug } featuredEvents { slug }"""
BLOCKS = f"""... on Site {{ blocks {{ __typename ... on Block {{ key anchor heading }}
  ... on EmbedBlock {{ entry {{ ... on HomepageSection {{ {SECTION} }} }} }}
  ... on ListBlock {{ entries {{ __typename slug }} }} }} }}"""
ROUTE = f"""query ($path: String!, $asOf: DateTime, $locale: Locale) {{
  route(path: $path, asOf: $asOf, locale: $locale) {{ status path entry {{ __typename {BLOCKS} }} }} }}"""

INSTANTS = ["2025-11-30T09:00:00+08:00", "2026-01-02T09:00:00+08:00", "2026-01-27T09:00:00+08:00"]
"""Before the events were public, when the page was printed, and when two of three events had ended."""

SAVE = """mutation ($input: SaveSiteInput!) { saveSite(input: $input) { saved id revision changed
  problems { code path message } } }"""
PUBLISH = (
    """mutation ($input: PublishInput!) { publish(input: $input) { saved problems { code severity path message } } }"""
)
KEYS = """query ($asOf: DateTime) { route(path: "/", asOf: $asOf) {
  entry { ... on Site { blocks { ... on Block { key } } } } } }"""


def blocks_at(ask, at, path="/", **variables):
    route = ask(ROUTE, path=path, asOf=at, **variables)["route"]
    assert (route["status"], route["entry"]["__typename"]) == (200, "Site")
    return route["entry"]["blocks"]


def heading(block):
    """What stands above a block: its own words, or those of the section that it shows."""
    return block["heading"] or block["entry"]["heading"]


def printed_headings():
    """The sections between the menus as they were printed: one may have others inside it."""
    order = ["news", "leads_the_pack", "rankings", "facts", "firsts", "awards", "sdgs", "events"]
    assert order == [name for name in PRINTED if name in order]
    return [*(PRINTED[name]["heading"] for name in order), PRINTED["events"]["upcoming_heading"]]


def test_the_blocks_are_the_sections_in_printed_order(ask):
    assert [heading(block) for block in blocks_at(ask, INSTANTS[1])] == printed_headings()


@pytest.mark.parametrize("path", ["/", "/about-hkust", "/news/new-medical-school", "/schools/seng"])
def test_a_preview_of_the_whole_page_is_the_page_where_nothing_was_drafted(executor, ann, path):
    text = document("page")
    page, preview = (
        json.loads(executor.run(Operation(each, {"path": path}, caller=ann)).body)
        for each in (
            text,
            text.replace("route(", "route(stage: LATEST, ").replace("homepage(", "homepage(stage: LATEST, "),
        )
    )
    assert "errors" not in preview
    assert without_ids(preview["data"]) == without_ids(page["data"])


def without_ids(value):
    """Leave out ids, which say how an entry was read."""
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    return (
        {name: without_ids(each) for name, each in value.items() if name != "id"} if isinstance(value, dict) else value
    )


def test_anchors_of_the_menu_are_those_of_blocks(ask):
    anchors = {block["anchor"] for block in blocks_at(ask, INSTANTS[1])} - {None}
    [menu] = ask("{ homepage { menus(locations: [ANCHORS]) { items { anchor } } } }")["homepage"]["menus"]
    assert {item["anchor"] for item in menu["items"]} == anchors


LISTS = ("newsStories", "rankings", "facts", "firsts", "awards", "sdgs")


def slugs(entries):
    return [entry["slug"] for entry in entries]


@pytest.mark.parametrize("at", INSTANTS)
def test_blocks_show_what_the_homepage_shows(ask, at):
    page = ask(document("homepage"), asOf=at)["homepage"]
    sections = [page[name] for name in ("news", "leadsThePack", "rankings", "facts", "firsts", "awards", "sdgs")]
    *others, events, upcoming = blocks_at(ask, at)
    for block, section in zip(others, sections, strict=True):
        shown, more = block["entry"], section.get("more")
        assert (shown["heading"], shown["intro"]) == (section["heading"], section["intro"])
        assert shown["more"] == (more and {name: more[name] for name in ("label", "url", "path")})
        assert slugs(entry for name in LISTS for entry in shown[name]) == slugs(section.get("items", []))
        assert slugs(shown["firstCategories"]) == slugs(section.get("categories", []))
    assert slugs(events["entry"]["featuredEvents"]) == slugs(page["events"]["featured"])
    assert upcoming["heading"] == page["events"]["upcomingHeading"]
    assert slugs(upcoming["entries"]) == slugs(page["events"]["upcoming"])


def test_the_events_ahead_are_others_at_each_instant(ask):
    ahead = [slugs(blocks_at(ask, at)[-1]["entries"]) for at in INSTANTS]
    assert ahead == [[], ["aef-civic-fellow", "dse-squad", "home-together-briefing"], ["aef-civic-fellow"]]


def test_nothing_is_at_the_root_before_the_site_was_public(ask):
    assert ask(ROUTE, path="/", asOf="2025-08-01T00:00:00+08:00") == {"route": None}


def test_the_page_of_the_root_takes_one_statement(ask):
    page = document("page")
    with statements() as texts:
        data = ask(page, path="/zh-hant", locale="ZH_HANT", asOf=INSTANTS[1])
    assert len(texts) == 1
    blocks = data["route"]["entry"]["blocks"]
    assert blocks[0]["entry"]["newsStories"][0]["path"] == "/zh-hant/news/new-medical-school"
    assert [heading(block) for block in blocks[:3]] == ["新聞及香港科大故事", "香港科大引領未來", "實力排名"]
    assert data["homepage"]["menus"]


def blocks_of_input():
    """The blocks as they are stored, as editors give them, by their keys."""
    named = dict(models.HomepageSection.select(models.HomepageSection.entry, models.HomepageSection.slug).tuples())
    names = {"EmbedBlock": "embedBlock", "ListBlock": "listBlock"}
    tags = {"en": "en", "zh-Hant": "zhHant", "zh-Hans": "zhHans"}

    def given(block):
        shared = {name: block[name] for name in ("key", "anchor") if block.get(name)}
        if block["type"] == "EmbedBlock":
            return {**shared, "entry": {"slug": f"HomepageSection/{named[block['entry']]}"}}
        return {
            **shared,
            "heading": {tags[tag]: text for tag, text in block["heading"].items()},
            "source": block["source"],
            "first": block["first"],
        }

    stored = models.Site.live().get().blocks
    return {block["key"]: {names[block["type"]]: given(block)} for block in stored}


def publish(executor, by, saved, **options):
    given = {"entry": {"id": saved["id"]}, "revision": saved["revision"], **options}
    return asked(executor, by, PUBLISH, input=given)


def test_a_block_that_is_moved_for_later_stands_elsewhere_from_then_on(executor, ann):
    given = blocks_of_input()
    before, after = list(given), ["events", "upcoming-events", *list(given)[:-2]]
    at = datetime.now(UTC) + timedelta(days=1)
    change = {"entry": {"slug": "hkust"}, "change": {"blocks": [given[key] for key in after]}}
    saved = asked(executor, ann, SAVE, input=change)
    assert (saved["saved"], saved["changed"], saved["problems"]) == (True, ["blocks"], [])
    published = publish(executor, ann, saved, at=at.isoformat(), despite=["TRANSLATION_MISSING"])
    assert published["saved"], published

    def keys(when):
        answer = asked(executor, ann, KEYS, asOf=when.isoformat())
        return [block["key"] for block in answer["entry"]["blocks"]]

    assert keys(at - timedelta(seconds=1)) == before
    assert keys(at) == after
    told = json.loads(executor.run(Operation(KEYS, {"asOf": at.isoformat()})).body)
    assert told["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_text_that_a_language_lacks_is_told_behind_its_block_and_kind(executor, ann):
    given = blocks_of_input()
    given["upcoming-events"]["listBlock"]["heading"] = {"en": "Ahead"}
    change = {"entry": {"slug": "hkust"}, "change": {"blocks": list(given.values())}}
    told = publish(executor, ann, asked(executor, ann, SAVE, input=change))
    assert not told["saved"]
    paths = [(each["code"], each["severity"], each["path"]) for each in told["problems"] if "blocks" in each["path"]]
    place = ["blocks", str(list(given).index("upcoming-events")), "listBlock", "heading"]
    assert paths == [("TRANSLATION_MISSING", "WARNING", [*place, tag]) for tag in ("zhHant", "zhHans")]
