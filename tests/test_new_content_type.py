"""CONTRIBUTING.md shows how content types are made, changed, renamed and removed; this does it in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from evolving import typed
from servers import fetch, serving

PROJECT = Path(__file__).parent.parent
GUIDE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "*.db*", "__pycache__", ".*_cache", "node_modules", "*.egg-info", ".data"
)


class Project:
    """A copy of the project with a database, and the guide's steps in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {"SUNDIAL_DATABASE_URL": f"sqlite:///{folder}/new.db", "SUNDIAL_REQUEST_LOG": "off"}
        self.environment = {**os.environ, **own}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr + done.stdout

    def type(self, *commands: str | tuple[str, ...]) -> list[str]:
        """Type commands, which must succeed; return what each says."""
        found = typed(self.folder, self.environment, *commands)
        assert not any(code for code, _ in found), found
        return [said for _, said in found]

    def change(self, name: str, diff: str) -> None:
        """Change a file as a diff says, piece by piece."""
        text = (self.folder / name).read_text(encoding="utf-8")
        for piece in diff.split("@@\n"):
            lines = piece.splitlines()
            before, after = ("\n".join(line[1:] for line in lines if line[0] in marks) for marks in (" -", " +"))
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (self.folder / name).write_text(text, encoding="utf-8")

    def replace(self, old: str, new: str, *names: str) -> None:
        """Put other words in the place of some."""
        for name in names:
            path = self.folder / name
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def ask(self, query: str) -> dict:
        (said,) = self.type(("ask", query))
        return json.loads(said)["data"]


