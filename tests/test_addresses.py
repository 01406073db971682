"""Addresses of entries: their paths in each language, the alternates, and the patterns that they follow."""

import pytest
from conftest import PLAIN, SHOWN_AT, asker

from models import Award, Event, Label, NewsStory, Page, School, Site
from models.addresses.canonical import parse_address
from models.addresses.patterns import parse_pattern
from models.addresses.site_addresses import Addresses, read_addresses
from models.errors import AddressesInvalid, SettingInvalid
from models.translations import Locale
from schema.building import FIELD_NAMES
from server import create_app

ORIGIN = "https://www.example.edu"

STORIES = """
defaults:
  live_from: 2025-09-01T00:00:00
entries:
  - slug: robots
    title: {en: Robots, zh-Hant: 機械人}
    body: {en: They swim.}
    published_on: 2025-11-20
  - slug: only-chinese
    title: {zh-Hant: 只有中文}
    published_on: 2024-01-05
"""
SITE = """
defaults:
  live_from: 2025-09-01T00:00:00
entries:
  - slug: example
    name: {en: Example, zh-Hant: 例, zh-Hans: 例}
"""


@pytest.fixture
def ask_at(asking, empty, tmp_path):
    """Ask a site of two stories, at an origin and with a file of addresses."""

    def made(**settings):
        asking(news_story=STORIES, site=SITE)
        described = settings.pop("described", None)
        if described:
            path = tmp_path / "addresses.toml"
            path.write_text(described, encoding="utf-8")
            settings["SUNDIAL_ADDRESSES"] = str(path)
        app = create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN, **settings}, clock=lambda: SHOWN_AT)
        return asker(app.test_client())

    return made


def test_a_path_is_in_the_language_that_is_read_and_says_so(ask):
    slug = 'slug: "new-medical-school"'
    query = f"{{ en: newsStory({slug}) {{ path }} hant: newsStory({slug}, locale: ZH_HANT) {{ path }} "
    query += f"hans: newsStory({slug}, locale: ZH_HANS, fallback: [EN, ZH_HANT]) {{ path url }} }}"
    assert ask(query) == {
        "en": {"path": "/news/new-medical-school"},
        "hant": {"path": "/zh-hant/news/new-medical-school"},
        "hans": {"path": "/zh-hans/news/new-medical-school", "url": None},
    }


def test_what_has_no_page_of_its_own_has_no_path(ask):
    query = (
        "{ tags(first: 1) { nodes { path url alternates { path } } } homepage { news { path alternates { path } } } }"
    )
    assert ask(query) == {
        "tags": {"nodes": [{"path": None, "url": None, "alternates": []}]},
        "homepage": {"news": {"path": None, "alternates": []}},
    }


def test_alternates_are_the_languages_of_the_name_and_the_same_in_each_of_them(ask_at):
    ask = ask_at(SUNDIAL_URL=ORIGIN)
    query = "query ($locale: Locale) { newsStories(locale: $locale) { nodes { slug alternates { locale hreflang path url isTranslated } } } }"
    both = [ask(query, locale=locale)["newsStories"]["nodes"] for locale in ("EN", "ZH_HANT", "ZH_HANS")]
    assert both[0] == both[1] == both[2]
    found = {each["slug"]: each["alternates"] for each in both[0]}

    def address(locale, hreflang, path, *, whole):
        return {"locale": locale, "hreflang": hreflang, "path": path, "url": ORIGIN + path, "isTranslated": whole}

    chinese = "/zh-hant/news/only-chinese"
    assert found == {
        "robots": [
            address("EN", "en", "/news/robots", whole=True),
            address("ZH_HANT", "zh-Hant", "/zh-hant/news/robots", whole=False),
            address("EN", "x-default", "/news/robots", whole=True),
        ],
        "only-chinese": [
            address("ZH_HANT", "zh-Hant", chinese, whole=True),
            address("ZH_HANT", "x-default", chinese, whole=True),
        ],
    }


