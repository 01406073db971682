"""Trees of pages: no page stands below itself, at any instant, or so deep that no path reaches it."""

import pytest
from conftest import ZONE, connection_to

import models
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models.access.actors import Actor
from models.addresses.patterns import DEEPEST
from models.editing import acting, acts
from models.problems import ContentRefused
from server import create_app

ANN = Actor("Ann")

SECOND = 1_000_000


@pytest.fixture
def pages(empty):
    """Make pages by their slugs, each with the slug of the one above it; return their entries."""
    made = {}

    def make(**above):
        for slug, parent in above.items():
            values = {"title": {"en": slug}, "position": 0, "parent": made.get(parent)}
            made[slug] = acts.create(models.Page, slug, values, ZONE, ANN).entry
            acts.publish(models.Page, made[slug], ZONE, ANN)
        return made

    with connection_to(empty):
        yield make


def move(page, parent, **when):
    acts.save(models.Page, page, {"parent": parent}, ZONE, ANN)
    return acts.publish(models.Page, page, ZONE, ANN, **when)


def codes(refused):
    return [each.code for each in refused.value.problems]


def test_a_page_is_not_put_below_itself_nor_below_one_of_those_below_it(pages):
    made = pages(top=None, middle="top", bottom="middle")
    for parent in ("top", "middle", "bottom"):
        with pytest.raises(ContentRefused) as refused:
            move(made["top"], made[parent])
        assert codes(refused) == ["PARENT_CIRCLE"]
        over = {"top": "top > top", "middle": "top > middle > top", "bottom": "top > bottom > middle > top"}[parent]
        [problem] = refused.value.problems
        assert str(problem) == f"parent: stands below itself ({over})"
        assert problem.entries == tuple((made[slug], None) for slug in over.split(" > ")[:-1])
        acts.discard(models.Page, made["top"], ANN)
    move(made["bottom"], made["top"])


def test_a_page_that_would_stand_below_itself_once_something_scheduled_is_live_is_refused(pages):
    made = pages(one=None, two=None)
    soon = acting.now() + 3_600 * SECOND
    move(made["one"], made["two"], at=soon)
    with pytest.raises(ContentRefused) as refused:
        move(made["two"], made["one"])
    assert codes(refused) == ["PARENT_CIRCLE"]


def test_a_page_is_not_rescheduled_to_when_it_would_stand_below_itself(pages):
    made, start = pages(one=None, two=None), acting.now()
    move(made["two"], made["one"], until=start + 3_600 * SECOND)
    scheduled = move(made["one"], made["two"], at=start + 7_200 * SECOND)
    with pytest.raises(ContentRefused) as refused:
        acts.reschedule(models.Page, made["one"], scheduled.version, ANN, at=start + 1_800 * SECOND)
    assert codes(refused) == ["PARENT_CIRCLE"]
    moved = acts.reschedule(models.Page, made["one"], scheduled.version, ANN, at=start + 5_400 * SECOND)
    assert moved.version == scheduled.version


def test_a_page_that_no_path_reaches_is_refused(pages):
    slugs = [f"level-{number}" for number in range(DEEPEST)]
    made = pages(**dict(zip(slugs, [None, *slugs], strict=False)))
    with pytest.raises(ContentRefused) as refused:
        deeper(made[slugs[-1]])
    assert codes(refused) == ["TREE_TOO_DEEP"]


def deeper(parent):
    values = {"title": {"en": "Deeper"}, "position": 0, "parent": parent}
    acts.publish(models.Page, acts.create(models.Page, "deeper", values, ZONE, ANN).entry, ZONE, ANN)


def test_files_whose_pages_stand_below_each_other_are_refused_by_file_entry_and_field(empty, tmp_path):
    text = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: fine, title: {en: Fine}}
  - {slug: one, title: {en: One}, parent: two}
  - {slug: two, title: {en: Two}, parent: one}
  - {slug: below, title: {en: Below}, parent: two}
"""
    (tmp_path / "page.yaml").write_text(text, encoding="utf-8")
    with connection_to(empty):
        with pytest.raises(ContentInvalid) as refused:
            load_folder(ZONE, tmp_path)
        assert not models.Page.select().exists()
    said = str(refused.value)
    assert "page.yaml: one: parent: stands below itself (one > two > one)" in said
    assert "page.yaml: two: parent: stands below itself (two > one > two)" in said
    assert "fine" not in said
    assert "below: parent" not in said


def test_a_redirect_in_the_way_of_a_page_is_found_by_the_paths_of_the_site(empty, tmp_path):
    addresses = tmp_path / "addresses.toml"
    addresses.write_text(
        '[paths.NewsStory]\nen = "/stories/{slug}"\nzh-Hant = "/新聞/{slug}"\nzh-Hans = "/新闻/{slug}"\n'
    )
    app = create_app({"SUNDIAL_DATABASE_URL": empty, "SUNDIAL_ADDRESSES": str(addresses)})
    files = tmp_path / "content"
    files.mkdir()
    files.joinpath("news_story.yaml").write_text(
        "entries: [{slug: robots, title: {en: Robots}, published_on: 2025-09-01, live_from: 2025-09-01T00:00:00}]"
    )
    files.joinpath("redirect.yaml").write_text(
        "defaults: {live_from: 2025-09-01T00:00:00, location: /x}\nentries:\n"
        "  - {slug: of-the-model, source: /news/robots}\n"
        "  - {slug: english, source: /stories/robots}\n"
        "  - {slug: chinese, source: /新聞/robots}\n"
        "  - {slug: of-another-language, source: /新闻/robots, languages: [{locale: EN}]}\n"
    )
    found = app.test_cli_runner().invoke(args=["content", "load", str(files)])
    assert found.exit_code == 0, found.output
    warned = [
        name for name in ("of-the-model", "english", "chinese", "of-another-language") if f"{name}: " in found.output
    ]
    assert warned == ["english", "chinese"]
