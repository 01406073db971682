"""The pages of the site's addresses in a real Chromium: one of each kind, in three languages."""

from urllib.parse import unquote, urlsplit

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from visiting import AT, AXE, MISMARKED, requested, settled, text_of

LANGUAGES = {"en": "", "zh-Hant": "/zh-hant", "zh-Hans": "/zh-hans"}
PAGES = {
    "/news/new-medical-school": (
        "HKUST Commences Preparations",
        "香港科大展開新醫學院籌備工作",
        "香港科大展开新医学院筹备工作",
    ),
    "/events/dse-squad": ("The DSE Squad", "", ""),
    "/schools/seng": ("School of Engineering", "工學院", "工学院"),
    "/departments/chem": ("Department of Chemistry", "化學系", "化学系"),
    "/programs/bsc-bcb": ("BSc in Biochemistry and Cell Biology", "", ""),
    "/sdgs/quality-education": ("Quality Education", "優質教育", "优质教育"),
    "/awards/visionary": ("Visionary", "", ""),
    "/people/visited-person": ("Prof. Chan Siu Ming", "教授 陳小明", "教授 陳小明"),
    "/places/visited-hall": ("Hall of the Dial", "日晷堂", "日晷堂"),
    "/all-blocks": ("All kinds of blocks", "各種區塊", "各种区块"),
    "/all-blocks/below-all-blocks": ("A page below", "下一層的頁面", ""),
    "/search?q=robot": ("Search results", "搜尋結果", "搜索结果"),
    "/no/such/page": ("There is no such page", "沒有這個頁面", "没有这个页面"),
    "/news/story-that-ended": ("This page is gone", "此頁面已移除", "此页面已移除"),
    "/old-brochure": ("This page is gone", "此頁面已移除", "此页面已移除"),
}
"""Paths of every kind, each with what its heading begins with, where it is in that language."""
MISSING = ["/no/such/page", "/news/story-that-ended", "/old-brochure"]
"""Those of them that have no page: what they link to as themselves in other languages has none either."""


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_kind_of_page_is_in_its_language_and_axe_finds_nothing(opened, tag):
    place = list(LANGUAGES).index(tag)
    for path in [f"/?{AT}", f"/?{AT}&events=month", *PAGES]:
        page = settled(
            opened((LANGUAGES[tag] + path).replace("/?", "?") if path.startswith("/?") else LANGUAGES[tag] + path)
        )
        assert page.one("html").get_attribute("lang") == tag
        if path in PAGES:
            assert page.one("#main h1").text.startswith(PAGES[path][place])
        assert (path, page.violations(AXE, ())) == (path, [])
        if tag != "en":
            assert (path, page.driver.execute_script(MISMARKED)) == (path, [])


def test_every_internal_link_of_every_kind_of_page_leads_to_a_page(opened, site):
    links = "return [...document.querySelectorAll('a')].map(({ href }) => href.split('#')[0])"
    ours = set()
    for path, names in PAGES.items():
        page = settled(opened(path + ("&" if "?" in path else "?") + AT if "gone" not in names[0] else path))
        ours |= {each for each in page.driver.execute_script(links) if each.startswith(site)}
    assert len(ours) > 100
    statuses = page.driver.execute_async_script(
        "Promise.all(arguments[0].map((each) => fetch(each, { headers: { Accept: 'text/html' } }).then(({ status }) => [each, status])))"
        ".then(arguments[1])",
        [each for each in ours if not any(urlsplit(each).path.endswith(path) for path in MISSING)],
    )
    assert [each for each in statuses if each[1] != 200] == []


