"""Clients with normalised caches: what they show is what the server said, each language and instant as it was read.

Apollo Client, urql's graphcache and Relay, their own code from npm, on a real server. `tests/clients/cases.mjs` says
what they are put through.
"""

from datetime import datetime

import client_programs
import pytest
from conftest import ZONE, connection_to, write_edition
from servers import serving

import models
from models.edition_values import stored_editions
from models.instants import to_microseconds

PLANNED, OPENED = (to_microseconds(datetime(2025, 11, day, tzinfo=ZONE)) for day in (1, 19))


@pytest.fixture(scope="module")
def compiled():
    """Let Relay's compiler read its operations, with the committed schema."""
    client_programs.install_from_npm()
    client_programs.run("node", "compile.mjs")


@pytest.fixture(scope="module")
def address(engines):
    """A server of the fixtures, with a school that had another name before."""
    sqlite = engines("sqlite")
    with connection_to(sqlite.create(sqlite.loaded)) as url:
        [school] = [each for each in stored_editions(models.School) if each.values["slug"] == "smed"]
        name = {"en": "Medical School Office", "zh-Hant": "醫學院籌備處"}
        state = {**school.values, "name": name, "live_from": PLANNED, "live_until": OPENED}
        write_edition(models.School, school.entry, 2, state, "editor")
    with serving(url, SUNDIAL_REQUEST_LOG="off") as (server, _):
        yield f"{server}/graphql"


@pytest.fixture(scope="module", params=["apollo", "urql", "relay"])
def client(request, compiled, address):
    """What a client showed in each case, and what it complained of."""
    return client_programs.ask("node", f"{request.param}.mjs", address)


@pytest.fixture
def seen(client):
    """What was shown; in every case it must be what the server said."""

    def case(name):
        found = client["seen"][name]
        assert "failed" not in found, found
        assert found["shown"] == found["server"]
        assert found.get("asked", found["server"]) == found["server"]
        return found

    return case


def test_two_languages_stand_side_by_side_in_one_operation(seen):
    shown = seen("sideBySide")["shown"]
    names = {
        key: [school["name"], *(each["name"] for each in school["departments"]["nodes"])]
        for key, school in shown.items()
    }
    assert names == {
        "en": [
            "School of Engineering",
            "Department of Chemical and Biological Engineering",
            "Department of Civil and Environmental Engineering",
        ],
        "zh": ["工學院", "化學及生物工程學系", "土木及環境工程學系"],
    }


def test_a_list_is_in_its_language_after_it_was_read_in_others(seen):
    shown = seen("lists")["shown"]
    names = [
        [school["name"] for story in each["newsStories"]["nodes"] for school in story["schools"]] for each in shown
    ]
    assert names == [["School of Engineering"], ["工學院"], ["工学院"]]
    assert len({story["title"] for each in shown for story in each["newsStories"]["nodes"]}) == 4


def test_what_is_fetched_behind_a_page_does_not_change_it(seen):
    found = seen("prefetched")
    assert found["watched"]
    assert all(each == found["server"] for each in found["watched"])


def test_two_instants_stand_side_by_side_in_one_operation(seen):
    shown = seen("instantsSideBySide")["shown"]
    assert {key: school["name"] for key, school in shown.items()} == {
        "before": "Medical School Office",
        "after": "School of Medicine",
        "now": "School of Medicine",
    }


def test_an_entry_is_as_of_its_instant_after_it_was_read_at_others(seen):
    names = [each["school"]["name"] for each in seen("instants")["shown"]]
    assert names == ["Medical School Office", "School of Medicine", "School of Medicine"]


def test_the_whole_homepage_is_shown_in_two_languages(seen):
    english, chinese = (each["homepage"] for each in seen("homepage")["shown"])
    assert (english["site"]["name"], chinese["site"]["name"]) == (
        "The Hong Kong University of Science and Technology",
        "香港科技大學",
    )
    assert len(english) == len(chinese) == 12


def test_a_page_fetched_again_by_its_id_and_its_next_pages_stay_in_their_language_and_order(seen):
    found = seen("pages")
    assert found["again"] == found["shown"]["zh"][:3]
    assert found["shown"]["en"] == [
        "School of Engineering",
        "Department of Chemical and Biological Engineering",
        "Department of Civil and Environmental Engineering",
    ]
    school, *departments = found["shown"]["zh"]
    assert school == "工學院"
    assert set(departments) == {
        "化學及生物工程學系",
        "土木及環境工程學系",
        "工業工程及決策分析學系",
        "機械及航空航天工程學系",
        "計算機科學及工程學系",
        "電子及計算機工程學系",
    }
    assert len(departments) == 6


@pytest.mark.parametrize(("case", "total"), [("programs", 81), ("schoolPrograms", 25)])
def test_all_pages_of_a_list_are_joined_in_the_cache_in_chinese(seen, case, total):
    shown = seen(case)["shown"]
    names = dict(shown["names"])
    assert (shown["total"], len(shown["names"]), len(names), shown["more"]) == (total, total, total, False)
    assert names["beng-cpeg"] == "工學士(計算機工程學)"


def test_a_root_field_that_fails_leaves_the_client_the_others(client):
    failing = client["seen"]["failing"]
    assert failing["shown"] == {"newsStories": None, "tags": {"totalCount": 8}}
    assert failing["messages"] == ["This is not a cursor of Sundial."]


def test_no_cache_complains(client):
    assert client["warnings"] == []


@pytest.mark.parametrize("client", ["relay"], indirect=True)
def test_relay_throws_for_the_field_that_failed_and_takes_the_others_for_non_null(client):
    stories, tags = client["seen"]["failing"]["thrown"]
    assert stories.startswith("Relay: Unexpected response payload")
    assert tags is None
    types = (client_programs.CLIENTS / "build" / "types" / "Stale_tags.graphql.ts").read_text(encoding="utf-8")
    assert "readonly tags: {\n    readonly totalCount: number;\n  };" in types
