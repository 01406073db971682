"""Whatever a mutation is given, made at random from the schema, it is saved or told what is wrong: no error of ours."""

import json
import random

from graphql import is_enum_type, is_input_object_type, is_list_type, is_non_null_type
from writers import SCHEMA, person, story

from delivery.execution.operations import Operation

GRAPHQL = SCHEMA._schema
ACTS = [name for name in GRAPHQL.mutation_type.fields if name not in ("createToken", "revokeToken", "createPreview")]
USUAL = ["saveNewsStory", "publish", "unpublish", "restoreVersion", "discardDraft", "redact", "createMenu", "saveMenu"]
OPERATIONS, DEEPEST = 250, 5
TEXTS = ["a", "", "  ", "\0", "\ud800", "中文", "x" * 150_000, "title.en", "#C5192D", "key"]
SLUGS = ["hello", "launch", "A b", "", "\0", "中", "x" * 300]
NUMBERS = [0, 1, 2, 5, -1, 2**31 - 1]
DAYS = ["2026-01-01", "0001-01-01", "9999-12-31"]
INSTANTS = ["2026-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2030-06-01T00:00:00+08:00"]
SELECTED = """saved id revision merged changed problems { code path message
  ... on ConflictProblem { base theirs yours by at revision } ... on LinksProblem { entries { id label } }
  ... on LaterEditionsProblem { versions carried { path } } } entry { id } editing { isDeleted } edition { state }"""


class Maker:
    """Makes values of input types at random."""

    def __init__(self, seed, entries):
        self.dice, self.entries, self.revisions = random.Random(seed), entries, ["x", ""]

    def value(self, kind, depth=0, name=""):
        if is_non_null_type(kind):
            return self.value(kind.of_type, depth, name)
        if is_list_type(kind):
            return [self.value(kind.of_type, depth + 1, name) for _ in range(self.dice.choice([0, 1, 1, 2]))]
        if is_enum_type(kind):
            return self.dice.choice(list(kind.values))
        if is_input_object_type(kind):
            return self.object(kind, depth)
        scalars = {
            "ID": [*self.entries, "x", ""],
            "Revision": self.revisions[-4:],
            "String": SLUGS if name == "slug" else TEXTS,
            "Int": NUMBERS,
            "Float": [0, 1.5, 1e300],
            "Boolean": [True, False],
            "Date": DAYS,
            "DateTime": INSTANTS,
        }
        return self.dice.choice(scalars[kind.name])

    def object(self, kind, depth):
        names = [self.dice.choice(list(kind.fields))] if kind.is_one_of else list(kind.fields)
        found = {}
        for name in names:
            needed = kind.is_one_of or is_non_null_type(kind.fields[name].type)
            if needed or (depth < DEEPEST and self.dice.random() < 0.45):
                value = self.value(kind.fields[name].type, depth + 1, name)
                found[name] = None if not needed and self.dice.random() < 0.1 else value
        return found

    def input(self, kind):
        """Make an input, more often one that may be right."""
        given = self.value(kind)
        if "entry" in given and self.dice.random() < 0.6:
            given["entry"] = {"id": self.dice.choice(self.entries)}
        if self.dice.random() < 0.6:
            given.pop("key", None)
        return given


def test_no_input_is_an_error_of_the_server(executor):
    admin = person("ada", "admin")
    maker = Maker(7, [story(executor, admin)["id"] for _ in range(4)])
    saved = 0
    for _ in range(OPERATIONS):
        name = maker.dice.choice(USUAL if maker.dice.random() < 0.5 else ACTS)
        kind = GRAPHQL.mutation_type.fields[name].args["input"].type
        text = f"mutation ($i: {kind}) {{ {name}(input: $i) {{ {SELECTED} }} }}"
        given = maker.input(kind)
        answer = json.loads(executor.run(Operation(text, {"i": given}, caller=admin)).body)
        assert "errors" not in answer, (name, given, answer["errors"])
        payload = answer["data"][name]
        assert payload["saved"] or payload["problems"]
        if payload["saved"]:
            saved += 1
            maker.revisions.append(payload["revision"] or "x")
    assert saved > OPERATIONS / 50
