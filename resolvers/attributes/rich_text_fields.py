"""The fields of a rich text: which pieces of what was compiled each of them needs, and what it makes of these.

RichTextPlan   collects the pieces that the selected fields read
Given          has them, and what was found of the references, when an answer is made
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.rich_text.excerpts import excerpt
from models.rich_text.filling import (
    FIRST_LEVEL,
    LAST_LEVEL,
    Target,
    Targets,
    filled_blocks,
    filled_html,
    filled_markdown,
    in_language,
    pieces,
)
from models.translations import LOCALES_BY_TAG
from resolvers.attributes.references import References, entries_json, targets_json
from resolvers.compiler.localized import Chain
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Json, OwnArguments, Planner
from resolvers.compiler.selections import SelectedField
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext

LONGEST_EXCERPT = 10_000
"""Characters that may be asked for."""

TREE = "tree."
"""What stands before the name of a member of the tree among the pieces."""


class Given:
    """What a rich text is answered from: its pieces by name, and what was found of its references, by place."""

    __slots__ = ("chain", "found", "pieces")

    def __init__(self, pieces: Mapping[str, Any], found: Sequence[Any], chain: Chain) -> None:
        self.pieces, self.found, self.chain = pieces, found, chain

    @property
    def lang(self) -> str | None:
        """The tag of the language, where it is not the one that was asked for."""
        tag: str = self.pieces["tag"]
        return None if tag == self.chain[0].tag else tag


Value = Callable[[Given], Any]
"""Makes the value of a field of the answer."""


@dataclass(frozen=True, eq=False)
class NumberArgument(OwnArguments):
    """An argument that is a number between two others; it is bound, and comes back in the payload."""

    selected: SelectedField
    name: str
    parameter: Parameter
    lowest: int
    highest: int
    default: int

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return the number, which decides nothing else; raise `BadUserInput`."""
        given = self.selected.arguments_of(variables).get(self.name)
        number = self.default if given is None else given
        if not self.lowest <= number <= self.highest:
            said = f"{self.name} must be from {self.lowest} to {self.highest}, not {number}."
            raise BadUserInput(said, self.selected)
        return None, {self.parameter: number}


@dataclass
class RichTextPlan:
    """What is read for a rich text: the names of its *pieces*, and what is found of its references."""

    planner: Planner
    references: References
    pieces: dict[str, None] = field(default_factory=lambda: {"tag": None})
    found: list[Json] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)

    def piece(self, name: str) -> Value:
        """Read a piece."""
        self.pieces[name] = None
        return lambda given: given.pieces[name]

    def reading(self, key: Hashable, json: Callable[[], Json]) -> Value:
        """Read what is found, once for the same *key*."""
        if key not in self.places:
            written = json()  # which may plan others before it
            self.places[key] = len(self.found)
            self.found.append(written)
        place = self.places[key]
        return lambda given: given.found[place]

    def targets(self) -> Callable[[Given], Targets]:
        """Read where references lead."""
        read = self.reading("targets", lambda: targets_json(self.planner, self.references))

        def targets(given: Given) -> Targets:
            found = ((uid, each.partition(" ")) for uid, each in read(given).items() if each is not None)
            return {uid: Target(path or None, title) for uid, (path, _, title) in found}

        return targets

    def entries(self, selected: SelectedField) -> Value:
        """Read the entries that are referred to, by uid."""
        key = ("entries", *map(id, selected.nodes))
        return self.reading(key, lambda: entries_json(selected, self.planner, self.references))

    def number(self, selected: SelectedField, name: str, bounds: tuple[int, int], default: int) -> Value:
        """Read an argument."""
        parameter = Parameter(f"{self.planner.rows(None).alias}_{name}")
        self.planner.arguments.append(NumberArgument(selected, name, parameter, *bounds, default))
        return self.reading(parameter, lambda: lambda writer: f"CAST({parameter.mark} AS TEXT)")

    def shape(self, selected: SelectedField) -> Value:
        """Plan what is selected of the text."""
        members = [(each.key, MEMBERS[each.name](self, each)) for each in selected.fields()]
        return lambda given: {key: value(given) for key, value in members}


def html(plan: RichTextPlan, selected: SelectedField) -> Value:
    """Write HTML."""
    stored, targets = plan.piece("html"), plan.targets()
    first = plan.number(selected, "headings", (1, LAST_LEVEL), FIRST_LEVEL)

    def value(given: Given) -> str:
        found = filled_html(stored(given), targets(given), first(given))
        return in_language(found, given.lang) if given.lang else found

    return value


