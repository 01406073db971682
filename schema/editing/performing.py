"""Performing acts: who asks is known, a key is answered once, problems become those of the payload."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass, replace
from hashlib import sha256
from typing import Any

from models.access.actors import Actor, actor_of
from models.editing import acting, keys
from models.editing.outcomes import Outcome
from models.edition import Edition, content_type
from models.instants import from_microseconds
from models.problems import ContentRefused, Problem
from models.reasons import reason
from resolvers.access.rights import require_person
from resolvers.context.circumstances import Circumstances, Made
from resolvers.editing.given import Found, NoEntry, find, is_known
from schema.editing.changes_given import given_in, named_in
from schema.editing.payloads import PAYLOAD_TYPES
from schema.editing.problems import Told
from schema.editing.refs import EntryRef

UNKNOWN = {
    "UNKNOWN_ENTRY": "there is no entry {entry}",
    "WRONG_TYPE": "{entry} is of another type",
    "INVALID": "several entries are named {entry}: say which by its id",
}
"""What is said of an entry that is not found, by its code."""


def author(circumstances: Circumstances) -> Actor:
    """Return who writes."""
    return actor_of(circumstances.caller, circumstances.request_id)


def require_entry(circumstances: Circumstances, ref: EntryRef, model: type[Edition] | None = None) -> Found:
    """Return the entry that is meant, of a type if one is named; raise `ContentRefused` where there is none."""
    found = find(circumstances, named_in(ref), model)
    if isinstance(found, NoEntry):
        raise ContentRefused([Problem("entry", reason(UNKNOWN[found.code], entry=str(found)), found.code)])
    return found


def require_known(circumstances: Circumstances, found: Found, slug: str) -> None:
    """Raise `ContentRefused` for an entry that who asks may not know of, named by its slug, as for one there is not."""
    if not is_known(circumstances, found):
        raise ContentRefused([Problem("entry", reason(UNKNOWN["UNKNOWN_ENTRY"], entry=slug), "UNKNOWN_ENTRY")])


def perform(
    circumstances: Circumstances,
    act: str,
    model: type[Edition] | None,
    given: Any,
    do: Callable[[], Outcome],
    prefix: Sequence[str] = (),
) -> Any:
    """Do an act with the input that is *given*, and give its payload; *prefix* is where that has the content.

    *model* is the content type whose payload it is, None for acts on any entry.
    """
    require_person(circumstances.caller)
    make = PAYLOAD_TYPES[model]
    try:
        outcome = do() if given.key is None else answered(circumstances, act, given, do)
    except ContentRefused as error:
        told = Told(circumstances, model, prefix, given).tell(error.problems)
        return make(circumstances=circumstances, outcome=None, saved=False, problems=told)
    circumstances.made[f"{outcome.model.__name__} {outcome.uid}"] = Made(outcome.model, outcome.entry, outcome.revision)
    told = Told(circumstances, outcome.model, prefix, given).tell(outcome.warnings)
    return make(circumstances=since(circumstances), outcome=outcome, saved=True, problems=told)


def since(circumstances: Circumstances) -> Circumstances:
    """Return circumstances as they are when an act is done: what it lets begin at once is live by then."""
    return replace(circumstances, now=max(circumstances.now, from_microseconds(acting.now())))


def answered(circumstances: Circumstances, act: str, given: Any, do: Callable[[], Outcome]) -> Outcome:
    """Do an act once for its key, and give the first answer again."""
    caller = circumstances.caller
    done: list[Outcome] = []

    def first() -> dict[str, Any]:
        done.append(do())
        out = done[0]
        return {**asdict(out), "model": out.model.__name__, "warnings": []}

    digest = sha256(json.dumps(plain(given), sort_keys=True).encode()).hexdigest()
    answer, _ = keys.answered(f"{caller.person}:{caller.token}", act, given.key, digest, first)
    if done:
        return done[0]
    paths = {name: tuple(answer[name]) for name in ("changed", "merged", "affected")}
    return Outcome(**{**answer, **paths, "model": content_type(answer["model"]), "warnings": ()})


def plain(value: Any) -> Any:
    """Write an input as JSON has it, without what is not given."""
    if is_dataclass(value):
        return {name: plain(each) for name, each in given_in(value)}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def seen_revision(circumstances: Circumstances, found: Found, given: str | None) -> str | None:
    """Return the revision that is given, or else that which an earlier field of the operation has made."""
    if given is not None:
        return str(given)
    return next((each.revision for each in circumstances.made.values() if each[:2] == found), None)
