"""Mutations: request bodies made of good ones by changing bytes, tokens of GraphQL, values of JSON, or variables."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent

TOKEN = re.compile(r'\.\.\.|"(?:[^"\\\n]|\\.)*"|[_A-Za-z]\w*|-?\d[\d.eE+-]*|[^\s,]')
"""A token of a document, roughly: a mutation may well make it another one."""

SIGNS = ["...", *"{}()[]:!$@=|&#", "é", "\0", "\ufeff", '""', '"\\u0000"', '"\\ud800"', '"""', '"""a"""']
NAMES = [
    "on",
    "query",
    "mutation",
    "fragment",
    "subscription",
    "@skip",
    "@include",
    "if",
    "__typename",
    "__schema",
    "__type",
]
ARGUMENTS = [
    "first",
    "last",
    "after",
    "where",
    "orderBy",
    "asOf",
    "locale",
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "9" * 11,
]

WORDS = [*SIGNS, *NAMES, *ARGUMENTS]
"""Tokens that are put in."""

NUMBERS = [0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 1.5, -0.0, 1e308]
TEXTS = ["", "a", "\0", "\ud800", "%", "'", "\\", "x" * 2_000, "EN", "U2Nob29sOjE="]
INSTANTS = ["2026-01-02", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59"]
SHAPES = [[], {}, [[]], [None], {"": None}, {"eq": None}, {"in": [None]}, {"not": {}}, {"or": []}]

VALUES: list[Any] = [None, True, False, *NUMBERS, *TEXTS, *INSTANTS, *SHAPES]
"""Values that are put in."""

Body = dict[str, Any]
Mutation = Callable[[Body, Random], bytes]


def seeds() -> list[Body]:
    """Read the operations of the project, with their variables."""
    paths = sorted([*PROJECT.glob("documents/*.graphql"), *PROJECT.glob("tests/operations/*.graphql")])
    return [{"query": path.read_text(encoding="utf-8"), "variables": variables(path)} for path in paths]


def variables(path: Path) -> Any:
    """Read the variables of an operation."""
    beside = path.with_suffix(".variables.json")
    return json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}


def mutated(body: Body, random: Random) -> bytes:
    """Change a body in one of the ways, a few times."""
    return random.choice(MUTATIONS)(json.loads(json.dumps(body)), random)


def in_bytes(body: Body, random: Random) -> bytes:
    """Change, delete, repeat or put in bytes."""
    text = bytearray(json.dumps(body).encode())
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(text))
        end = min(len(text), start + random.randint(0, 8))
        text[start:end] = random.choice([b"", bytes(text[start:end]) * 2, random.randbytes(end - start)])
    return bytes(text)


def in_tokens(body: Body, random: Random) -> bytes:
    """Swap, repeat, delete and put in tokens of the document."""
    tokens = TOKEN.findall(body["query"])
    for _ in range(random.randint(1, 2)):
        one, other = random.randrange(len(tokens)), random.randrange(len(tokens))
        change = random.randrange(5)
        if change == 0:
            tokens[one], tokens[other] = tokens[other], tokens[one]
        elif change == 1:
            tokens.insert(one, tokens[other])
        elif change == 2 and len(tokens) > 1:
            del tokens[one]
        elif change == 3:
            tokens[one] = tokens[other]
        else:
            tokens.insert(one, random.choice(WORDS))
    return written(body | {"query": " ".join(tokens)})


def in_json(body: Body, random: Random) -> bytes:
    """Put values of other types in, in the request itself as well."""
    for name in random.sample(["operationName", "extensions", "documentId", "x"], random.randint(0, 1)):
        body[name] = deepcopy(random.choice([*VALUES, {"persistedQuery": random.choice(VALUES)}]))
    changed(body, random)
    return written(body)


def in_variables(body: Body, random: Random) -> bytes:
    """Give other values to variables, to those that the document has and to others."""
    names = re.findall(r"\$(\w+)", body["query"]) or ["a"]
    for _ in range(random.randint(1, 3)):
        body["variables"][random.choice(names)] = nested(random)
    return written(body)


def nested(random: Random) -> Any:
    """Make a value, now and then deep."""
    value = deepcopy(random.choice(VALUES))
    for _ in range(random.choice([0, 0, 1, 2, 40, 300])):
        value = random.choice([[value], {random.choice(["and", "or", "not", "some", "eq", "slug"]): value}])
    return value


def changed(value: Any, random: Random) -> None:
    """Put another value somewhere inside."""
    inside = [value]
    while isinstance(value, dict | list) and value and random.random() < 0.7:
        inside.append(value)
        value = random.choice(list(value.values()) if isinstance(value, dict) else value)
    holder = inside[-1]
    if isinstance(holder, dict):
        holder[random.choice([*holder, "x"])] = nested(random)
    elif holder:
        holder[random.randrange(len(holder))] = nested(random)


def written(body: Body) -> bytes:
    """Write a body as JSON."""
    return json.dumps(body, ensure_ascii=True).encode()


MUTATIONS: list[Mutation] = [in_bytes, in_tokens, in_tokens, in_json, in_variables, in_variables]
"""The ways; tokens and variables get furthest, and their turn twice."""
