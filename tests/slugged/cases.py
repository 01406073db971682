"""What holds of types with slugs of their languages: run by test_slugs_of_languages.py in a process that has such types."""

import random
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

import notices.models as own
import peewee
import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, post, write_edition

import models
from fixtures.exporting import export_folder
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models.access.actors import Actor
from models.editing import acting, acts
from models.edition_values import new_entry
from models.instants import FOREVER
from models.language_slugs import is_language_slug
from models.problems import ContentRefused
from server import create_app

ANN = Actor("Ann")

ADDRESSES = """
[paths]
Page = ""
Chapter = "{parent path}/{slug}"
[paths.Notice]
en = "/notices/{slug}"
zh-Hant = "/公告/{slug}"
zh-Hans = "/公告/{slug}"
"""

ROUTE = """query ($path: String!, $at: DateTime) { route(path: $path, asOf: $at) {
  status location path entry { slug entryId path } breadcrumbs { path } alternates { hreflang path } } }"""

SITE = "entries: [{slug: x, name: {en: X}, live_from: 2025-09-01T00:00:00}]"

NOTICES = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: medical-school, title: {en: New, zh-Hant: 新}, slugs: {zh-Hant: 新醫學院, zh-Hans: 新医学院}}
  - {slug: tides, title: {en: Tides, zh-Hant: 潮}}
"""

CHAPTERS = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: about, title: {en: About, zh-Hant: 關於}, slugs: {zh-Hant: 關於}}
  - {slug: history, title: {en: History, zh-Hant: 歷史}, parent: about, slugs: {zh-Hant: 歷史, zh-Hans: 历史}}
  - {slug: founding, title: {en: Founding, zh-Hant: 創校}, parent: history}
"""


@pytest.fixture
def asking(empty, tmp_path):
    def load(**texts):
        (tmp_path / "content").mkdir()
        for name, text in texts.items():
            (tmp_path / "content" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "addresses.toml").write_text(ADDRESSES, encoding="utf-8")
        settings = {"SUNDIAL_DATABASE_URL": empty, **PLAIN, "SUNDIAL_ADDRESSES": str(tmp_path / "addresses.toml")}
        client = create_app(settings, clock=lambda: SHOWN_AT).test_client()
        load_folder(ZONE, tmp_path / "content")
        ask = asker(client)
        ask.client = client
        return ask

    return load


@pytest.fixture
def ask(asking):
    return asking(site=SITE, notice=NOTICES, chapter=CHAPTERS)


@pytest.fixture
def lead(ask):
    """Tell what a path leads to: the status and the location, decoded."""

    def found(path, at=None):
        route = ask(ROUTE, path=path, at=at)["route"]
        return route and (route["status"], route["location"] and unquote(route["location"]))

    return found


def entry_of(model, slug):
    return model.get(model.slug == slug).entry_id


def test_a_path_has_the_slug_of_its_language_and_leads_back(ask, lead):
    found = ask("""{ notices(first: 9) { nodes { path alternates { hreflang path isTranslated } } }
      chapters(first: 9, locale: ZH_HANT) { nodes { slug path parent { path } } }
      own: notices(first: 1, locale: ZH_HANS, fallback: [EN, ZH_HANT]) { nodes { path title } } }""")
    first, second = found["notices"]["nodes"]
    said = [(each["hreflang"], unquote(each["path"])) for each in first["alternates"]]
    assert said == [
        ("en", "/notices/medical-school"),
        ("zh-Hant", "/zh-hant/公告/新醫學院"),
        ("x-default", "/notices/medical-school"),
    ]
    assert all(each["isTranslated"] for each in first["alternates"][1:])
    assert [unquote(each["path"]) for each in second["alternates"]] == [
        "/notices/tides",
        "/zh-hant/公告/tides",
        "/notices/tides",
    ]
    assert [unquote(each["path"]) for each in found["chapters"]["nodes"]] == [
        "/zh-hant/關於",
        "/zh-hant/關於/歷史",
        "/zh-hant/關於/歷史/founding",
    ]
    assert unquote(found["chapters"]["nodes"][2]["parent"]["path"]) == "/zh-hant/關於/歷史"
    assert unquote(found["own"]["nodes"][0]["path"]) == "/zh-hans/公告/新医学院"
    for path in ("/notices/medical-school", "/zh-hant/公告/新醫學院", "/zh-hans/公告/新医学院", "/zh-hant/公告/tides"):
        assert lead(path) == lead(quote(path)) == (200, None)
    for path in ("/about/history/founding", "/zh-hant/關於/歷史/founding", "/zh-hans/about/历史"):
        assert lead(path) == (200, None)
    crumbs = ask(ROUTE, path="/zh-hant/關於/歷史")["route"]["breadcrumbs"]
    assert [unquote(each["path"]) for each in crumbs] == ["/zh-hant", "/zh-hant/關於", "/zh-hant/關於/歷史"]