def test_the_page_of_the_site_is_the_root(ask_at):
    ask = ask_at(SUNDIAL_URL=ORIGIN)
    query = "{ en: homepage { site { path url } } hant: homepage(locale: ZH_HANT) { site { path url } } }"
    assert ask(query) == {
        "en": {"site": {"path": "/", "url": ORIGIN + "/"}},
        "hant": {"site": {"path": "/zh-hant", "url": ORIGIN + "/zh-hant"}},
    }


def test_a_site_describes_its_own_paths_and_prefixes(ask_at):
    described = """
    [paths.NewsStory]
    en = "/news/{published_on:%Y}/{slug}"
    zh-Hant = "/新聞/{slug}"
    zh-Hans = "/xinwen/{published_on:%d}/{published_on:%m}/{slug}"
    [languages.en]
    prefix = "english"
    [languages.zh-Hant]
    prefix = ""
    hreflang = "zh-Hant-HK"
    [languages.zh-Hans]
    prefix = ""
    url = "https://cn.example.edu"
    """
    ask = ask_at(SUNDIAL_URL=ORIGIN, described=described)
    chains = ("null", "[EN, ZH_HANT, ZH_HANS]")
    fields = [
        f'{locale.lower()}_{number}: newsStory(slug: "robots", locale: {locale}, fallback: {chain}) {{ path url }}'
        for locale in Locale
        for number, chain in enumerate(chains)
    ]
    query = f"{{ {' '.join(fields)} }}"
    chinese = "/%E6%96%B0%E8%81%9E/robots"
    right = {
        "en": {"path": "/english/news/2025/robots", "url": ORIGIN + "/english/news/2025/robots"},
        "zh_hant": {"path": chinese, "url": ORIGIN + chinese},
        "zh_hans": {"path": "/xinwen/20/11/robots", "url": "https://cn.example.edu/xinwen/20/11/robots"},
    }
    assert ask(query) == {f"{name}_{number}": right[name] for name in right for number in (0, 1)}
    found = ask(
        '{ newsStory(slug: "robots") { alternates { hreflang url } } site(slug: "example") { alternates { path } } }'
    )
    assert found == {
        "newsStory": {
            "alternates": [
                {"hreflang": "en", "url": right["en"]["url"]},
                {"hreflang": "zh-Hant-HK", "url": right["zh_hant"]["url"]},
                {"hreflang": "x-default", "url": right["en"]["url"]},
            ]
        },
        "site": {"alternates": [{"path": "/english"}, {"path": "/"}, {"path": "/"}, {"path": "/english"}]},
    }


@pytest.mark.parametrize(
    ("described", "reason"),
    [
        ({"paths": {"Event": "news/{slug}"}}, "must begin with /"),
        ({"paths": {"Event": "/events"}}, "must have {slug}"),
        ({"paths": {"Event": "/events/{slug}/{slug}"}}, "a value twice"),
        ({"paths": {"Event": "/Events/{slug}"}}, "neither words in small letters"),
        ({"paths": {"Event": "/a b/{slug}"}}, "neither words in small letters"),
        ({"paths": {"Event": "/../{slug}"}}, "neither words in small letters"),
        ({"paths": {"Event": "//{slug}"}}, "neither words in small letters"),
        ({"paths": {"Event": "/x-{slug}"}}, "neither words in small letters"),
        ({"paths": {"Event": "/{title}/{slug}"}}, "neither {slug} nor a part of a day"),
        ({"paths": {"Event": "/{title:%Y}/{slug}"}}, "no day that is required"),
        ({"paths": {"Event": "{parent path}/{slug}"}}, "no link `parent`"),
        ({"paths": {"Event": "/zh-hant/{slug}"}}, "as all in zh-Hant do"),
        ({"paths": {"Event": "/news/{slug}"}}, "of NewsStory"),
        ({"paths": {"Event": "/{slug}/{starts_on:%Y}", "School": "/{slug}/2025"}}, "may be the same in en"),
        ({"paths": {"Nobody": "/x/{slug}"}}, "'Nobody'"),
        ({"paths": {"Event": {"fr": "/x/{slug}"}}}, "'fr'"),
        ({"paths": {"Event": 3}}, "must be a text"),
        ({"languages": {"fr": {}}}, "'fr'"),
        ({"languages": {"en": {"tone": "x"}}}, "'tone'"),
        ({"languages": {"zh-Hant": {"prefix": ""}}}, "have the same addresses"),
        ({"languages": {"zh-Hant": {"prefix": "/x/y"}}}, "must be of a-z"),
        ({"anything": {}}, "'anything'"),
    ],
)
def test_patterns_that_cannot_be_used_are_refused_at_the_start(described, reason):
    with pytest.raises(AddressesInvalid, match=r".") as refused:
        Addresses("", described)
    assert reason in str(refused.value)


