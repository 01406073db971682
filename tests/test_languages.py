"""Languages: a site describes its own, and tables, schema and answers follow, on both databases."""

import json
import os
import subprocess
import sys
from copy import deepcopy

import pytest
from servers import GUNICORN, PROJECT

from models import schema_changes
from models.errors import SettingInvalid
from models.languages import FILE, LANGUAGES, Language, Languages, languages_in, read_languages

GERMAN = {"tag": "de", "name": "German", "fallback": ["fr"]}
FRENCH = {"tag": "fr", "name": "French", "fallback": ["de"]}
ARABIC = {"tag": "ar", "name": "Arabic", "fallback": ["fr", "de"]}
THREE = {"default": "de", "languages": [GERMAN, FRENCH, ARABIC]}

PROGRAM = """
import json, sys
from server import create_app
app = create_app()
run = app.test_cli_runner().invoke
for each in json.load(sys.stdin):
    if isinstance(each, list):
        done = run(args=each)
        print(json.dumps([done.exit_code, done.output]))
    else:
        print(json.dumps(app.test_client().post("/graphql", json=each).json))
"""


class Site:
    """A site with languages of its own: each step is a process of its own, which reads what they are then."""

    def __init__(self, folder, url):
        self.folder, self.url = folder, url
        (folder / "content").mkdir()

    def speaks(self, *languages, default):
        lines = [f"default = {json.dumps(default)}"]
        for each in languages:
            lines += ["[[languages]]", *(f"{key} = {json.dumps(value)}" for key, value in each.items())]
        (self.folder / "languages.toml").write_text("\n".join(lines), encoding="utf-8")

    def write(self, name, entries):
        text = f"defaults: {{live_from: 2026-01-01T00:00:00}}\nentries: {json.dumps(entries, ensure_ascii=False)}\n"
        (self.folder / "content" / f"{name}.yaml").write_text(text, encoding="utf-8")

    @property
    def environment(self):
        own = {
            "SUNDIAL_DATABASE_URL": self.url,
            "SUNDIAL_CONTENT": str(self.folder / "content"),
            "SUNDIAL_LANGUAGES": str(self.folder / "languages.toml"),
            "SUNDIAL_REQUEST_LOG": "off",
        }
        return {**os.environ, **own}

    def does(self, *steps):
        """Run commands, each as a list of words, and operations in one process; return what each came to."""
        steps = [step.split() if isinstance(step, str) else step for step in steps]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(steps),
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def site(tmp_path, blank):
    return Site(tmp_path, blank)


TAGS = [
    {"slug": "oil", "name": {"de": "Öl", "fr": "Huile", "ar": "زيت"}},
    {"slug": "zebra", "name": {"de": "Zebra", "ar": "حمار"}},
    {"slug": "apple", "name": {"de": "Apfel", "fr": "Pomme"}},
    {"slug": "lion", "name": {"ar": "أسد"}},
]

LIST = """query($locale: Locale!, $fallback: [Locale!], $order: [TagOrder!], $where: TagFilter) {
  tags(locale: $locale, fallback: $fallback, orderBy: $order, where: $where) {
    nodes { id slug name translation { locale lang isComplete fallbackFields { field locale lang } } }
  }
}"""


def listed(locale, order="NAME_ASC", **variables):
    return {"query": LIST, "variables": {"locale": locale, "order": [order], **variables}}


def slugs(answer):
    return [node["slug"] for node in answer["data"]["tags"]["nodes"]]


def test_languages_of_an_empty_site_need_no_code(site):
    site.speaks(*THREE["languages"], default="de")
    site.write("tag", TAGS)
    schema_changes.upgrade()
    migrated, new, again, loaded, *answers = site.does(
        "migrate",
        "migrate new nothing",
        "migrate",
        "content load",
        listed("DE"),
        listed("AR"),
        listed("AR", fallback=[]),
        listed("FR", "NAME_DESC"),
        listed("FR", where={"name": {"startsWith": "zeb"}}),
        listed("EN"),
        {"query": '{ __type(name: "Locale") { enumValues { name description } } tags { nodes { name } } }'},
    )
    assert migrated == [0, "languages added: ar, de, fr\nlanguages dropped: en, zh-hans, zh-hant\n"]
    assert new == [0, "the tables are those of the models\n"]
    assert again == [0, "the tables are up to date\n"]
    assert "4 entries added" in loaded[1]
    german, arabic, alone, french, found, english, described = answers
    assert slugs(german) == ["apple", "oil", "zebra", "lion"], "an umlaut is sorted as its letter"
    assert slugs(arabic) == ["lion", "zebra", "oil", "apple"]
    assert slugs(alone) == ["lion", "zebra", "oil", "apple"]
    assert slugs(french) == ["zebra", "apple", "oil", "lion"]
    assert slugs(found) == ["zebra"]
    assert english["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    apple, lion = arabic["data"]["tags"]["nodes"][-1], german["data"]["tags"]["nodes"][-1]
    assert (apple["name"], lion["name"]) == ("Pomme", None)
    assert apple["translation"] == {
        "locale": "FR",
        "lang": "fr",
        "isComplete": False,
        "fallbackFields": [{"field": "name", "locale": "FR", "lang": "fr"}],
    }
    assert alone["data"]["tags"]["nodes"][-1]["translation"] == {
        "locale": None,
        "lang": None,
        "isComplete": False,
        "fallbackFields": [{"field": "name", "locale": None, "lang": None}],
    }
    assert described["data"]["__type"]["enumValues"] == [
        {"name": "DE", "description": "German."},
        {"name": "FR", "description": "French."},
        {"name": "AR", "description": "Arabic."},
    ]
    assert described["data"]["tags"]["nodes"][0]["name"] == "Öl"
    ids = [node["id"] for node in arabic["data"]["tags"]["nodes"]]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Tag { name } } }"
    [nodes] = site.does({"query": query, "variables": {"ids": ids}})
    assert [node["id"] for node in nodes["data"]["nodes"]] == ids
    assert [node["name"] for node in nodes["data"]["nodes"]] == ["أسد", "حمار", "زيت", "Pomme"]


