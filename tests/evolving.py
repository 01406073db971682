"""A small site whose types change: its folder, and the commands that are typed there."""

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

from servers import PROJECT, fetch, serving

FLASK = [sys.executable, "-m", "flask", "--app", "server"]

TYPING = """
import json, sys
from server import create_app
typed = create_app().test_cli_runner()
said = []
for words in json.loads(sys.argv[1]):
    if words[0] == "ask":
        said.append((0, create_app().test_client().post("/graphql", json={"query": words[1]}).get_data(as_text=True)))
        continue
    result = typed.invoke(args=words)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    said.append((result.exit_code, result.output))
print(json.dumps(said))
"""

MODELS = """
from peewee import IntegerField, TextField

from models.components import Component, ComponentsField
from models.edition import Edition
from models.links import Link, Links
from models.translations import PlainTextField, TranslatedField


class Diploma(Component):
    title = TranslatedField()
    year = IntegerField(null=True)
    school = Link("School", null=True)


class Colleague(Edition):
    order = ("since",)

    name = TranslatedField(is_filtered=True, is_sorted=True)
    post = TranslatedField(null=True, is_filtered=True)
    room = PlainTextField(null=True, is_filtered=True, is_sorted=True)
    since = IntegerField(index=True)
    home = Link("School", backlink="colleagues", null=True)
    degrees = ComponentsField(Diploma)
    stories = Links("NewsStory", backlink="colleagues")


class Club(Edition):
    name = TranslatedField()
    members = Links("Colleague", backlink="clubs")
    head = Link("Colleague", backlink="headed_clubs", null=True)
"""

SCHEMA = '''
from typing import TYPE_CHECKING

from meadow import models
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, Text, Values

if TYPE_CHECKING:
    from schema.news_story import NewsStory
    from schema.school import School


@component_type(models.Diploma)
class Diploma:
    """A degree of a colleague."""

    title: Text
    """The title."""
    year: int | None
    """When it was conferred."""
    school: Linked["School"]
    """Where."""
    translation: Languages
    """In which languages."""


@content_type(models.Colleague, names=("colleague", "colleagues"), filters=("name", "post"), orders=("name",))
class Colleague(Entry):
    """Somebody who works here."""

    name: Text
    """The name."""
    post: Text
    """What they do."""
    room: str | None
    """Where they sit."""
    since: int
    """The year in which they came."""
    home: Linked["School"]
    """Their school."""
    degrees: Values["Diploma"]
    """Their degrees."""
    stories: LinkedList["NewsStory"]
    """The stories about them."""


@content_type(models.Club)
class Club(Entry):
    """A club."""

    name: Text
    """The name."""
    members: LinkedList["Colleague"]
    """Who is in it."""
    head: Linked["Colleague"]
    """Who leads it."""
'''

CONTENT = {
    "school": """
defaults: {live_from: 2025-01-01T00:00:00, kind: SCHOOL}
entries:
  - {slug: botany, abbreviation: BOT, name: {en: Botany}}
""",
    "news_story": """
defaults: {live_from: 2025-01-01T00:00:00}
entries:
  - {slug: library, title: {en: A library}, published_on: 2025-01-01}
  - {slug: garden, title: {en: A garden}, published_on: 2025-01-02}
""",
    "colleague": """
entries:
  - slug: ada
    editions:
      - live_from: 2025-01-01T00:00:00
        live_until: 2025-06-01T00:00:00
        name: {en: Ada}
        post: {en: Clerk}
        since: 2001
      - live_from: 2025-06-01T00:00:00
        name: {en: Ada, zh-Hant: 艾達}
        post: {en: Librarian}
        room: B2
        since: 2001
        home: botany
        degrees:
          - {title: {en: BSc}, year: 1999, school: botany}
          - {title: {en: MSc}, basis: {title: inferred}}
        stories: [garden, library]
        basis: {post: inferred, name.zh-Hant: translation}
  - {slug: bob, name: {en: Bob}, post: {en: Gardener}, since: 1990, stories: [garden], live_from: 2025-01-01T00:00:00}
""",
    "club": """
defaults: {live_from: 2025-01-01T00:00:00}
entries:
  - {slug: chess, name: {en: Chess}, members: [bob, ada], head: ada}
""",
}


def typed(checkout: Path, environment: dict[str, str], *commands: str | tuple[str, ...]) -> list[tuple[int, str]]:
    """Type commands in a checkout, in one process; return the exit code and what each said."""
    several = [shlex.split(command) if isinstance(command, str) else command for command in commands]
    words = [sys.executable, "-c", TYPING, json.dumps(several)]
    done = subprocess.run(
        words, cwd=checkout, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [(code, said) for code, said in json.loads(done.stdout)]


class Site:
    """A folder with a package of types and their content, on a database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.environment = {
            "SUNDIAL_DATABASE_URL": url,
            "SUNDIAL_TYPES": "meadow",
            "SUNDIAL_CONTENT": str(folder / "content"),
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SUNDIAL_REQUEST_LOG": "off",
        }
        (folder / "meadow").mkdir(parents=True)
        (folder / "content").mkdir()
        (folder / "meadow" / "__init__.py").touch()
        self.models, self.schema = MODELS, SCHEMA
        self.rewrite()
        for name, text in CONTENT.items():
            (folder / "content" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def rewrite(self, *models: tuple[str, str], schema: tuple[tuple[str, str], ...] = ()) -> None:
        """Change words of the two modules."""
        for old, new in models:
            assert old in self.models, old
            self.models = self.models.replace(old, new)
        for old, new in schema:
            assert old in self.schema, old
            self.schema = self.schema.replace(old, new)
        (self.folder / "meadow" / "models.py").write_text(self.models, encoding="utf-8")
        (self.folder / "meadow" / "schema.py").write_text(self.schema, encoding="utf-8")

    def run(self, *commands: str | tuple[str, ...]) -> list[tuple[int, str]]:
        """Type commands, all in one process: it takes a second to start. Return the exit code and what each said."""
        return typed(PROJECT, {**self.environment, "PYTHONPATH": f"{self.folder}{os.pathsep}{PROJECT}"}, *commands)

    def flask(self, *commands: str | tuple[str, ...]) -> list[str]:
        """Type commands that must succeed."""
        found = self.run(*commands)
        assert not any(code for code, _ in found), found
        return [said for _, said in found]

    def converse(self, *words: str, answers: list[str]) -> tuple[int, str]:
        """Type a command on a terminal, and answer each of its questions; return its exit code and what is shown."""
        terminal, its = pty.openpty()
        shown, waiting = b"", list(answers)
        with subprocess.Popen(
            [*FLASK, *words], cwd=PROJECT, env={**os.environ, **self.environment}, stdin=its, stdout=its, stderr=its
        ) as running:
            os.close(its)
            read = 0
            while True:
                try:
                    shown += os.read(terminal, 4096)
                except OSError:  # what a terminal says when nobody writes to it any more
                    break
                if waiting and shown[read:].rstrip().endswith((b"]:", b"?:", b"filled?:")):
                    read = len(shown)
                    os.write(terminal, f"{waiting.pop(0)}\n".encode())
        os.close(terminal)
        text = shown.decode().replace("\r\n", "\n")
        assert "Traceback" not in text, text
        return running.returncode, text

    def ask(self, *queries: str) -> list[dict]:
        """Serve the site, and ask it."""
        with serving(self.url, **self.environment) as (address, _):
            answers = [json.loads(fetch(f"{address}/graphql", {"query": query})) for query in queries]
        assert not any("errors" in answer for answer in answers), answers
        return [answer["data"] for answer in answers]