@pytest.fixture
def project(tmp_path):
    """A copy of the project with the three files and the two lines of CONTRIBUTING.md."""
    shutil.copytree(PROJECT, tmp_path / "project", ignore=LEFT_OUT)
    files = re.findall(r"`([\w/]+\.(?:py|yaml))`[^`]*:\n\n```python\n(.*?)```", GUIDE, re.DOTALL)
    assert len(files) == 3
    for name, text in files:
        (tmp_path / "project" / name).write_text(text, encoding="utf-8")
    lines = re.findall(r"`((?:from|import) [^`]+)` in\s+`([\w/]+\.py)`", GUIDE)
    assert len(lines) == 2
    for line, name in lines:
        package = tmp_path / "project" / name
        package.write_text(f"{package.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    made = Project(tmp_path / "project")
    _, written, applied = made.type("migrate", "migrate new publications", "migrate")
    assert written.endswith("_publications.py\n")
    assert applied.startswith(f"applied {Path(written.strip()).stem}\n")
    return made


def test_the_three_files_of_the_guide_make_a_content_type(project):
    nothing, schema = project.type("migrate new nothing", "schema")
    assert nothing == "the tables are those of the models\n"
    assert "publicationEditing(" in schema
    assert "type PublicationContent {" in schema
    (project.folder / "schema" / "schema.graphql").write_text(schema, encoding="utf-8")
    tests = ["tests/test_publication.py", "tests/test_schema.py", "tests/test_layers.py"]
    marks = ["-p", "no:randomly", "-p", "no:cacheprovider", "-k", "not postgresql"]
    project.run(sys.executable, "-m", "pytest", *marks, *tests)


WRITTEN = [
    (
        """mutation { createPublication(input: {content: {title: {en: {value: "Tidal Robots"}}, year: 2025}}) {
          saved version entry { slug title citation } problems { path } } }""",
        {
            "saved": True,
            "version": 1,
            "entry": {"slug": "tidal-robots", "title": "Tidal Robots", "citation": "Tidal Robots (, 2025)"},
            "problems": [],
        },
    ),
    (
        """query { publicationEditing(entry: {slug: "tidal-robots"}) {
          can { edit publish fields } draft { content { title { en { value } zhHant { value } } year schools { id } } } } }""",
        {
            "can": {
                "edit": True,
                "publish": True,
                "fields": ["slug", "title.en", "title.zhHant", "title.zhHans", "year", "doi", "schools"],
            },
            "draft": {
                "content": {"title": {"en": {"value": "Tidal Robots"}, "zhHant": None}, "year": 2025, "schools": []}
            },
        },
    ),
    (
        """mutation { savePublication(input: {entry: {slug: "tidal-robots"}, on: "REVISION",
          change: {title: {zhHant: {value: "潮汐機械人"}}}}) { saved changed } }""",
        {"saved": True, "changed": ["title.zhHant"]},
    ),
    (
        """mutation { publish(input: {entry: {slug: "tidal-robots"}, revision: "REVISION", despite: [TRANSLATION_MISSING]}) {
          saved entry(locale: ZH_HANT) { ... on Publication { title } } edition { state ... on PublicationEdition {
          content { doi } } } } }""",
        {
            "saved": True,
            "entry": {"title": "潮汐機械人"},
            "edition": {"state": "LIVE", "content": {"doi": None}},
        },
    ),
    (
        """mutation { putPublication(input: {slug: "tidal-robots", content: {title: {en: {value: "Robots"}}, year: 2026}}) {
          saved changed } }""",
        {"saved": True, "changed": ["title.en", "title.zhHant", "year"]},
    ),
    (
        """query { publication(slug: "tidal-robots") { title year } }""",
        {"title": "Tidal Robots", "year": 2025},
    ),
    (
        """query { contentTypes(name: "Publication") { key fields { name kind isRequired linksTo } } }""",
        [
            {
                "key": "slug",
                "fields": [
                    {"name": "slug", "kind": "STRING", "isRequired": True, "linksTo": None},
                    {"name": "title", "kind": "TEXT", "isRequired": True, "linksTo": None},
                    {"name": "year", "kind": "INT", "isRequired": True, "linksTo": None},
                    {"name": "doi", "kind": "STRING", "isRequired": False, "linksTo": None},
                    {"name": "schools", "kind": "LINKS", "isRequired": False, "linksTo": "School"},
                ],
            }
        ],
    ),
]
"""What is asked of the new type, one after the other, with the answers; REVISION is that of its draft."""

REVISION = """query { publicationEditing(entry: {slug: "tidal-robots"}) { draft { revision } } }"""


def test_the_new_type_has_its_acts_and_the_editors_side_without_a_word(project):
    added = ("people", "add", "ann@example.org", "--name", "Ann", "--role", "publisher", "--no-password")
    actions = [each for name in ("CREATE", "EDIT", "READ_DRAFTS", "PUBLISH") for each in ("--action", name)]
    _, said = project.type(added, ("tokens", "create", "ann@example.org", "own", "--days", "1", *actions))
    bearer = {"Authorization": f"Bearer {re.findall(r'sundial_[A-Za-z0-9]+', said)[-1]}"}
    with serving(project.environment["SUNDIAL_DATABASE_URL"], folder=project.folder) as (address, _):

        def ask(query):
            answer = json.loads(fetch(f"{address}/graphql", {"query": query}, **bearer))
            assert "errors" not in answer, answer["errors"]
            return next(iter(answer["data"].values()))

        for query, answer in WRITTEN:
            revision = ask(REVISION)["draft"]["revision"] if "REVISION" in query else ""
            assert ask(query.replace("REVISION", revision)) == answer


CHANGE = "Change, rename or remove a content type"


def section_of(name: str) -> str:
    return GUIDE[GUIDE.index(f"## {name}\n") :].split("\n## ")[0]


def changes_in(section: str) -> list[tuple[str, str]]:
    """The files that a section changes, with the changes."""
    found = re.findall(r"`([\w/]+\.py)`:\n\n```diff\n(.*?)```", section, re.DOTALL)
    assert found
    return found


def commands_in(section: str) -> list[str]:
    return re.findall(r"^flask --app server (.*)", section, re.MULTILINE)


AUTHORS = """    departments: [mae]
    authors:
      - {name: {en: Ada}, department: mae}
      - {name: {en: Bob}}
"""
PAPERS = """{
  papers(orderBy: [YEAR_ASC]) { nodes { slug year pages identifier authors { name department { slug } } } }
  department(slug: "mae") { publications { nodes { slug } } }
  school(slug: "seng") { publications { nodes { slug pages } } }
}"""


def test_the_type_is_connected_changed_renamed_and_removed(project):
    folder = project.folder
    connecting, changing = (section_of(name) for name in ("Connect content types", CHANGE))
    for name, diff in changes_in(connecting):
        project.change(name, diff)
    content = re.search(r'PUBLICATIONS = """\n(.*?)"""', GUIDE, re.DOTALL)[1]
    content = content.replace("[engineering, science]", "[seng]").replace("[science]", "[]")
    file = folder / "fixtures" / "content" / "publication.yaml"
    file.write_text(content.replace("    year: 2025\n", f"    year: 2025\n{AUTHORS}"), encoding="utf-8")
    project.type(*commands_in(connecting), "content load")

    commands = commands_in(changing)
    for name, diff in changes_in(changing):
        project.change(name, diff)
    project.type(*commands[:2])

    modules = ("models/publication.py", "schema/publication.py")
    project.replace("doi", "identifier", *modules)
    project.replace("Publication", "Paper", *modules, "models/__init__.py", "schema/school.py")
    file.rename(file.with_name("paper.yaml"))
    project.replace("doi:", "identifier:", "fixtures/content/paper.yaml")
    project.replace("    year:", "    pages: 1\n    year:", "fixtures/content/paper.yaml")
    said, _, compared = project.type(*commands[2:4], "content diff")
    assert "lost" not in said
    assert compared.splitlines()[-1].startswith("0 entries added, 0 changed, ")
    authors = [{"name": "Ada", "department": {"slug": "mae"}}, {"name": "Bob", "department": None}]
    robots = {"slug": "tidal-robots", "year": 2025, "pages": 1, "identifier": None, "authors": authors}
    sundials = {"slug": "of-sundials", "year": 2024, "pages": 1, "identifier": "10.1234/sundial", "authors": []}
    assert project.ask(PAPERS) == {
        "papers": {"nodes": [sundials, robots]},
        "department": {"publications": {"nodes": [{"slug": "tidal-robots"}]}},
        "school": {"publications": {"nodes": [{"slug": "tidal-robots", "pages": 1}]}},
    }

    for name in modules:
        (folder / name).unlink()
    project.replace("from models.publication import Paper", "", "models/__init__.py")
    project.replace("import schema.publication", "", "schema/__init__.py")
    project.replace("    from schema.publication import Paper\n", "", "schema/school.py")
    project.replace(
        '    publications: Pages["Paper"]\n    """What its people have published."""\n', "", "schema/school.py"
    )
    said, _, nothing = project.type(*commands[4:], "migrate new nothing")
    (loss,) = re.findall(r"The first says `(.*?)`", changing)
    assert f"Content is lost by this migration:\n  {loss}\n" in said
    assert nothing == "the tables are those of the models\n"