def test_a_site_may_have_one_language(site):
    site.speaks({"tag": "de", "name": "German", "fallback": []}, default="de")
    site.write("tag", [{"slug": "oil", "name": {"de": "Öl"}}])
    *_, answer = site.does("migrate", "content load", listed("DE"))
    [node] = answer["data"]["tags"]["nodes"]
    assert (node["name"], node["translation"]["isComplete"]) == ("Öl", True)


MANY = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
    "en",
]


def test_a_site_may_have_the_languages_of_a_union(site):
    languages = [
        {"tag": tag, "name": f"Language {tag}", "fallback": [*(each for each in MANY if each != tag)]} for tag in MANY
    ]
    site.speaks(*languages, default="en")
    site.write("tag", [{"slug": "oil", "name": {"sv": "olja"}}, {"slug": "salt", "name": {"de": "Salz", "sv": "salt"}}])
    everything = [tag.upper() for tag in reversed(MANY)]
    *_, answer, turned = site.does("migrate", "content load", listed("BG"), listed("BG", fallback=everything))
    for nodes, salt in ((answer, "DE"), (turned, "SV")):
        served = [node["translation"]["locale"] for node in nodes["data"]["tags"]["nodes"]]
        assert served == (["SV", salt] if salt == "DE" else ["SV", "SV"])
    assert [node["name"] for node in turned["data"]["tags"]["nodes"]] == ["olja", "salt"]
    ids = [node["id"] for node in turned["data"]["tags"]["nodes"]]
    [nodes] = site.does(
        {"query": "query($id: ID!) { node(id: $id) { ... on Tag { name } } }", "variables": {"id": ids[1]}}
    )
    assert nodes["data"]["node"]["name"] == "salt"


def test_another_fallback_sorts_anew(site):
    site.speaks(*THREE["languages"], default="de")
    site.write("tag", [{"slug": "lion", "name": {"ar": "أسد"}}, {"slug": "oil", "name": {"fr": "Huile"}}])
    *_, before = site.does("migrate", "content load", listed("DE"))
    assert [node["name"] for node in before["data"]["tags"]["nodes"]] == ["Huile", None]
    site.speaks({**GERMAN, "fallback": ["ar"]}, FRENCH, ARABIC, default="de")
    migrated, after = site.does("migrate", listed("DE"))
    assert migrated == [0, "editions brought up to date: 2\n"]
    assert [node["name"] for node in after["data"]["tags"]["nodes"]] == ["أسد", None]


def test_a_language_may_come_and_only_an_unused_one_may_go(site):
    site.speaks(GERMAN, FRENCH, default="de")
    site.write("tag", [{"slug": "apple", "name": {"de": "Apfel"}}])
    site.write("label", [{"slug": "hello", "text": {"de": "Guten Tag"}}])
    site.does("migrate", "content load")
    site.speaks({**GERMAN, "fallback": []}, ARABIC | {"fallback": []}, default="de")
    refused, migrated, loaded = site.does("content load", "migrate", "content load")
    assert refused[0] == 1
    assert "lacks columns of ar and has columns of fr" in refused[1]
    assert migrated[1].startswith("languages added: ar\nlanguages dropped: fr\n")
    assert "0 entries added, 0 changed, 2 unchanged" in loaded[1]
    site.write("site", [{"slug": "wiese", "name": {"de": "Wiese"}, "languages": [{"locale": "AR", "label": "ar"}]}])
    site.does("content load")
    site.speaks({**GERMAN, "fallback": []}, default="de")
    (named,) = site.does("migrate")
    assert named[0] == 1
    assert "The language ar is not described any more, and the Site 'wiese' has a text in it or names it" in named[1]
    unused = subprocess.run(GUNICORN, cwd=PROJECT, env=site.environment, capture_output=True, text=True, check=False)
    assert unused.returncode == 1
    assert "Error: The database has columns of ar" in unused.stderr
    assert "Traceback" not in unused.stderr