def test_a_page_of_blocks_shows_all_thirteen_kinds_in_their_order(opened):
    page = settled(opened(f"/all-blocks?{AT}"))
    kinds = [each.get_attribute("class").removeprefix("block ") for each in page.all(".block")]
    assert kinds == [
        "text-part",
        "quote-block",
        "quote-block",
        "statement-block",
        "call-to-action",
        "call-to-action",
        "cards-block",
        "accordion-block",
        "table-block",
        "people-block",
        "files-block",
        "embed-block",
        "chosen-block",
        "list-block",
        "list-block",
        "contact-block",
    ]
    text, place = text_of(page, "#main"), 0
    for each in BLOCK_TEXTS:
        found = text.find(each, place)
        assert found >= 0, f"{each!r} is not behind {text[max(0, place - 60) : place]!r}"
        place = found + len(each)
    links = {each.text: urlsplit(each.get_attribute("href")).path for each in page.all(".block a")}
    assert links["School of Engineering"] == "/schools/seng"
    assert links["See the programs of science"] == "/schools/ssci"
    assert links["The story of the robot"] == "/news/hong-kong-operation-robot"
    assert links["Hall of the Dial"] == "/places/visited-hall"


BLOCK_TEXTS = [
    *(
        "What there is to read",
        "what the School of Engineering does",
        "second point",
        "bright hours only",
        "An old dial",
    ),
    *(
        "Said by somebody we know",
        "Chan Siu Ming",
        "The shadow tells the time",
        "Where the sun shines",
        "Ready to come",
    ),
    *("See the programs of science", "Elsewhere on the web", "Where to go next", "The story of the robot"),
    *("It works on the lunar surface", "Another site entirely", "A card that leads nowhere", "Questions and answers"),
    *("How do I read a dial", "By its shadow", "Hours of the shadow", "Length of shadow", "short and sharp"),
    *("People to know", "Prof. Chan Siu Ming", "Keeper of the dial", "Associate Professor", "A plan of the dial"),
    *("PDF of two pages", "The DSE Squad", "January 5, 2026", "An event that is embedded", "Chosen by hand"),
    *("School of Business and Management", "HKUST Commences Preparations", "November 19, 2025", "Visionary"),
    *(
        "The newest stories",
        "Operation Robot",
        "December 18, 2025",
        "Naming Ceremony",
        "Events to come",
        "AEF Civic Fellow",
    ),
    *("Whom to ask", "Chan Siu Ming", "Hall of the Dial", "dial@example.org", "+852 2358 6000", "A page below"),
]


def test_a_person_and_a_place_show_what_is_known_of_them(opened):
    person = text_of(opened("/people/visited-person"), "#main")
    for each in (
        "Keeper of the hours",
        "Has read dials",
        "keeper@example.org",
        "+852 2358 6001",
        "Hall of the Dial",
        "Pages of their own",
        "School of Engineering",
    ):
        assert each in person
    place = text_of(opened("/zh-hant/places/visited-hall"), "#main")
    for each in ("1 Shadow Road", "地圖", "開放時間", "星期一–星期五", "09:00 – 17:30", "Room of the Hours"):
        assert each in place


def test_an_event_says_what_it_is_about_what_it_costs_and_how_to_register(opened):
    page = settled(opened("/events/visited-talk?at=2025-10-02T09:00"))
    text = text_of(page, "#main")
    for each in (
        "Why they are always right.",
        "Admission For students Free",
        "For guests HK$120.50",
        "Registration is required. Registration ends on October 19, 2025 at 6:00 PM. 80 places.",
        "Register",
        "Chan Siu Ming",
        "Hall of the Dial",
    ):
        assert each in text
    assert page.violations(AXE, ()) == []
    text = text_of(settled(opened("/zh-hant/events/visited-talk?at=2025-09-15T09:00")), "#main")
    assert "入場 學生 免費 For guests HK$120.50" in text
    assert "必須登記。 2025年10月1日 上午9:00 開始登記。 2025年10月19日 下午6:00 截止登記。 名額 80 個。" in text
    assert page.driver.execute_script(MISMARKED) == []


def test_a_story_says_when_it_was_updated_and_where_to_read_on(opened):
    page = settled(opened("/news/story-with-more?at=2025-10-15T09:00"))
    text = text_of(page, "#main")
    assert "October 2, 2025 · updated October 5, 2025" in text
    assert "See also A story that has ended October 1, 2025 A talk on dials All kinds of blocks" in text
    assert page.violations(AXE, ()) == []


