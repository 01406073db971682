"""Problems of writing, as clients are told them: in the language of the request, with their place in the input."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from strawberry.scalars import JSON

from models.access.grants import Action
from models.access.mentioned import entry_numbers
from models.component_links import Holder
from models.components import ComponentUnion
from models.editing.revisions import decode
from models.edition import Edition, content_type
from models.entry import Entry
from models.instants import in_zone
from models.links import Link, Links
from models.problems import Conflict, LaterScheduled, LinkProblem
from models.problems import Problem as ContentProblem
from models.reasons import in_language
from resolvers.access.checks import may
from resolvers.context.circumstances import Circumstances
from resolvers.editing.reader import Reader
from resolvers.editing.rights import Forbidden
from schema.access.problems import ForbiddenProblem, PlainProblem, Problem, ProblemCode, Severity
from schema.editing.changes_given import given_in
from schema.editing.content import Place, edited_fields
from schema.editing.differences import json_of
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.names import shown
from schema.editing.revisions import Revision
from schema.services import object_type


@object_type
class ConflictProblem(Problem):
    """Somebody else has changed the same field, or the same language of it, since."""

    has_base: bool
    """Whether it is known what was there when the revision was read that the change was made on."""
    base: JSON | None
    """What was there then: links by their ids; null for nothing, too."""
    theirs: JSON | None
    """What is there now; null, as the base is, to who may read no drafts."""
    yours: JSON | None
    """What was to be there; of a draft that is published, it is null to them, too."""
    by: str
    """Who changed it last, by the name of then."""
    at: datetime | None
    """When they did."""
    revision: Revision
    """The revision that has theirs: a change made on it is no conflict."""


@object_type
class CarriedChange:
    """A place in an edition that is scheduled for later."""

    version: int
    """The version."""
    path: list[str]
    """The field, and the language of it."""


@object_type
class LaterEditionsProblem(Problem):
    """Editions are scheduled for later: it has to be said what becomes of them."""

    versions: list[int]
    """Their versions."""
    carried: list[CarriedChange]
    """What `REBASE` would let them take over."""
    undecided: list[CarriedChange]
    """Where they say something else themselves, which `REBASE` cannot decide."""


@object_type
class LinksProblem(Problem):
    """Something about linked entries."""

    entries: list[EntryLink]
    """The entries."""


IN_INPUT = {"live_from": "at", "live_until": "until"}
"""What columns are called in the inputs of acts."""

PLACE = re.compile(r"[^.\[\]]+")


class Told:
    """Tells the problems of one act: *prefix* is where its input, which is *given*, has the content, if it has any."""

    def __init__(
        self, circumstances: Circumstances, model: type[Edition] | None, prefix: Sequence[str] = (), given: Any = None
    ) -> None:
        self.circumstances, self.model, self.prefix = circumstances, model, prefix
        self.content = reduce(lambda value, name: getattr(value, name, None), prefix, given)

    def tell(self, problems: Sequence[ContentProblem]) -> list[Problem]:
        """Show problems."""
        return [self.problem(each) for each in problems]

    def problem(self, problem: ContentProblem) -> Problem:
        """Show a problem."""
        for kind, make in KINDS.items():
            if isinstance(problem, kind):
                return make(self, problem, self.shared(problem))
        return PlainProblem(**self.shared(problem))

    def shared(self, problem: ContentProblem) -> dict[str, Any]:
        """Say what all problems do."""
        return {
            "code": ProblemCode(problem.code),
            "severity": Severity.WARNING if problem.is_warning else Severity.BLOCKING,
            "path": [*self.prefix, *shown(problem.path)] if problem.path else self.path(problem.field),
            "message": in_language(problem.reason, self.circumstances.language),
        }

    def path(self, field: str) -> list[str]:
        """Write the place of a problem as one in the input; places in lists count from 0 there, and from 1 here."""
        pieces = PLACE.findall(field)
        is_content = self.model is not None and pieces[:1] and pieces[0] in edited_fields(self.model)
        if not is_content:
            return list(map(step, pieces))
        assert self.model is not None
        return [*self.prefix, *steps(edited_fields(self.model), pieces, self.content)]

    def names(self, model: type[Edition], values: Sequence[Any], path: str) -> Names:
        """Name the entries that values of a path link to."""
        field = edited_fields(model)[path.partition(".")[0]]
        numbers = [each for value in values for each in numbers_in(field, value)]
        return Names(Reader(self.circumstances), numbers)

    def links(self, entries: Sequence[int]) -> list[EntryLink]:
        """Name entries by their numbers."""
        rows: Any = Entry.select(Entry.entry, Entry.type).where(Entry.entry.in_(list(entries))).tuples()
        types: dict[int, str] = dict(rows) if entries else {}
        return Names(Reader(self.circumstances), types.items()).links(entries)


def step(piece: str) -> str:
    """Write a piece of a place as the input has it."""
    return str(int(piece) - 1) if piece.isdecimal() else "".join(shown(IN_INPUT.get(piece, piece)))


def steps(fields: Mapping[str, Any], pieces: Sequence[str], given: Any) -> Iterator[str]:
    """Write pieces of a place in what is given; a component of a union stands there under the name of its kind."""
    field: Any = None
    for piece in pieces:
        yield step(piece)
        if not piece.isdecimal():
            field, given = fields.get(piece), getattr(given, piece, None)
        elif isinstance(given, list):
            given = given[int(piece) - 1]
        if not isinstance(field, Holder) or not is_dataclass(given):
            continue
        if isinstance(field.component, ComponentUnion):
            [(member, given)] = given_in(given)
            yield step(member)
            field = field.component.members[member]
        fields = field.kind_of(given).fields


def numbers_in(field: Any, value: Any) -> Iterator[tuple[int, str]]:
    """Yield the entries that a value links to, components included."""
    if isinstance(field, Link | Links):
        numbers = value if isinstance(value, list) else [value]
        yield from ((number, field.target) for number in numbers if isinstance(number, int))
    elif isinstance(field, Holder):
        for each in value if isinstance(value, list) else [value]:
            kind = field.kind_in(each)
            for name, inner in kind.fields.items() if kind else ():
                yield from numbers_in(inner, (each or {}).get(name))


def conflict(told: Told, problem: Conflict, shared: dict[str, Any]) -> Problem:
    """Show a conflict."""
    model = content_type(problem.type)
    field = edited_fields(model)[problem.field.partition(".")[0]]
    values = {"base": problem.base, "theirs": problem.theirs, "yours": problem.yours}
    if not reads_drafts(told, problem):
        is_of_input = told.model is not None
        values = {name: value if name == "yours" and is_of_input else None for name, value in values.items()}
    zone = told.circumstances.site.zone
    place = Place({}, told.names(model, list(values.values()), problem.field), zone)
    written = {
        name: value if "." in problem.field or value is None else json_of(field, value, place)
        for name, value in values.items()
    }
    at = None if problem.at is None else in_zone(problem.at, zone)
    return ConflictProblem(
        **shared, **written, has_base=problem.has_base, by=problem.by, at=at, revision=Revision(problem.revision)
    )


def reads_drafts(told: Told, problem: Conflict) -> bool:
    """Tell whether who asks may see what others have written in a draft: who only writes may not."""
    seen = decode(problem.revision)
    assert seen is not None
    number = entry_numbers([seen.uid])[problem.type, seen.uid]
    return may(told.circumstances, Action.READ_DRAFTS, problem.type, number)


def later(told: Told, problem: LaterScheduled, shared: dict[str, Any]) -> Problem:
    """Show that editions are scheduled for later."""
    carried, undecided = (
        [CarriedChange(version=version, path=shown(path)) for version, path in each]
        for each in (problem.carried, problem.undecided)
    )
    return LaterEditionsProblem(**shared, versions=list(problem.versions), carried=carried, undecided=undecided)


def linked(told: Told, problem: LinkProblem, shared: dict[str, Any]) -> Problem:
    """Show something about linked entries."""
    return LinksProblem(**shared, entries=told.links([number for number, _ in problem.entries]))


def forbidden(told: Told, problem: Forbidden, shared: dict[str, Any]) -> Problem:
    """Show a right that is missing."""
    return ForbiddenProblem(**shared, needs=problem.needs)


KINDS: dict[type[ContentProblem], Callable[[Told, Any, dict[str, Any]], Problem]] = {
    Conflict: conflict,
    LaterScheduled: later,
    LinkProblem: linked,
    Forbidden: forbidden,
}
"""How problems are shown that say more than others."""
