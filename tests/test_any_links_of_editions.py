"""Links of editions to entries of several types, of a type of a site's own: followed, and asked for by conditions."""

import json

import pytest
import yaml
from evolving import Site

MODELS = (
    ("from models.links import Link, Links", "from models.links import AnyLink, AnyLinks, Link, Links"),
    (
        '    head = Link("Colleague", backlink="headed_clubs", null=True)',
        (
            '    head = Link("Colleague", backlink="headed_clubs", null=True)\n'
            '    pinned = AnyLink(null=True, backlink="pinning")\n'
            '    shown = AnyLinks("School", "NewsStory", backlink="showing", at_most=3)'
        ),
    ),
)
SCHEMA = (
    ("@content_type(models.Club)", '@content_type(models.Club, filters=("pinned", "shown"))'),
    (
        '    """Who leads it."""',
        (
            '    """Who leads it."""\n    pinned: Linked["Entry"]\n    """What it is proud of."""\n'
            '    shown: LinkedList["Entry"]\n    """What it shows."""'
        ),
    ),
)
CLUBS = """
defaults: {live_from: 2026-01-01T00:00:00}
entries:
  - slug: chess
    name: {en: Chess}
    pinned: Colleague/ada
    shown: [NewsStory/soon, School/seng, NewsStory/old]
  - slug: go
    name: {en: Go}
    pinned: NewsStory/soon
    shown: [NewsStory/old, School/seng]
  - slug: bridge
    name: {en: Bridge}
    pinned: Club/go
"""
STORIES = """
defaults: {live_from: 2026-01-01T00:00:00, published_on: 2026-01-01}
entries:
  - {slug: old, title: {en: Old}}
  - {slug: soon, title: {en: Soon}, live_from: 2090-01-01T00:00:00}
"""
PEOPLE = """
defaults: {live_from: 2026-01-01T00:00:00}
entries:
  - {slug: ada, name: {en: Ada}, since: 2020}
"""
SCHOOLS = """
defaults: {live_from: 2026-01-01T00:00:00}
entries:
  - {slug: seng, name: {en: Engineering}, abbreviation: SENG, kind: SCHOOL}
"""
ENTRY = "{ __typename slug ... on Colleague { since } ... on NewsStory { title } ... on School { abbreviation } }"


@pytest.fixture
def site(blank, tmp_path):
    """The site of colleagues and clubs, whose clubs have links to any type, with nothing else in it."""
    made = Site(tmp_path / "site", blank)
    made.rewrite(*MODELS, schema=SCHEMA)
    for path in (made.folder / "content").iterdir():
        path.unlink()
    for name, text in {"club": CLUBS, "news_story": STORIES, "colleague": PEOPLE, "school": SCHOOLS}.items():
        (made.folder / "content" / f"{name}.yaml").write_text(text)
    made.flask("migrate", "migrate new types", "migrate", "content load")
    return made


def asked(site, *queries):
    """Ask in one process."""
    answers = [json.loads(said) for said in site.flask(*(("ask", query) for query in queries))]
    assert [each["errors"] for each in answers if "errors" in each] == []
    return [each["data"] for each in answers]


def slugs(data):
    return [each["slug"] for each in data["clubs"]["nodes"]]


def test_links_to_several_types_are_followed_filtered_and_seen_from_their_targets(site):
    where = "{ clubs(where: %s) { nodes { slug } totalCount } }"
    conditions = {
        '{pinned: {type: {eq: "Colleague"}}}': ["chess"],
        '{pinned: {type: {in: ["Colleague", "Club"]}}}': ["chess", "bridge"],
        '{pinned: {slug: {in: ["GO", "ada"]}, type: {eq: "Club"}}}': ["bridge"],
        "{pinned: {}}": ["chess", "bridge"],
        "{not: {pinned: {}}}": ["go"],
        '{pinned: {entryId: {eq: "nonsense"}}}': [],
        '{shown: {some: {slug: {eq: "seng"}}}}': ["chess", "go"],
        '{shown: {some: {slug: {eq: "soon"}}}}': [],
        '{shown: {none: {type: {eq: "NewsStory"}}}}': ["bridge"],
        '{shown: {every: {type: {eq: "School"}}}}': ["bridge"],
        '{shown: {every: {type: {in: ["School", "NewsStory"]}}}}': ["chess", "go", "bridge"],
        '{shown: {some: {}}, or: [{pinned: {slug: {eq: "ada"}}}, {pinned: {slug: {eq: "go"}}}]}': ["chess"],
    }
    everything, of_school, *found = asked(
        site,
        f"{{ clubs {{ nodes {{ slug pinned {ENTRY} shown {ENTRY} }} }} }}",
        '{ school(slug: "seng") { entryId showing { nodes { slug shown { slug } } totalCount } pinning { totalCount } } '
        'club(slug: "go") { pinning { nodes { slug } } } }',
        *(where % each for each in conditions),
    )
    school = {"__typename": "School", "slug": "seng", "abbreviation": "SENG"}
    old = {"__typename": "NewsStory", "slug": "old", "title": "Old"}
    ada = {"__typename": "Colleague", "slug": "ada", "since": 2020}
    assert everything["clubs"]["nodes"] == [
        {"slug": "chess", "pinned": ada, "shown": [school, old]},
        {"slug": "go", "pinned": None, "shown": [old, school]},
        {"slug": "bridge", "pinned": {"__typename": "Club", "slug": "go"}, "shown": []},
    ]
    assert of_school["school"]["showing"] == {
        "nodes": [
            {"slug": "chess", "shown": [{"slug": "seng"}, {"slug": "old"}]},
            {"slug": "go", "shown": [{"slug": "old"}, {"slug": "seng"}]},
        ],
        "totalCount": 2,
    }
    assert of_school["school"]["pinning"] == {"totalCount": 0}
    assert of_school["club"]["pinning"]["nodes"] == [{"slug": "bridge"}]
    assert {each: slugs(data) for each, data in zip(conditions, found, strict=True)} == conditions
    assert [data["clubs"]["totalCount"] for data in found] == [len(each) for each in conditions.values()]
    [by_id] = asked(site, where % f'{{shown: {{some: {{entryId: {{in: ["{of_school["school"]["entryId"]}"]}}}}}}}}')
    assert slugs(by_id) == ["chess", "go"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[NewsStory/old, School/seng]", "[Colleague/ada]", "must be Type/key of School | NewsStory"),
        ("pinned: Colleague/ada", "pinned: Colleague/bob", "there is no Colleague 'bob'"),
        ("[NewsStory/old, School/seng]", "[School/seng, School/seng]", "links to the same entry twice"),
    ],
)
def test_files_say_only_what_links_may_lead_to(site, old, new, reason):
    path = site.folder / "content" / "club.yaml"
    path.write_text(path.read_text().replace(old, new))
    [(code, said)] = site.run("content check")
    assert code == 1
    assert reason in said


def test_content_comes_back_as_it_was_exported(site):
    [_, said] = site.flask(
        ("content", "export", str(site.folder / "out")), ("content", "load", str(site.folder / "out"))
    )
    assert "0 entries added, 0 changed" in said
    text = (site.folder / "out" / "club.yaml").read_text()
    shown = [each["shown"] for each in yaml.safe_load(text)["entries"] if "shown" in each]
    assert shown == [["NewsStory/soon", "School/seng", "NewsStory/old"], ["NewsStory/old", "School/seng"]]
