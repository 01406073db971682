"""Lines of the journal about entries. Saves of one author within minutes are told by one line, for each path once."""

import json
from collections.abc import Collection
from typing import Any

from models.access import journal
from models.access.actors import Actor
from models.access.tables import Change
from models.editing import acting

SAVE = "entry.save"

TOGETHER = 5 * 60 * 1_000_000
"""Microseconds within which saves of one author are told together."""


def tell(act: str, by: Actor, entry: int, version: int | None, paths: Collection[str] = (), **details: Any) -> None:
    """Write a line about an act on an entry; none about what the last one has told."""
    told: set[str] = set()
    if act == SAVE:
        last = Change.select().where(Change.entry == entry).order_by(Change.change.desc()).first()
        if last is not None and is_same(last, by, version):
            told = set(json.loads(last.details).get("paths", ()))
            if told.issuperset(paths):
                return
    named = {"version": version, "paths": sorted({*paths, *told}), **details}
    journal.note(act, by, acting.now(), entry, {name: value for name, value in named.items() if value})


def is_same(line: Change, by: Actor, version: int | None) -> bool:
    """Tell whether a line is of the same author's saving of the same draft, a short while ago."""
    who = (line.actor, line.person, line.token) == (journal.printable(by.name), by.person, by.token)
    is_near = line.at > acting.now() - TOGETHER
    return line.act == SAVE and who and is_near and json.loads(line.details).get("version") == version