def markdown(plan: RichTextPlan, selected: SelectedField) -> Value:
    """Write Markdown."""
    source, targets = plan.piece("source"), plan.targets()
    return lambda given: filled_markdown(source(given), targets(given))


def beginning(plan: RichTextPlan, selected: SelectedField) -> Value:
    """Cut the beginning of the text."""
    text, length = plan.piece("text"), plan.number(selected, "length", (1, LONGEST_EXCERPT), 160)
    return lambda given: excerpt(text(given), length(given))


def headings(plan: RichTextPlan, selected: SelectedField) -> Value:
    """List the headings."""
    values: dict[str, Callable[[Any], Any]] = {
        "__typename": lambda heading: "Heading",
        "level": lambda heading: heading[0],
        "text": lambda heading: heading[1],
        "id": lambda heading: heading[2],
    }
    members = [(each.key, values[each.name]) for each in selected.fields()]
    found = plan.piece(f"{TREE}headings")
    return lambda given: [{key: value(each) for key, value in members} for each in found(given)]


def tree(plan: RichTextPlan, selected: SelectedField) -> Value:
    """Give the text as Portable Text."""
    stored, uids, targets = plan.piece(f"{TREE}blocks"), plan.piece(f"{TREE}references"), plan.targets()
    return lambda given: filled_blocks(stored(given), [uid for _, uid in uids(given)], targets(given))


def references(plan: RichTextPlan, selected: SelectedField) -> Value:
    """List the references, each entry once."""
    stored = plan.piece(f"{TREE}references")
    members: list[tuple[str, Callable[[Given, int, Any], Any]]] = []
    for each in selected.fields():
        if each.name == "entry":
            members.append((each.key, referred(plan.entries(each))))
        else:
            members.append((each.key, REFERENCE[each.name]))
    return lambda given: [
        {key: value(given, number, each) for key, value in members} for number, each in enumerate(stored(given), 1)
    ]


def referred(entries: Value) -> Callable[[Given, int, Any], Any]:
    """Take the entry of a reference; None for one that is not live."""
    return lambda given, number, reference: entries(given).get(reference[1])


REFERENCE: dict[str, Callable[[Given, int, Any], Any]] = {
    "__typename": lambda given, number, reference: "Reference",
    "key": lambda given, number, reference: str(number),
    "kind": lambda given, number, reference: reference[0],
}


def blocks(plan: RichTextPlan, selected: SelectedField) -> Value:
    """Cut the text where entries are shown in it; one that is not live leaves its place out."""
    stored, text, texts = plan.piece("html"), plan.piece("text"), plan.piece(f"{TREE}texts")
    targets = plan.targets()
    kinds = {kind.name: kind for kind in selected.document.schema.get_possible_types(selected.type)}  # type: ignore[arg-type]
    members = [(each.key, MARKUP[each.name]) for each in selected.fields(kinds["TextMarkup"])]
    embedded: list[tuple[str, Value | None]] = [
        (each.key, plan.entries(each) if each.name == "entry" else None)
        for each in selected.fields(kinds["EmbeddedEntry"])
    ]

    def value(given: Given) -> list[dict[str, Any]]:
        live = targets(given)
        around, uids = pieces(stored(given))
        found: list[dict[str, Any]] = []
        plain = texts(given) or [text(given)]
        for number, piece in enumerate(around):
            if piece.strip():
                written = filled_html(piece, live)
                found.append({key: make(written, plain[number]) for key, make in members})
            if number < len(uids) and uids[number] in live:
                uid = uids[number]
                found.append({key: make(given)[uid] if make else "EmbeddedEntry" for key, make in embedded})
        return found

    return value


MARKUP: dict[str, Callable[[str, str], Any]] = {
    "__typename": lambda html, text: "TextMarkup",
    "html": lambda html, text: html,
    "text": lambda html, text: text,
}

MEMBERS: dict[str, Callable[[RichTextPlan, SelectedField], Value]] = {
    "__typename": lambda plan, selected: lambda given: "RichText",
    "html": html,
    "markdown": markdown,
    "text": lambda plan, selected: plan.piece("text"),
    "excerpt": beginning,
    "headings": headings,
    "blocks": blocks,
    "value": tree,
    "references": references,
    "wordCount": lambda plan, selected: plan.piece(f"{TREE}words"),
    "readingMinutes": lambda plan, selected: plan.piece(f"{TREE}minutes"),
    "locale": lambda plan, selected: lambda given: LOCALES_BY_TAG[given.pieces["tag"]],
    "lang": lambda plan, selected: lambda given: given.pieces["tag"],
}
"""The fields of a rich text."""