def test_migrations_are_reverted_in_any_language(site):
    site.speaks(*THREE["languages"], default="de")
    site.write("tag", TAGS)
    steps = site.does("migrate", "content load", "migrate down 0005_texts", "migrate", listed("DE"))
    assert [step[0] for step in steps[:-1]] == [0, 0, 0, 0], steps
    assert slugs(steps[-1]) == ["apple", "oil", "zebra", "lion"]


def test_content_is_generated_in_the_languages_of_the_site(site):
    site.speaks(GERMAN, FRENCH, default="de")
    site.write("tag", TAGS[:1])
    site.write("tag", [{"slug": "oil", "name": {"de": "Öl"}}])
    query = "{ newsStories(first: 50) { nodes { title translation { locale } } } }"
    *_, answer = site.does("migrate", "content load", "content generate --scale 20", {"query": query})
    nodes = answer["data"]["newsStories"]["nodes"]
    assert {node["translation"]["locale"] for node in nodes} == {"DE"}
    assert all(node["title"] for node in nodes)


def test_the_languages_of_the_demo_are_described_like_those_of_any_site():
    assert read_languages(str(FILE)) == LANGUAGES
    assert LANGUAGES.tags == ("en", "zh-Hant", "zh-Hans")
    assert languages_in(THREE) == Languages(
        (Language("de", "German", ("fr",)), Language("fr", "French", ("de",)), Language("ar", "Arabic", ("fr", "de"))),
        "de",
    )


def changed(path, value):
    """The three languages with another value somewhere; None takes it away."""
    described = deepcopy(THREE)
    *way, last = path
    place = described
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return described


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (["default"], None, "the file lacks default"),
        (["default"], "en", "default is 'en', which is none of de, fr, ar"),
        (["default"], ["de"], "default is ['de'], which is none of de, fr, ar"),
        (["language"], [], "the file has 'language', which is none of default, languages"),
        (["languages"], None, "the file lacks languages"),
        (["languages"], [], "there must be 1 to 30 languages, not 0"),
        (["languages"], [GERMAN] * 31, "there must be 1 to 30 languages, not 31"),
        (["languages"], ["de"], "languages must be tables"),
        (["languages"], {"de": GERMAN}, "languages must be tables"),
        (["languages", 1], GERMAN, "de is described twice"),
        (["languages", 1, "tag"], None, "language 2 lacks tag"),
        (["languages", 1, "name"], None, "language 2 lacks name"),
        (["languages", 1, "fallback"], None, "language 2 lacks fallback"),
        (["languages", 1, "fallbacks"], [], "language 2 has 'fallbacks', which is none of tag, name, fallback"),
        (["languages", 1, "tag"], 33, "the tag of language 2 is 33; it must be one of BCP 47, such as de or pt-BR"),
        (["languages", 1, "tag"], "french", "the tag of language 2 is 'french'; it must be"),
        (["languages", 1, "tag"], "fr_CH", "the tag of language 2 is 'fr_CH'; it must be"),
        (["languages", 1, "tag"], "fr-u-co-phonebk", "the tag of language 2 is 'fr-u-co-phonebk'; it must be"),
        (["languages", 1, "tag"], "fr\n", "the tag of language 2 is 'fr\\n'; it must be"),
        (["languages", 1, "tag"], "FR", "the tag of language 2 is 'FR'; it is written fr"),
        (["languages", 1, "tag"], "zh-hant", "the tag of language 2 is 'zh-hant'; it is written zh-Hant"),
        (["languages", 1, "tag"], "xx", "the tag of language 2 is 'xx', which is of no language that is known"),
        (["languages", 1, "name"], " ", "the name of fr must be text of a line, of at most 100 characters"),
        (["languages", 1, "name"], "a\nb", "the name of fr must be text of a line"),
        (["languages", 1, "name"], "a" * 101, "the name of fr must be text of a line"),
        (["languages", 1, "name"], 5, "the name of fr must be text of a line"),
        (["languages", 1, "fallback"], "de", "the fallback of fr must be a list of tags, [] for none"),
        (["languages", 1, "fallback"], ["fr"], "fr falls back to itself"),
        (["languages", 1, "fallback"], ["de", "de"], "fr falls back to de twice"),
        (["languages", 1, "fallback"], ["en"], "fr falls back to 'en', which is none of de, fr, ar"),
    ],
)
def test_a_wrong_description_is_refused(path, value, reason):
    with pytest.raises(ValueError) as caught:
        languages_in(changed(path, value))
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("text", ["default = ", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "languages.toml"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    with pytest.raises(SettingInvalid, match=r"^SUNDIAL_LANGUAGES is '.*languages.toml': "):
        read_languages(str(path))


@pytest.mark.parametrize("command", [GUNICORN, [sys.executable, "-m", "flask", "--app", "server", "migrate"]])
def test_nothing_starts_with_a_wrong_description(tmp_path, command):
    path = tmp_path / "languages.toml"
    path.write_text('default = "de"\nlanguages = []\n', encoding="utf-8")
    environment = {**os.environ, "SUNDIAL_LANGUAGES": str(path), "SUNDIAL_DATABASE_URL": f"sqlite:///{tmp_path}/no.db"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"Error: SUNDIAL_LANGUAGES is '{path}': there must be 1 to 30 languages, not 0\n"