def test_the_slug_of_another_language_is_no_address(lead):
    assert lead("/notices/新醫學院") is None
    assert lead("/zh-hant/公告/medical-school") is None
    assert lead("/zh-hans/公告/新醫學院") is None
    assert lead("/zh-hant/notices/新醫學院") is None
    assert lead("/歷史") is None


@pytest.mark.parametrize(
    "other", ["/zh-hant/公告/新醫學院/", "/ZH-HANT//公告/新醫學院", "/zh-hant/公告/新醫學院/index.html"]
)
def test_other_forms_are_one_hop(lead, other):
    assert lead(other) == (301, "/zh-hant/公告/新醫學院")


def test_slugs_are_stored_and_compared_in_nfc(ask, lead):
    entry = entry_of(own.Notice, "tides")
    apart = unicodedata.normalize("NFD", "marées")
    acts.save(own.Notice, entry, {"slugs": {"en": apart}}, ZONE, ANN)
    acts.publish(own.Notice, entry, ZONE, ANN)
    now = datetime.now(UTC).isoformat()
    assert lead("/notices/marées", now) == (200, None)
    assert lead("/notices/mar%C3%A9es", now) == (200, None)
    assert lead(f"/notices/{apart}", now) == (301, "/notices/marées")
    assert lead("/notices/tides", now) == (301, "/notices/marées")
    assert lead("/zh-hant/公告/tides", now) == (200, None)


def test_a_slug_that_was_leads_to_the_one_that_is(ask, lead):
    entry = entry_of(own.Notice, "medical-school")
    for slug in ("第二", None):
        acts.save(own.Notice, entry, {"slugs": {"zh-Hant": slug}}, ZONE, ANN)
        acts.publish(own.Notice, entry, ZONE, ANN)
    now = datetime.now(UTC).isoformat()
    for path in ("/zh-hant/公告/新醫學院", "/zh-hant/公告/第二"):
        assert lead(path, now) == (301, "/zh-hant/公告/medical-school")
    assert lead("/zh-hant/公告/新醫學院") == (200, None)
    assert lead("/zh-hant/公告/第二", "2025-10-01T00:00:00Z") is None
    acts.unpublish(own.Notice, entry, ANN)
    assert lead("/zh-hant/公告/第二", datetime.now(UTC).isoformat()) == (410, None)


def test_a_chapter_above_takes_those_below_along(ask, lead):
    entry = entry_of(own.Chapter, "about")
    acts.save(own.Chapter, entry, {"slugs": {"zh-Hant": "簡介"}}, ZONE, ANN)
    acts.publish(own.Chapter, entry, ZONE, ANN)
    now = datetime.now(UTC).isoformat()
    assert lead("/zh-hant/關於/歷史/founding", now) == (301, "/zh-hant/簡介/歷史/founding")
    assert lead("/zh-hant/簡介/歷史/founding", now) == (200, None)
    assert lead("/about/history/founding", now) == (200, None)


