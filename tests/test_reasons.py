"""Reasons in other languages: every template has its words, with the same places, and who asks is told in theirs."""

import ast
import re
from pathlib import Path

import pytest
from conftest import PLAIN
from editors import make_token

from models.reason_words import WORDS
from models.reasons import in_language, reason
from schema.access.problems import ProblemCode
from server import create_app

PROJECT = Path(__file__).parent.parent
PLACES = re.compile(r"\{(\w+)\}")


def constants(tree):
    """The texts that a module names, and those in the tables that it names."""
    found = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and node.value:
            texts = [each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant)]
            found[target.id] = [each for each in texts if isinstance(each, str) and " " in each]
    return found


def templates():
    """Every template that is given to `reason`."""
    for folder in ("models", "resolvers", "schema", "fixtures"):
        for path in (PROJECT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = constants(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "reason":
                    yield from texts_of(node.args[0], named)


def texts_of(node, named):
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Name):
        return named.get(node.id, [])
    if isinstance(node, ast.Subscript):
        return named[node.value.id]
    assert isinstance(node, ast.BinOp), ast.dump(node)
    both = texts_of(node.left, named)
    return [*both, *(f"{each}; leave it out for no end" for each in both)]


FOUND = sorted(set(templates()))


def test_templates_are_found():
    assert len(FOUND) > 60


@pytest.mark.parametrize("template", FOUND)
def test_every_reason_has_words_in_both_scripts_of_chinese(template):
    for tag in ("zh-Hant", "zh-Hans"):
        assert sorted(PLACES.findall(WORDS[template][tag])) == sorted(PLACES.findall(template))


def test_no_words_are_left_over():
    assert set(WORDS) - set(FOUND) == set()


def test_a_language_without_words_is_told_in_english():
    said = reason("there is no version {version}", version=7)
    assert in_language(said, "zh-Hant") == "沒有版本 7"
    assert in_language(said, "de") == "there is no version 7"
    assert in_language("plain words", "zh-Hant") == "plain words"


CREATE = """mutation { createNewsStory(input: {content: {slug: "Not one"}}) { problems { path message } } }"""
TOLD = {
    "zh-HK": "只可使用 a-z、0-9 和連字號",
    "zh-CN,zh;q=0.9": "只可使用 a-z、0-9 和连字号",
    "en-GB": "must be a-z, 0-9 and hyphens",
    "x,;;q=": "must be a-z, 0-9 and hyphens",
}


@pytest.mark.parametrize("accepted", TOLD)
def test_who_asks_is_told_in_the_language_of_the_request(copy, accepted):
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}).test_client()
    headers = {"Authorization": f"Bearer {make_token('ann')}", "Accept-Language": accepted}
    answer = client.post("/graphql", json={"query": CREATE}, headers=headers).json
    assert answer["data"]["createNewsStory"]["problems"] == [{"path": ["content", "slug"], "message": TOLD[accepted]}]


CODES = re.compile(r"[A-Z]+(_[A-Z]+)*")
SAYS = {"Problem", "LinkProblem", "Conflict", "LaterScheduled", "expect", "refused"}


def codes():
    """Every code that a problem is given: what is written in capitals where one is made."""
    for folder in ("models", "resolvers", "schema"):
        for path in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS:
                    texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                    yield from (text for text in texts if isinstance(text, str) and CODES.fullmatch(text))


def test_every_code_of_a_problem_is_one_that_clients_are_told():
    found = set(codes())
    assert {"PARENT_CIRCLE", "REDIRECT_OVER_PAGE", "OVERLAP"} <= found
    assert found <= set(ProblemCode)
