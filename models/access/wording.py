"""Grants in words, for people to read: `edit, publish NewsStory.title in zh-Hant where schools some seng`."""

import json
from collections.abc import Mapping
from typing import Any

from models.access.grants import Action, Grant
from models.access.roles import OF_NO_TYPE


def in_words(grant: Grant) -> list[str]:
    """Write a grant as a line for what is done to content, and one for what is not."""
    lines = []
    if done := [each for each in Action if each in grant.actions and each not in OF_NO_TYPE]:
        lines.append(f"{named(done)} {scope_in_words(grant)}")
    if others := [each for each in Action if each in grant.actions and each in OF_NO_TYPE]:
        lines.append(named(others))
    return lines


def named(actions: list[Action]) -> str:
    """Name actions as words."""
    return ", ".join(each.value.lower().replace("_", " ") for each in actions)


def scope_in_words(grant: Grant) -> str:
    """Say what a grant is on."""
    words = grant.type or "everything"
    if grant.fields is not None:
        fields = sorted(grant.fields)
        words += f".{fields[0]}" if len(fields) == 1 else f".({', '.join(fields)})"
    if grant.locales is not None:
        words += f" in {', '.join(sorted(grant.locales))}"
    return words if grant.where is None else f"{words} where {condition_in_words(json.loads(grant.where))}"


def condition_in_words(where: Any) -> str:
    """Say a `where`; a slug stands for itself."""
    if isinstance(where, Mapping):
        return " and ".join(entry_in_words(name, value) for name, value in where.items())
    if isinstance(where, list):
        return " or ".join(map(condition_in_words, where))
    return where if isinstance(where, str) else json.dumps(where, ensure_ascii=False)


def entry_in_words(name: str, value: Any) -> str:
    """Say one entry of a `where`."""
    if name in ("and", "or") and isinstance(value, list):
        return f" {name} ".join(f"({condition_in_words(each)})" for each in value)
    if name == "not":
        return f"not ({condition_in_words(value)})"
    said = condition_in_words(value)
    return said if name in ("slug", "eq", "in") else f"{name} {said}"
