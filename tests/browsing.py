"""A real Chromium without a screen, and GraphiQL's page as a person sees and uses it."""

import json
import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",  # decides in which order a date is typed
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # a page that needs another host shows it
]
LOST = "does not belong to the document"
"""What Chromium's driver says of an element of the page before, where it should say that the element is stale."""
PATIENCE = 30
"""Seconds that anything on the page may take."""


def require(is_there, missing):
    """Skip a test for what this machine has not got; in CI it fails."""
    if not is_there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


REACHABLE = """
    const [element] = arguments;
    element.scrollIntoView({ block: "center" });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight && right > left && element.contains(at);
"""
VIOLATIONS = """
    const [options, done] = arguments;
    axe.run({ exclude: [".monaco-editor"] }, options).then(({ violations }) => done(violations));
"""


@contextmanager
def chromium(folder):
    """Run Chromium with a profile of its own in *folder*."""
    require(CHROMIUM and DRIVER, "the browser is missing: install chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in [*ARGUMENTS, f"--user-data-dir={folder}"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


class Page:
    """GraphiQL in a browser."""

    def __init__(self, driver, address):
        self.driver = driver
        driver.get_log("performance")  # what the browser did before is not the page's
        driver.get(address)

    def ready(self):
        """Wait until the schema is known and the reading can be chosen."""
        self.until(
            lambda: self.all(".reading select:enabled") and self.all("[aria-label='Show Documentation Explorer']")
        )
        return self

    def open(self, address):
        """Open another address; wait until the editors are there."""
        self.driver.get(address)
        self.one("[aria-label='Operation Editor'] .view-lines")
        self.one("[aria-label='Variables'] .view-lines")
        return self

    def until(self, condition):
        """Wait for a condition; return what it gave.

        While one page gives way to another, the driver may find an element that the document has lost already.
        """

        def given(_):
            try:
                return condition()
            except WebDriverException as error:
                if isinstance(error, StaleElementReferenceException) or LOST in str(error.msg):
                    return None
                raise

        return WebDriverWait(self.driver, PATIENCE, 0.1).until(given)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.until(lambda: self.all(selector))[0]

    def button(self, label):
        """Find the button with this name."""
        return self.until(lambda: [each for each in self.all("button") if each.accessible_name.startswith(label)])[0]

    def click(self, label):
        self.button(label).click()

    def lines(self, place):
        """Read what an editor shows, in one line."""
        return " ".join(self.one(f"{place} .view-lines").text.replace("\N{MIDDLE DOT}", " ").split())

    @property
    def query(self):
        return self.lines("[aria-label='Operation Editor']")

    @property
    def variables(self):
        """What the editor of variables says; `None` while it is no JSON."""
        try:
            return json.loads(self.lines("[aria-label='Variables']"))
        except ValueError:
            return None

    def write_query(self, text):
        """Type an operation in place of the one that the editor has."""
        self.one("[aria-label='Operation Editor'] .view-lines").click()
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self.type(Keys.DELETE)
        self.type(text)

    def tabs(self):
        return [tab.text for tab in self.all(".graphiql-tab-button")]

    def active_tab(self):
        return self.one(".graphiql-tab-active .graphiql-tab-button").text

    def types(self):
        return [link.text for link in self.all(".graphiql-doc-explorer-type-name")]

    @contextmanager
    def phone(self):
        """Show the page as a phone does."""
        size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def is_reachable(self, element):
        """Tell whether an element is in the window once it is scrolled to, in its whole width, and takes a click."""
        return self.driver.execute_script(REACHABLE, element)

    def violations(self, axe, disabled):
        """List what axe-core finds on the page; the texts of the editors have the colours of monaco."""
        self.driver.execute_script(axe.read_text(encoding="utf-8"))
        rules = {name: {"enabled": False} for name in disabled}
        found = self.driver.execute_async_script(VIOLATIONS, {"rules": rules})
        return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]

    def write_variables(self, text):
        """Put a text into the editor of variables, as pasting does; typing would close brackets and complete names."""
        model = "window.__MONACO?.editor.getModels().find(({ uri }) => uri.path.endsWith('variables.json'))"
        self.until(lambda: self.driver.execute_script(f"return Boolean({model})"))
        self.driver.execute_script(f"{model}.setValue(arguments[0])", text)

    @property
    def answer(self):
        return self.lines(".graphiql-response")

    def shows(self, text):
        """Wait until the answer shows a text."""
        return self.until(lambda: text in self.answer)

    def type(self, *keys):
        """Press keys where the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def complete(self):
        """Ask the editor for completions, and take the first one."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.SPACE).key_up(Keys.CONTROL).perform()
        self.one(".suggest-widget.visible .monaco-list-row.focused")
        self.type(Keys.ENTER)

    def choose_locale(self, locale):
        Select(self.one(".reading select")).select_by_visible_text(locale)

    def choose_time(self, keys):
        field = self.one(".reading input")
        field.click()
        field.send_keys(keys)

    def hosts(self):
        """List the hosts that the browser has asked since the page was opened."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return {urlsplit(url).netloc for url in urls if urlsplit(url).scheme not in {"data", "blob", "chrome"}}

    def complaints(self):
        """List what the console says that is no information."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in {"WARNING", "SEVERE"}]