def test_the_longest_path_that_there_can_be_is_an_address(ask, lead):
    parent, path = None, "/zh-hant"
    for number in range(8):
        slug = f"{number}-{'書' * 58}"
        given = {"title": {"en": "Deep"}, "parent": parent, "slugs": {"zh-Hant": slug}}
        parent = acts.create(own.Chapter, f"deep-{number}", given, ZONE, ANN).entry
        acts.publish(own.Chapter, parent, ZONE, ANN)
        path += f"/{slug}"
    now = datetime.now(UTC).isoformat()
    assert lead(path, now) == lead(quote(path), now) == (200, None)
    assert len(quote(path)) > 4_000
    assert lead(f"{path}/{'%41' * 1_600}", now) is None


def test_all_paths_are_listed(ask):
    nodes = ask("{ paths(type: NOTICE) { nodes { locale path } } }")["paths"]["nodes"]
    assert [(each["locale"], unquote(each["path"])) for each in nodes] == [
        ("EN", "/notices/medical-school"),
        ("ZH_HANT", "/zh-hant/公告/新醫學院"),
        ("EN", "/notices/tides"),
        ("ZH_HANT", "/zh-hant/公告/tides"),
    ]


BAD = [
    "a/b",
    "a.b",
    "a b",
    "A",
    "É",
    "a--b",
    "-a",
    "a-",
    "..",
    "a\tb",
    "字\u200b",
    "字\ufe00",
    "%E5",
    "一" * 61,
    "½",
    "\u0301a",
    "💡",
]


@pytest.mark.parametrize("slug", BAD)
def test_what_is_no_slug_is_one_problem(ask, slug):
    with pytest.raises(ContentRefused) as refused:
        acts.save(own.Notice, entry_of(own.Notice, "tides"), {"slugs": {"zh-Hant": slug}}, ZONE, ANN)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("slugs.zh-Hant", "TOO_LONG" if len(slug) > 60 else "INVALID")


@pytest.mark.parametrize(
    "slug", ["新聞", "a", "2026", "二\u3007二六", "हिन्दी-समाचार", "أخبار", "новости-1", "한국어", "カー", "é"]
)
def test_slugs_of_any_script_are_addresses(ask, lead, slug):
    assert is_language_slug(slug)
    entry = entry_of(own.Notice, "tides")
    acts.save(own.Notice, entry, {"slugs": {"zh-Hant": slug}}, ZONE, ANN)
    acts.publish(own.Notice, entry, ZONE, ANN)
    assert lead(f"/zh-hant/公告/{slug}", datetime.now(UTC).isoformat()) == (200, None)


@pytest.mark.parametrize(
    ("slugs", "is_free"),
    [
        ({"zh-Hant": "新醫學院"}, False),
        ({"zh-Hans": "新醫學院"}, True),
        ({"en": "medical-school"}, False),
        ({"zh-Hant": "medical-school"}, True),
        ({"zh-Hant": "tides", "zh-Hans": "tides", "en": "tides"}, True),
    ],
)
def test_an_address_is_one_entrys(ask, slugs, is_free):
    entry = entry_of(own.Notice, "tides")
    acts.save(own.Notice, entry, {"slugs": slugs}, ZONE, ANN)
    if is_free:
        acts.publish(own.Notice, entry, ZONE, ANN)
        return
    with pytest.raises(ContentRefused) as refused:
        acts.publish(own.Notice, entry, ZONE, ANN)
    (problem,) = refused.value.problems
    (tag,) = slugs
    assert (problem.field, problem.code) == (f"slugs.{tag}", "SLUG_TAKEN")


def test_the_slug_of_all_languages_may_not_be_that_of_another_in_one(ask):
    acts.save(own.Notice, entry_of(own.Notice, "medical-school"), {"slugs": {"en": "hidden"}}, ZONE, ANN)
    acts.publish(own.Notice, entry_of(own.Notice, "medical-school"), ZONE, ANN)
    entry = entry_of(own.Notice, "tides")
    acts.save(own.Notice, entry, {"slug": "hidden"}, ZONE, ANN)
    with pytest.raises(ContentRefused) as refused:
        acts.publish(own.Notice, entry, ZONE, ANN)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("slugs.en", "SLUG_TAKEN")


