"""A site of one's own: docs/own-site.md, done by hand in a folder beside an untouched checkout."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from servers import PROJECT, fetch, serving

GUIDE = (PROJECT / "docs" / "own-site.md").read_text(encoding="utf-8")
PLACE = "/srv/meadow"
FILES = dict(
    re.findall(r"`([\w/]+\.(?:py|yaml|toml))`[^`]*?(?:`[^`\n]+`[^`]*?)*:\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL)
)
COMMANDS = re.findall(r"^flask --app server (.*)$", GUIDE, re.MULTILINE)
QUERY = re.search(r"```graphql\n(.*?)```", GUIDE, re.DOTALL).group(1)


class Site:
    """A folder with files of the guide, the settings that it has said so far, and its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, str] = {}

    def write(self, *names: str) -> None:
        for name in names:
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(FILES[name], encoding="utf-8")

    def set(self, *names: str) -> None:
        found = dict(re.findall(r"^export (\w+)=(.*)$", GUIDE, re.MULTILINE))
        self.settings |= {name: found[name].replace(PLACE, str(self.folder)) for name in names}

    def flask(self, command: str) -> str:
        assert command in COMMANDS
        words = [sys.executable, "-m", "flask", "--app", "server", *command.split()]
        environment = {**os.environ, **self.settings}
        done = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, *queries: str, **variables: str) -> list[dict]:
        with serving(self.settings["SUNDIAL_DATABASE_URL"], **self.settings) as (address, _):
            bodies = [{"query": query, "variables": variables} for query in queries]
            answers = [json.loads(fetch(f"{address}/graphql", body)) for body in bodies]
        assert not any("errors" in answer for answer in answers), answers
        return [answer["data"] for answer in answers]


def checkout() -> dict[str, bytes]:
    """Read the files of the project that a site could have changed."""
    folders = ("models", "schema", "fixtures")
    paths = [path for folder in folders for path in (PROJECT / folder).rglob("*") if path.suffix in (".py", ".yaml")]
    return {str(path): path.read_bytes() for path in paths}


@pytest.fixture
def site(tmp_path):
    before = checkout()
    made = Site(tmp_path)
    made.write(*(f"content/{name}.yaml" for name in ("site", "menu", "homepage_section", "news_story")))
    made.write("languages.toml")
    made.set("SUNDIAL_DATABASE_URL", "SUNDIAL_CONTENT", "SUNDIAL_LANGUAGES", "SUNDIAL_TIME_ZONE")
    made.flask("migrate")
    assert made.flask("content check") == "5 entries, all sound\n"
    assert "5 entries added, 0 changed, 0 unchanged\n" in made.flask("content load --if-empty")
    yield made
    assert checkout() == before


def test_the_steps_of_the_guide_make_a_site_of_ones_own(site):
    assert site.flask("content load --if-empty").startswith("the database has content; nothing is loaded\n")
    [german] = site.ask(QUERY)
    [arabic] = site.ask(QUERY, locale="AR")
    assert german == {
        "homepage": {
            "site": {
                "name": "Wiesenkolleg",
                "foundedYear": 1999,
                "languages": [
                    {"lang": "de", "label": "Deutsch", "isCurrent": True},
                    {"lang": "ar", "label": "العربية", "isCurrent": False},
                ],
            },
            "menus": [
                {
                    "items": [
                        {"label": "Studium", "children": [{"label": "Kurse", "translation": {"lang": "de"}}]},
                        {"label": "Forschung", "children": []},
                    ]
                }
            ],
            "news": {
                "heading": "Neues",
                "items": [{"title": "Eine neue Bibliothek", "liveFrom": "2026-01-01T09:00:00+01:00"}],
            },
        },
        "homepageSections": {
            "nodes": [{"slug": "news", "heading": "Neues"}, {"slug": "gardens", "heading": "Unsere Gärten"}]
        },
    }
    assert arabic["homepage"]["site"]["name"] == "كلية المرج"
    assert [each["isCurrent"] for each in arabic["homepage"]["site"]["languages"]] == [False, True]
    assert arabic["homepage"]["menus"][0]["items"] == [
        {"label": "الدراسة", "children": [{"label": "Kurse", "translation": {"lang": "de"}}]},
        {"label": "البحث", "children": []},
    ]
    assert [each["heading"] for each in arabic["homepageSections"]["nodes"]] == ["الأخبار", "Unsere Gärten"]


def test_a_type_of_ones_own_stands_beside_the_project(site):
    site.write("meadow/models.py", "meadow/schema.py", "content/colleague.yaml")
    (site.folder / "meadow" / "__init__.py").touch()
    site.set("SUNDIAL_TYPES", "PYTHONPATH")
    assert site.flask("migrate") == "the tables are up to date\n"
    written = Path(site.flask("migrate new colleagues").strip())
    assert written == site.folder / "meadow" / "migrations" / "0001_colleagues.py"
    assert site.flask("migrate") == "applied 0001_colleagues\n"
    assert site.flask("migrate new colleagues") == "the tables are those of the models\n"
    assert "1 entries added, 0 changed, 5 unchanged\n" in site.flask("content load")
    colleagues, arabic, story = site.ask(
        '{ colleagues(where: { name: { startsWith: "ada gru" } }) { nodes { name post stories { slug } } } }',
        "{ colleagues(locale: AR, orderBy: [NAME_ASC]) { nodes { name post translation { fallbackFields { field lang } } } } }",
        '{ newsStory(slug: "new-library") { colleagues { nodes { slug entryId } } } }',
    )
    assert colleagues == {
        "colleagues": {"nodes": [{"name": "Ada Grün", "post": "Bibliothekarin", "stories": [{"slug": "new-library"}]}]}
    }
    [ada] = arabic["colleagues"]["nodes"]
    assert (ada["name"], ada["post"]) == ("آدا غرون", "Bibliothekarin")
    assert ada["translation"]["fallbackFields"] == [{"field": "post", "lang": "de"}]
    assert [each["slug"] for each in story["newsStory"]["colleagues"]["nodes"]] == ["ada-gruen"]