def test_a_page_in_a_language_that_its_entry_lacks_is_served_in_one_that_it_has_and_says_so(opened, site):
    page = settled(opened("/events/dse-squad"))
    page.one(".languages a[lang='zh-Hans']").click()
    page.until(lambda: page.one("html").get_attribute("lang") == "zh-Hans")
    page.until(lambda: page.one("#main h1").text == "DSE 特攻隊")
    assert page.driver.current_url == f"{site}/zh-hans/events/dse-squad"
    assert page.one("#main h1").get_attribute("lang") == "zh-Hant"
    assert page.one(".breadcrumbs [aria-current]").find_element("xpath", "..").get_attribute("lang") == "zh-Hant"
    assert page.one(".languages [aria-current]").get_attribute("lang") == "zh-Hans"
    assert "时间" in page.one("#main dl").text  # the frontend's own words are in the language of the page
    page.one(".languages a[lang='en']").click()
    page.until(lambda: page.one("#main h1").text == "The DSE Squad DSE 特攻隊")
    assert page.driver.current_url == f"{site}/events/dse-squad"


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/old-engineering", "/schools/seng"),
        ("/zh-hant/old-engineering?q=1", "/zh-hant/schools/seng?q=1"),
        ("/Schools//SENG/", "/schools/seng"),
    ],
)
def test_an_old_address_leads_to_the_new_one(opened, site, path, there):
    page = opened(path)
    assert page.driver.current_url == site + there


def test_an_old_address_is_followed_within_the_frontend_and_leaves_no_step_in_history(opened, site):
    page = opened("/departments/chem")
    page.driver.execute_script("window.stays = true")
    link = "const a = document.createElement('a'); a.href = '/old-engineering'; document.body.append(a); a.click()"
    page.driver.execute_script(link)
    page.until(lambda: page.one("#main h1").text == "School of Engineering")
    assert page.driver.current_url == f"{site}/schools/seng"
    page.driver.back()
    page.until(lambda: page.one("#main h1").text == "Department of Chemistry")
    assert page.driver.execute_script("return window.stays")


def test_what_is_gone_was_there_when_it_was_public(opened):
    page = opened("/zh-hant/news/story-that-ended")
    assert page.one(".missing .kicker").text == "410"
    assert opened("/zh-hant/news/story-that-ended?at=2025-10-15T09:00").one("#main h1").text == "已完結的故事"


def test_languages_are_switched_by_alternates_back_and_forth(opened, site):
    page = opened("/news/new-medical-school?since=2025-11-20T00:00")
    before = text_of(settled(page), "#main")
    for tag, path in [
        ("zh-Hans", "/zh-hans"),
        ("zh-Hant", "/zh-hant"),
        ("en", ""),
        ("zh-Hant", "/zh-hant"),
        ("en", ""),
    ]:
        page.one(f".languages a[lang='{tag}']").click()
        page.until(lambda tag=tag: page.one("html").get_attribute("lang") == tag)
        assert unquote(page.driver.current_url) == f"{site}{path}/news/new-medical-school?since=2025-11-20T00:00"
        heading = PAGES["/news/new-medical-school"][list(LANGUAGES).index(tag)]
        page.until(lambda heading=heading: page.one("#main h1").text.startswith(heading))
    page.until(lambda: text_of(page, "#main") == before)


def test_the_time_is_chosen_in_its_dialog(opened):
    page = opened("/schools/smed")
    page.click("Time")
    page.one("dialog[open] input[name='at']")
    script = "for (const [name, value] of Object.entries(arguments[0])) document.querySelector(`dialog input[name=${name}]`).value = value"
    page.driver.execute_script(script, {"at": "2025-12-31T00:00", "since": "2025-11-01T00:00"})
    page.click("Show the page of then")
    page.until(lambda: page.all(".changes li"))
    assert unquote(page.driver.current_url).endswith("/schools/smed?at=2025-12-31T00:00&since=2025-11-01T00:00")
    assert page.one(".time-button").text == "As of December 31, 2025 at 12:00 AM"
    page.click("As of")
    page.type(Keys.ESCAPE)
    page.until(lambda: not page.all("dialog"))
    page.click("As of")
    page.click("Now")
    page.until(lambda: page.driver.current_url.endswith("/schools/smed"))