def test_parts_of_days_that_differ_in_length_are_no_ambiguity():
    paths = {"Event": "/{starts_on:%Y}/{slug}", "NewsStory": "/{published_on:%m}/{slug}"}
    addresses = Addresses("", {"paths": paths})
    assert [each.model for each in addresses.matches(Locale.EN, ("2025", "x"))] == [Event, Page]
    assert [each.model for each in addresses.matches(Locale.EN, ("12", "x"))] == [NewsStory, Page]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SettingInvalid, match="cannot be read"):
        read_addresses("", str(tmp_path / "none.toml"))
    (tmp_path / "wrong.toml").write_text("[paths", encoding="utf-8")
    with pytest.raises(SettingInvalid, match=r"SUNDIAL_ADDRESSES is .*wrong\.toml"):
        read_addresses("", str(tmp_path / "wrong.toml"))


def test_every_type_with_a_page_has_a_pattern_in_every_language():
    addresses = Addresses()
    pages = {model for model in FIELD_NAMES if addresses.has_page(model)}
    assert {NewsStory, Event, School, Award, Site} <= pages
    assert Label not in pages
    for model in pages:
        patterns = [addresses.pattern(model, locale) for locale in Locale]
        assert [each.text for each in patterns] == [model.path] * len(Locale)


def test_a_pattern_reads_what_it_writes():
    pattern = parse_pattern("/新聞/{published_on:%Y}/{slug}", NewsStory, Locale.EN)
    path = pattern.path(["2025", "x-1"])
    assert path == "/%E6%96%B0%E8%81%9E/2025/x-1"
    address = parse_address(path)
    assert {value.column: text for value, text in pattern.match(address.segments).items()} == {
        "published_on": "2025",
        "slug": "x-1",
    }
    assert pattern.match(("新聞", "25", "x")) is None
    assert pattern.match(("新聞", "2025", "X")) is None


@pytest.mark.parametrize(
    ("given", "segments"),
    [
        ("/", ()),
        ("", ()),
        ("/index.html", ()),
        ("/news/x", ("news", "x")),
        ("//news///x/", ("news", "x")),
        ("/NEWS/X/index.html", ("news", "x")),
        ("/news/x?a=1&b=%zz#top", ("news", "x")),
        ("https://www.Example.edu/news/x", ("news", "x")),
        ("/%E6%96%B0%E8%81%9E/x", ("新聞", "x")),
        ("/新聞/x", ("新聞", "x")),
        ("/cafe\u0301", ("caf\u00e9",)),
        ("/%2541", ("%41",)),
        ("/a+b", ("a+b",)),
    ],
)
def test_an_address_has_one_canonical_form(given, segments):
    assert parse_address(given).segments == segments


@pytest.mark.parametrize(
    "given",
    [
        "news",
        "/a/../b",
        "/./a",
        "/%2e%2e/a",
        "/a%2Fb",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
        "/%00",
        "/\x00",
        "/\ud800",
        "/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_leads_nowhere(given):
    assert parse_address(given) is None
