"""What has changed on a page between two instants, in a real Chromium."""

import pytest
from test_frontends_routes import LANGUAGES, PAGES
from visiting import AXE, MISMARKED, settled, text_of

ENTRIES = [
    path
    for path, names in PAGES.items()
    if "There is no" not in names[0] and "gone" not in names[0] and "search" not in path
]
CHANGES = """
    const found = {};
    for (const heading of document.querySelectorAll(".changes h3"))
      found[heading.textContent] = [...heading.nextElementSibling.children].map((each) => [each.textContent, each.closest("[lang]").lang]);
    return found;
"""


def changes(page):
    """Wait for what has changed; what of it is under which heading, each with its language."""
    page.until(lambda: page.all(".changes h3") or page.all(".changes p:not(.loading)"))
    return page.driver.execute_script(CHANGES)


def test_a_page_says_what_has_changed_between_two_instants(opened):
    page = settled(opened("/schools/seng?at=2025-12-31T00:00&since=2025-11-01T00:00"))
    page.until(lambda: "Operation Robot" in text_of(page, ".changes"))
    assert [each.text for each in page.all(".changes h3")] == ["New", "Changed"]
    page = settled(opened("/schools/seng?at=2025-12-01T00:00&since=2025-11-01T00:00"))
    page.until(lambda: "Nothing on this page changed" in text_of(page, ".changes"))


def test_a_page_of_blocks_says_which_blocks_have_changed(opened):
    page = opened("/rebuilt-page?at=2025-12-02T00:00&since=2025-11-25T00:00")
    assert changes(page) == {
        "New": [["The dial has moved to the roof.", "en"]],
        "Changed": [["About the dial", "en"]],
        "Gone": [["It may be moved", "en"]],
    }
    assert page.one(".changes a").get_attribute("href").endswith("#about")
    assert page.violations(AXE, ()) == []
    page = opened("/zh-hant/rebuilt-page?at=2025-11-25T00:00&since=2025-11-10T00:00")
    assert changes(page) == {
        "新增": [["香港科大展開新醫學院籌備工作", "zh-Hant"]],
        "變更": [["最新的故事", "zh-Hant"]],
    }
    assert page.driver.execute_script(MISMARKED) == []
    page = opened("/rebuilt-page?at=2025-12-03T00:00&since=2025-12-02T00:00")
    assert changes(page) == {}
    assert "Nothing on this page changed" in text_of(page, ".changes")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_of_an_entry_says_that_all_of_it_is_new_since_before_it_was_there(opened, tag):
    for path in ENTRIES:
        page = settled(opened(f"{LANGUAGES[tag]}{path}?at=2026-01-02T09:00&since=2025-01-01T00:00"))
        page.one(".changes li")
        [(_, new)] = changes(page).items()
        assert (
            path,
            page.one("#main h1").text.removeprefix("Prof. ").removeprefix("教授 ") in [name for name, _ in new],
        ) == (path, True)
        assert (path, page.driver.execute_script(MISMARKED) if tag != "en" else []) == (path, [])
