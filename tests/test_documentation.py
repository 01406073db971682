"""The documentation: what it shows runs, and what can be set is in it."""

import json
import re
from pathlib import Path

import pytest
from conftest import post

from delivery.settings import PROJECT as SETTINGS_PROJECT
from delivery.settings import SETTINGS

PROJECT = Path(__file__).parent.parent
PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "deploy/README.md")]
PAGES += (PROJECT / "docs").rglob("*.md")
BLOCKS = [
    (page.name, block)
    for page in PAGES
    for block in re.findall(r"```graphql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[f"{page}-{place}" for place, (page, _) in enumerate(BLOCKS)])
def test_every_query_of_the_documentation_runs(client, page, block):
    assert "errors" not in post(client, block)


def test_the_first_query_of_the_readme_gives_the_answer_it_shows(client, request):
    readme = PROJECT / "README.md"
    text = readme.read_text(encoding="utf-8")
    query, shown = re.search(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", text, re.DOTALL).groups()
    answer = json.dumps(post(client, query), ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--update-golden"):
        readme.write_text(text.replace(shown, answer), encoding="utf-8")
    else:
        assert shown == answer


def test_the_statistics_that_are_shown_are_what_is_answered(client, request):
    page = PROJECT / "docs/statistics.md"
    text = page.read_text(encoding="utf-8")
    for query, shown in re.findall(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", text, re.DOTALL):
        answer = json.dumps(post(client, query)["data"], ensure_ascii=False, indent=2) + "\n"
        if request.config.getoption("--update-golden"):
            text = text.replace(f"{query}```\n\n```json\n{shown}", f"{query}```\n\n```json\n{answer}")
        else:
            assert shown == answer
    if request.config.getoption("--update-golden"):
        page.write_text(text, encoding="utf-8")


def test_every_setting_is_documented_with_its_default():
    rows = re.findall(
        r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    shown = {
        f"sqlite:///{SETTINGS_PROJECT}/sundial.db": "`sqlite:///sundial.db` in this folder",
        f"{SETTINGS_PROJECT}/fixtures/content": "`fixtures/content` in this folder",
        f"{SETTINGS_PROJECT}/models/languages.toml": "`models/languages.toml` in this folder",
        "": "none",
    }
    described = [
        (
            setting.name,
            shown.get(setting.default, f"`{setting.default}`"),
            setting.help,
        )
        for setting in SETTINGS
    ]
    assert rows == described


def test_the_deployment_sets_what_there_is_to_set():
    named = re.findall(r"^#?(\w+)=", (PROJECT / "deploy/systemd/environment").read_text(encoding="utf-8"), re.MULTILINE)
    assert "SUNDIAL_DATABASE_URL" in named
    assert set(named) - {setting.name for setting in SETTINGS} == set()


def test_nginx_takes_bodies_as_large_as_sundial_does():
    configuration = (PROJECT / "deploy/nginx/sundial.conf").read_text(encoding="utf-8")
    (largest,) = [setting.default for setting in SETTINGS if setting.name == "SUNDIAL_MAX_BODY"]
    assert re.findall(r"client_(max_body|body_buffer)_size (\d+);", configuration) == [
        ("max_body", largest),
        ("body_buffer", largest),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_of_the_documentation_leads_somewhere(page):
    links = re.findall(r"\]\(((?!http|entry:|/)[^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_complaint_of_editors_is_tried_by_a_test_that_there_is():
    rows = re.findall(
        r"^\| (\d+|–) \|.*\| (.*?) \|$", (PROJECT / "docs/editing.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [int(number) for number, _ in rows if number != "–"] == list(range(1, 41))
    assert [number for number, tests in rows if not tests.strip()] == ["7"]
    named = [each for _, tests in rows for each in re.findall(r"\(\.\./(tests/\w+\.py)\) `(\w+)`", tests)]
    assert [name for path, name in named if f"\ndef {name}(" not in (PROJECT / path).read_text(encoding="utf-8")] == []