def test_the_database_refuses_a_row_by_itself(ask):
    values = {
        "slug": "third",
        "title": {"en": "Third"},
        "slugs": {"zh-Hant": "新醫學院"},
        "live_from": 1,
        "live_until": FOREVER,
        "basis": None,
    }
    with (
        pytest.raises((peewee.IntegrityError, peewee.OperationalError), match=r"clashing_slugs\.zh-Hant"),
        models.Tag._meta.database.atomic(),
    ):
        write_edition(own.Notice, new_entry(own.Notice), 1, values, "Ann")


CLASHING = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: one, title: {en: One}, slugs: {zh-Hant: 二}}
  - {slug: two, title: {en: Two}, slugs: {zh-Hant: 二, zh-Hans: one}}
  - {slug: three, title: {en: Three}, slugs: {zh-Hant: three/3}}
"""


def test_files_are_held_against_each_other(empty, tmp_path):
    (tmp_path / "notice.yaml").write_text(CLASHING, encoding="utf-8")
    with pytest.raises(ContentInvalid) as invalid:
        load_folder(ZONE, tmp_path)
    assert [str(each) for each in invalid.value.problems] == [
        "notice.yaml: three: slugs.zh-Hant: must be small letters, digits and hyphens, of any script, not 'three/3'",
        "notice.yaml: two: slugs.zh-Hant: another entry has '二' as well",
        "notice.yaml: two: slugs.zh-Hans: another entry has 'one' as well",
    ]


def test_files_are_exported_and_loaded_again(ask, tmp_path):
    export_folder(tmp_path / "out", ZONE)
    assert "zh-Hant: 新醫學院" in (tmp_path / "out" / "notice.yaml").read_text(encoding="utf-8")
    assert str(load_folder(ZONE, tmp_path / "out")).startswith("0 entries added, 0 changed")


def test_slugs_are_no_texts_to_readers(ask):
    row = own.Notice.get(own.Notice.slug == "medical-school")
    assert row.text_languages == "en.zh-Hant"
    assert "醫" not in row.tokens + row.title_tokens
    found = ask("""{ notices(first: 1, locale: ZH_HANS) { nodes { title translation { isComplete } } }
      search(query: "醫學院") { totalCount } }""")
    assert found["search"]["totalCount"] == 0


def test_no_translation_is_missing_where_a_slug_is(ask):
    entry = entry_of(own.Notice, "tides")
    acts.save(own.Notice, entry, {"title": {"zh-Hans": "潮"}, "slugs": {"zh-Hant": "潮"}}, ZONE, ANN)
    assert not acts.publish(own.Notice, entry, ZONE, ANN, despite=frozenset()).warnings


def test_a_redirect_in_the_way_of_a_slug_of_a_language_is_told(ask):
    """Redirects are held against the addresses that the models have, where no application has the database."""

    def codes(source, *locales):
        languages = [{"locale": each} for each in locales]
        given = {"source": source, "status": 410, "languages": languages}
        made = acts.create(models.Redirect, None, given, ZONE, ANN).entry
        return [each.code for each in acts.publish(models.Redirect, made, ZONE, ANN).warnings]

    assert codes("/notices/新醫學院") == ["REDIRECT_OVER_PAGE"]
    assert codes("/notices/新医学院", "ZH_HANS") == ["REDIRECT_OVER_PAGE"]
    assert codes("/notices/tides", "EN") == ["REDIRECT_OVER_PAGE"]
    assert codes("/notices/medical-school", "ZH_HANT", "ZH_HANS") == []
    assert codes("/notices/潮", "ZH_HANT") == []


def test_lookups_ask_the_indexes_of_slugs(ask):
    database = models.Tag._meta.database.obj
    if database.kind != "sqlite":
        return
    condition = "slugs_text_zh_hant = 'x' OR (slug = 'x' AND slugs_text_zh_hant IS NULL)"
    rows = database.execute_sql(f"EXPLAIN QUERY PLAN SELECT 1 FROM notice WHERE {condition}").fetchall()
    assert sum("USING INDEX" in str(row) for row in rows) == 2, rows


SLUGS = ["one", "two", "history", "tides", "新醫學院", "歷史", "潮汐", "記-2"]

PATHS = """query ($at: DateTime, $locale: Locale!) {
  chapters(first: 50, asOf: $at, locale: $locale) { nodes { path entryId } }
  notices(first: 50, asOf: $at, locale: $locale) { nodes { path entryId } }
}"""


def act(dice, model, entry, chapters):
    """Rename in all languages or in one, move, publish, schedule, end, delete, undelete or restore an entry."""
    kind = dice.choice(
        [
            "rename",
            "slugs",
            "slugs",
            "slugs",
            "move",
            "publish",
            "publish",
            "publish",
            "schedule",
            "end",
            "delete",
            "undelete",
            "restore",
        ]
    )
    if kind == "rename":
        acts.save(model, entry, {"slug": dice.choice([*SLUGS[:4], f"new-{dice.randint(1, 4)}"])}, ZONE, ANN)
    elif kind == "slugs":
        tags = dice.sample(["en", "zh-Hant", "zh-Hans"], dice.randint(1, 3))
        acts.save(model, entry, {"slugs": {tag: dice.choice([*SLUGS, None]) for tag in tags}}, ZONE, ANN)
    elif kind == "move" and model is own.Chapter:
        acts.save(model, entry, {"parent": dice.choice([None, *chapters])}, ZONE, ANN)
    elif kind == "publish":
        acts.publish(model, entry, ZONE, ANN)
    elif kind == "schedule":
        acts.publish(model, entry, ZONE, ANN, at=acting.now() + dice.randrange(200_000))
    elif kind == "end":
        acts.unpublish(model, entry, ANN)
    elif kind == "delete" and dice.random() < 0.3:
        acts.delete(model, entry, ANN)
    elif kind == "undelete":
        acts.undelete(model, entry, ANN)
    elif kind == "restore":
        acts.restore(model, entry, dice.randint(1, 4), ZONE, ANN)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_address_that_was_canonical_is_a_page_or_one_hop_from_one_or_gone(ask, seed):
    dice = random.Random(seed)
    entries = [(model, row.entry_id) for model in (own.Notice, own.Chapter) for row in model.live()]
    chapters = [entry for model, entry in entries if model is own.Chapter]
    was, counted = set(), {}
    for _ in range(60):
        with suppress(ContentRefused):
            act(dice, *dice.choice(entries), chapters)
        now = datetime.now(UTC)
        for locale in ("EN", "ZH_HANT", "ZH_HANS"):
            found = ask(PATHS, at=now.isoformat(), locale=locale)
            nodes = [node for each in found.values() for node in each["nodes"]]
            assert len({node["path"] for node in nodes}) == len(nodes)
            was |= {node["path"] for node in nodes}
            for node in nodes:
                answer = ask(ROUTE, path=node["path"], at=now.isoformat())["route"]
                assert (answer["status"], answer["entry"]["entryId"]) == (200, node["entryId"]), node
                assert answer["entry"]["path"] == node["path"]
                assert answer["breadcrumbs"][-1]["path"] == node["path"]
        for path in dice.sample(sorted(was), min(8, len(was))):
            at = (now + dice.choice([timedelta(0), timedelta(microseconds=dice.randrange(300_000))])).isoformat()
            answer = ask(ROUTE, path=path, at=at)["route"]
            assert answer is not None, path
            if answer["status"] == 301:
                assert ask(ROUTE, path=answer["location"], at=at)["route"]["status"] == 200, (path, answer)
            counted[answer["status"]] = counted.get(answer["status"], 0) + 1
    assert {200, 301, 410} <= counted.keys()


def test_editors_write_them_as_they_write_texts(ask):
    content = post(ask.client, '{ __type(name: "NoticePatch") { inputFields { name type { name } } } }')["data"][
        "__type"
    ]
    assert {"name": "slugs", "type": {"name": "TextsPatch"}} in content["inputFields"]
