"""The site of a database: one of the entries of type Site, and whatever sections it has."""

import json

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, instant

from fixtures.files import shown_at
from fixtures.loading import check_folder, load_folder
from fixtures.problems import ContentInvalid
from models.edition import content_types
from schema.building import FIELD_NAMES
from server import create_app

SITES = """
entries:
  - {slug: alpha, name: {en: Alpha}, live_from: 2025-01-01T00:00:00+08:00, live_until: 2026-06-01T00:00:00+08:00}
  - {slug: beta, name: {en: Beta}, live_from: 2025-01-01T00:00:00+08:00}
"""


@pytest.fixture
def site(empty, tmp_path):
    """Ask for the slug of the site of a database with some files, with settings and at an instant."""

    def site(at=SHOWN_AT, **settings):
        client = create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN, **settings}, clock=lambda: at).test_client()
        found = asker(client)("{ homepage { site { slug } } }")["homepage"]["site"]
        return found and found["slug"]

    def load(text):
        (tmp_path / "site.yaml").write_text(text, encoding="utf-8")
        load_folder(ZONE, tmp_path)

    site.load = load
    return site


def test_a_database_without_a_site_has_a_homepage_without_one(site):
    assert site() is None


def test_the_site_is_the_one_that_is_live(site):
    site.load("entries: [{slug: mine, name: {en: Mine}, live_from: 2025-01-01T00:00:00+08:00}]")
    assert site() == "mine"
    assert site(at=instant("2024-01-01T00:00:00+08:00")) is None


def test_of_several_sites_it_is_the_first_that_is_live(site):
    site.load(SITES)
    assert site() == "alpha"
    assert site(at=instant("2026-06-01T00:00:00+08:00")) == "beta"


def test_of_several_sites_a_setting_names_one(site):
    site.load(SITES)
    assert site(SUNDIAL_SITE="beta") == "beta"
    assert site(SUNDIAL_SITE="alpha", at=instant("2026-06-01T00:00:00+08:00")) is None
    assert site(SUNDIAL_SITE="gamma") is None


def test_every_entry_of_every_type_can_be_asked_for():
    assert set(FIELD_NAMES) == set(content_types())


def test_a_section_with_a_slug_of_its_own_is_read(asking):
    live = "live_from: 2025-01-01T00:00:00+08:00"
    ask = asking(
        homepage_section=f"entries: [{{slug: people, heading: {{en: Our people}}, news_stories: [moved], {live}}}]",
        news_story=f"entries: [{{slug: moved, title: {{en: We moved}}, published_on: 2025-01-01, {live}}}]",
    )
    expected = {"slug": "people", "heading": "Our people", "newsStories": [{"title": "We moved"}]}
    fields = "slug heading newsStories { title }"
    assert ask(f'{{ homepageSection(slug: "people") {{ {fields} }} }}') == {"homepageSection": expected}
    assert ask(f"{{ homepageSections {{ nodes {{ {fields} }} }} }}") == {"homepageSections": {"nodes": [expected]}}


def opening(url, folder):
    """Return the variables with which GraphiQL opens for the content of a folder."""
    client = create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_CONTENT": str(folder), **PLAIN}).test_client()
    page = client.get("/graphql", headers={"Accept": "text/html"}).text
    return json.loads(page.partition('id="opening">')[2].partition("</script>")[0])["tabs"][0]["variables"]


def test_graphiql_opens_as_of_the_instant_that_the_content_shows_or_now(empty, tmp_path):
    assert opening(empty, tmp_path) == {"locale": "EN"}
    (tmp_path / "about.yaml").write_text("shown_at: 2027-03-01T08:00:00", encoding="utf-8")
    assert opening(empty, tmp_path) == {"locale": "EN", "asOf": "2027-03-01T08:00:00+08:00"}
    assert load_folder(ZONE, tmp_path).added == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("shown_at: soon", "about.yaml: shown_at: must be an instant"),
        ("shown: 2027-03-01T08:00:00", "about.yaml: may hold `shown_at:` and `source:`, nothing else"),
        ("[]", "about.yaml: may hold `shown_at:` and `source:`, nothing else"),
    ],
)
def test_what_a_folder_says_of_itself_is_checked(tmp_path, text, reason):
    (tmp_path / "about.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        shown_at(ZONE, tmp_path)
    assert list(map(str, caught.value.problems)) == [reason]
    with pytest.raises(ContentInvalid, match=r"about\.yaml"):
        check_folder(ZONE, tmp_path)
