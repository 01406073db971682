"""The sign-in page in a real Chromium: without JavaScript, in three languages, and from GraphiQL and back."""

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from browsing import Page, chromium, require
from conftest import connection_to
from selenium.webdriver.common.by import By
from signing_in import EMAIL, PASSWORD, bearer
from visiting import serving

from delivery.access.words import WORDS
from delivery.edge.graphiql import BUILT
from delivery.message_languages import LANGUAGES
from delivery.settings import PROJECT
from models.access import passwords, people, tokens
from models.access.actors import COMMAND_LINE
from models.access.roles import HeldRole
from models.access.tables import Session
from models.instants import to_microseconds

AXE = PROJECT / "web" / "node_modules" / "axe-core" / "axe.min.js"
DAY = 24 * 3_600_000_000


@pytest.fixture(scope="module")
def site(engines):
    """The address of a server with one person, and what a program may ask by."""
    with engines("sqlite").copy() as url, connection_to(url):
        now = to_microseconds(datetime.now(UTC))
        ada = people.add(EMAIL, "Ada", [HeldRole("admin")], COMMAND_LINE, now)
        passwords.set_password(ada, PASSWORD, COMMAND_LINE, now)
        _, secret = tokens.create(ada, "graphiql", people.grants_of(ada), now + DAY, now, COMMAND_LINE)
        with serving(url) as address:
            yield address, secret


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture
def page(browser, site):
    """A page of who has not signed in; in the end nothing may have complained, nor any other host been asked."""
    address, _ = site
    Session.delete().execute()
    browser.get("about:blank")
    browser.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    browser.get_log("browser")
    page = Page(browser, f"{address}/sign-in?to=/sign-in")
    yield page
    assert [each for each in page.complaints() if "status of 422" not in each] == []
    assert page.hosts() <= {urlsplit(address).netloc}


@pytest.fixture
def without_scripts(browser):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def fill_in(page, password):
    page.one("#email").clear()
    page.one("#email").send_keys(EMAIL)
    page.one("#password").send_keys(password)
    page.one("form[action='/sign-in'] button").click()


def text(page):
    return page.one("main").text


def sees(page, words):
    return page.until(lambda: words in text(page))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_person_signs_in_and_out_without_javascript(page, without_scripts, site, tag):
    words = WORDS[tag]
    page.driver.find_element(By.CSS_SELECTOR, f"nav a[lang='{tag}']").click()
    assert page.until(lambda: page.one("html").get_attribute("lang") == tag)
    fill_in(page, "a wrong password")
    assert sees(page, words["WRONG"])
    assert page.one("html").get_attribute("lang") == tag
    assert page.one("#email").get_attribute("value") == EMAIL
    assert page.one("#password").get_attribute("value") == ""
    assert page.driver.switch_to.active_element.get_attribute("id") == "problem"
    assert page.driver.title.startswith(words["error"])
    fill_in(page, PASSWORD)
    assert sees(page, EMAIL)
    page.driver.find_element(By.CSS_SELECTOR, f"nav a[lang='{tag}']").click()
    assert sees(page, words["signed_in"].format(name=EMAIL))
    page.one("form[action='/sign-out'] button").click()
    page.one("#email")
    assert page.one("html").get_attribute("lang") == tag
    assert Session.select().count() == 0


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_page(page, site, tag, scheme):
    require(AXE.exists(), "axe-core is missing: make web")
    address, _ = site
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.driver.get(f"{address}/sign-in?locale={tag}&to=/sign-in")
    assert page.driver.switch_to.active_element.get_attribute("id") == "email"
    assert page.violations(AXE, []) == []
    fill_in(page, "a wrong password")
    assert sees(page, WORDS[tag]["WRONG"])
    assert page.violations(AXE, []) == []
    fill_in(page, PASSWORD)
    assert sees(page, EMAIL)
    assert page.violations(AXE, []) == []
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_form_is_labelled_and_known_to_password_managers(page):
    named = {each.get_attribute("autocomplete"): each.accessible_name for each in page.all("input:not([type=hidden])")}
    assert named == {"username": "Email address", "current-password": "Password"}
    with page.phone():
        for each in page.all("input:not([type=hidden]), button"):
            assert page.is_reachable(each)


def test_no_script_reads_the_session(page, site):
    fill_in(page, PASSWORD)
    assert sees(page, EMAIL)
    assert page.driver.execute_script("return document.cookie") == ""
    assert "sundial_session" in {each["name"] for each in page.driver.get_cookies()}


# GraphiQL


@pytest.fixture
def graphiql(page, site):
    require((BUILT / ".vite" / "manifest.json").exists(), "GraphiQL is not built: make web")
    page.driver.get(f"{site[0]}/graphql")
    return page.ready()


def stored(page):
    return page.driver.execute_script("return JSON.stringify(localStorage)")


def test_graphiql_leads_to_signing_in_and_back(graphiql, site):
    address, _ = site
    graphiql.open(f"{address}/graphql?query=%7B__typename%7D")
    graphiql.one("a.person").click()
    fill_in(graphiql, PASSWORD)
    assert graphiql.one(".person-name").text == EMAIL
    assert graphiql.driver.current_url == f"{address}/graphql?query=%7B__typename%7D"
    graphiql.click("Execute query")
    assert graphiql.shows('"costLimit": 50000')
    graphiql.click("Sign out")
    assert graphiql.until(lambda: graphiql.all("a.person"))
    graphiql.one("[aria-label='Operation Editor'] .view-lines")
    graphiql.click("Execute query")
    assert graphiql.shows('"__typename": "Query"')
    assert "costLimit" not in graphiql.answer
    assert EMAIL not in stored(graphiql)
    assert Session.select().count() == 0


def test_graphiql_sends_a_token_that_was_typed_and_stores_none(graphiql, site):
    address, secret = site
    graphiql.open(f"{address}/graphql?query=%7B__typename%7D")
    graphiql.click("Headers")
    model = "window.__MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith('request-headers.json'))"
    graphiql.until(lambda: graphiql.driver.execute_script(f"return Boolean(window.__MONACO && {model})"))
    graphiql.driver.execute_script(f"{model}.setValue(arguments[0])", json.dumps(bearer(secret)))
    graphiql.click("Execute query")
    assert graphiql.shows('"costLimit": 50000')
    graphiql.until(lambda: "graphiql:queries" in stored(graphiql))
    assert secret not in stored(graphiql)
    assert "Authorization" not in stored(graphiql)


def test_everybody_can_use_what_graphiql_says_of_who_signed_in(graphiql, site):
    require(AXE.exists(), "axe-core is missing: make web")
    assert graphiql.one("a.person").accessible_name == "Sign in"
    with graphiql.phone():
        assert graphiql.is_reachable(graphiql.one("a.person"))
    graphiql.one("a.person").click()
    fill_in(graphiql, PASSWORD)
    graphiql.ready()
    found = graphiql.violations(AXE, [])
    assert [each for each in found if "person" in str(each)] == []
    with graphiql.phone():
        assert graphiql.is_reachable(graphiql.button("Sign out"))
