"""The dashboard as visitors and editors use it, in a real Chromium."""

from visiting import AT, AXE


def test_the_dashboard_draws_its_charts_and_gives_each_as_a_table(opened, site):
    page = opened(f"/dashboard?{AT}&list=programs")
    page.until(lambda: len(page.all(".figure canvas")) >= 5)
    for each in page.all(".figure button"):
        each.click()
    page.until(lambda: len(page.all(".figure table")) >= 6)
    rows = [row.text.rsplit(" ", 1) for row in page.all("section:has(button[aria-label='Table: By school']) tbody tr")]
    assert rows[0] == ["School of Business and Management", "30"]
    assert page.violations(AXE, ()) == []


def test_every_table_of_the_dashboard_is_there_as_csv(opened):
    page = opened(f"/dashboard?{AT}&list=programs&school=seng")
    page.until(lambda: len(page.all("a[download]")) >= 7)
    got = page.driver.execute_async_script(
        "Promise.all([...document.querySelectorAll('a[download]')].map((each) => fetch(each.href)"
        ".then(async (answer) => [answer.status, (await answer.text()).split('\\r\\n')[0]]))).then(arguments[0])"
    )
    assert {status for status, _ in got} == {200}
    assert not any("__typename" in head.replace("keys.entry.__typename", "") for _, head in got)
    assert page.one(".list-title").text == "Programs: 25"


def test_the_filters_of_the_dashboard_are_in_its_address(opened):
    page = opened(f"/dashboard?{AT}")
    page.until(lambda: page.one(".list-title").text == "Stories: 3")
    page.until(lambda: len(page.all("select[name='school'] option")) > 5)
    page.driver.find_element("css selector", "select[name='school'] option[value='smed']").click()
    page.until(lambda: page.one(".list-title").text == "Stories: 1")
    assert "school=smed" in page.driver.current_url
    page.driver.back()
    page.until(lambda: page.one(".list-title").text == "Stories: 3")
