"""The round of docs/editing.md is run as the page shows it, by curl against a real gunicorn."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from editors import make_token
from graphql import build_schema, parse, validate
from servers import PROJECT, fetch, serving
from signing_in import bearer

from delivery.execution.documents import Documents

PAGE = (PROJECT / "docs" / "editing.md").read_text(encoding="utf-8")
EDITING = PROJECT / "documents" / "editing"
STEPS = re.findall(r"```sh\n(.*?)```\n(?:\n```json\n(.*?)```)?", PAGE, re.DOTALL)
"""What the page types, with the answer that it shows, if it shows one."""

SCHEMA = build_schema((PROJECT / "schema" / "schema.graphql").read_text(encoding="utf-8"))
END = "== end of a step =="
ANYTHING = "…"
"""Stands in an answer of the page for what is another one each time."""


def run(address, url):
    """Type all steps of the page in one shell; return what each says."""
    typed = "".join(f"{command}\necho; echo '{END}'\n" for command, _ in STEPS)
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": tools, "SUNDIAL": address, "SUNDIAL_DATABASE_URL": url}
    shell = ["bash", "-euo", "pipefail", "-c", typed]
    done = subprocess.run(shell, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split(END)


def is_like(answer, shown):
    """Tell whether an answer is as the page shows it."""
    if isinstance(shown, dict):
        return (
            isinstance(answer, dict)
            and answer.keys() == shown.keys()
            and all(is_like(answer[name], each) for name, each in shown.items())
        )
    if isinstance(shown, list):
        return isinstance(answer, list) and len(answer) == len(shown) and all(map(is_like, answer, shown))
    return (answer is not None and shown == ANYTHING) or answer == shown


def test_the_round_of_the_page_gives_the_answers_it_shows(copy):
    with serving(copy, SUNDIAL_PREVIEW_URL="https://www.example.edu") as (address, _):
        said = run(address, copy)
    for (command, shown), answer in zip(STEPS, said, strict=False):
        if shown:
            data = json.loads(answer)["data"]
            assert is_like(data, json.loads(shown)), f"{command}\n{json.dumps(data, ensure_ascii=False, indent=2)}"


@pytest.mark.parametrize("path", sorted(EDITING.glob("*.graphql")), ids=lambda path: path.stem)
def test_documents_of_editors_are_valid_and_in_the_page(path):
    assert validate(SCHEMA, parse(path.read_text(encoding="utf-8"))) == []
    assert f"ask {path.stem} " in PAGE


def test_the_mutation_of_the_readme_is_saved(copy):
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    [mutation] = re.findall(r"```\n(mutation \{\n  saveNewsStory.*?)```", readme, re.DOTALL)
    with serving(copy) as (address, _):
        answer = json.loads(fetch(f"{address}/graphql", {"query": mutation}, **bearer(make_token("ann", "translator"))))
    saved = answer["data"]["saveNewsStory"]
    assert (saved["saved"], saved["changed"], saved["problems"]) == (True, ["title.zhHant"], [])
    assert saved["entry"]["title"] == "香港機械人行動"


@pytest.mark.parametrize("block", re.findall(r"```\n(mutation .*?)```", PAGE, re.DOTALL))
def test_mutations_that_are_only_shown_are_valid(block):
    assert validate(SCHEMA, parse(block)) == []


def test_documents_of_editors_can_be_trusted():
    trusted = Documents([str(EDITING)], only_trusted=True)
    assert all(trusted.is_allowed(path.read_text(encoding="utf-8")) for path in EDITING.glob("*.graphql"))
