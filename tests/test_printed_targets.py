"""Where the printed links lead: as many as the note beside the content counts."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "fixtures" / "content"
LINK = "url target { __typename }"


def counted():
    """Read the table of the note: items, those with an entry, with an address, with neither."""
    lines = [line.strip("|").split("|") for line in (FOLDER / "targets.md").read_text().splitlines() if line[:1] == "|"]
    return {cells[0].strip(): [int(cell.strip() or 0) for cell in cells[1:]] for cells in lines[2:]}


def flat(items):
    for item in items:
        yield item
        yield from flat(item.get("children", ()))


def told(items):
    entries = sum(item["target"] is not None for item in items)
    addresses = sum(item["target"] is None and item["url"] is not None for item in items)
    return [len(items), entries, addresses, len(items) - entries - addresses]


@pytest.fixture
def links(ask):
    """All menus by location, and the links to more."""
    item = f"{{ {LINK} children {{ {LINK} }} }}"
    data = ask(
        f"{{ menus {{ nodes {{ location items {item} }} }} homepageSections {{ nodes {{ more {{ {LINK} }} }} }} }}"
    )
    more = [section["more"] for section in data["homepageSections"]["nodes"] if section["more"]]
    return {**{menu["location"]: list(flat(menu["items"])) for menu in data["menus"]["nodes"]}, "links to more": more}


def test_the_note_counts_what_is_there(links):
    assert {name: told(items) for name, items in links.items()} == counted()
    assert sum(len(items) for name, items in links.items() if name != "links to more") == 112


def test_every_goal_has_a_page(ask):
    paths = [each["path"] for each in ask("{ sdgs { nodes { path } } }")["sdgs"]["nodes"]]
    assert len(set(paths) - {None}) == 17


def test_a_recipient_whom_the_site_has_leads_to_their_page(ask):
    query = '{ award(slug: "%s") { recipients { name person { name path } } } }'
    [reviewer] = ask(query % "zhelyazkov-reviewer")["award"]["recipients"]
    assert reviewer["person"] == {"name": "Pavel Ivanov ZHELYAZKOV", "path": "/people/pavel-ivanov-zhelyazkov"}
    assert [each["person"] for each in ask(query % "marine-robots")["award"]["recipients"]] == [None] * 9