def test_a_page_is_asked_for_while_its_link_is_pointed_at(opened):
    page = settled(opened(f"/?{AT}"))
    requested(page)
    link = page.one("#news .card h3 a")
    page.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", link)
    ActionChains(page.driver).move_to_element(link).perform()
    asked = []

    def pointed():
        asked.extend(unquote(each) for each in requested(page) if "documentId" in each)
        return asked

    page.until(pointed)
    assert '"path":"/news/new-medical-school"' in asked[0]
    asked.clear()
    link.click()
    page.until(lambda: page.one("#main h1").text.startswith("HKUST Commences"))
    asked.extend(unquote(each) for each in requested(page) if "documentId" in each)
    assert [each for each in asked if '"path":"/news/new-medical-school"' in each] == []


@pytest.fixture
def network(browser):
    """Change what the network does; in the end it is as before."""

    def change(**conditions):
        given = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1, **conditions}
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", given)

    yield change
    change()
    browser.get_log("browser")


def test_without_a_network_the_page_says_so_and_what_was_loaded_stays(opened, network, browser):
    page = settled(opened("/schools/seng"))
    network(offline=True)
    page.until(lambda: "You are offline" in page.one(".offline").text)
    assert page.one("#main h1").text == "School of Engineering"
    page.driver.execute_script("document.querySelector('aside a, .related a').click()")
    page.until(lambda: page.all("[role='alert']"))
    assert "could not be loaded" in page.one("[role='alert']").text
    assert page.violations(AXE, ()) == []
    network()
    page.until(lambda: not page.all(".offline"))
    page.until(lambda: not page.all("[role='alert']"))
    browser.get_log("browser")


def test_a_page_that_takes_long_says_that_it_is_loading(opened, network):
    page = settled(opened("/"))
    network(latency=1_500)
    page.driver.execute_script("document.querySelector('.goals a').click()")
    page.until(lambda: [each.text for each in page.all("[role='status'].loading")] == ["Loading …"])
    network()
    page.until(lambda: page.one("#main h1").text == "No Poverty")


def test_what_is_not_found_says_so(opened):
    page = settled(opened("/search?q=zzqqxx"))
    assert "Nothing was found." in text_of(page, "#main")
    assert page.violations(AXE, ()) == []


def test_the_keyboard_goes_through_a_page_in_the_order_in_which_it_is_read(opened):
    page = settled(opened(f"/?{AT}"))
    focused = "const e = document.activeElement; return (e.placeholder || e.textContent).trim()"
    order = []
    for _ in range(70):
        page.type(Keys.TAB)
        order.append(page.driver.execute_script(focused))
    assert order[0] == "Skip to main content"
    expected = [
        "EN",
        "As of",
        "About HKUST",
        "Innovation & Entrepreneurship",
        "What are you looking for?",
        "Search",
        "Medical School",
        "Our Firsts",
        "HKUST Commences",
    ]
    places = [next(place for place, each in enumerate(order) if each.startswith(name)) for name in expected]
    assert places == sorted(places)
    shown = "const { left, top, width } = document.activeElement.getBoundingClientRect(); return width > 0 && top >= 0 && left >= 0"
    assert page.driver.execute_script(shown)


def test_the_link_to_skip_leads_to_the_content(opened):
    page = settled(opened("/schools/seng"))
    page.type(Keys.TAB)
    page.type(Keys.ENTER)
    page.until(lambda: page.driver.execute_script("return document.activeElement.id") == "main")


def test_menus_open_and_close_by_the_keyboard(opened):
    page = settled(opened("/"))
    summary = page.one(".primary summary")
    summary.send_keys(Keys.ENTER)
    page.until(lambda: page.one(".primary .panel").is_displayed())
    page.type(Keys.TAB)
    assert page.driver.execute_script("return Boolean(document.activeElement.closest('.panel'))")
    page.type(Keys.ESCAPE)
    page.until(lambda: not page.one(".primary .panel").is_displayed())
    assert page.driver.execute_script("return document.activeElement.localName") == "summary"
