r"""Rich texts: what was compiled when they were written, filled with where its references lead at the instant read.

    SQL             the language served, the columns that the selected fields need, and the references, as a payload
      └ formatter   `Given` of that -> each selected field -> JSON

Each field says which pieces of the payload it needs (`MEMBERS`), so nothing else is read.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from models.database import largest_answer
from models.rich_text.columns import column_of_rich, digest
from models.rich_text.excerpts import excerpt
from models.rich_text.fields import RichTextField, references_of
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
from models.translations import LOCALES_BY_TAG, Locale
from resolvers.attributes.components import BETWEEN, PLACEHOLDER_WITHIN, Components, Found, Shape, component_shape
from resolvers.attributes.references import entries_json, targets_json
from resolvers.compiler.localized import CHAIN, Chain, own_chain
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.placeholders import Formatting, format_placeholders, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext, chain_of

LONGEST_EXCERPT = 10_000
"""Characters that may be asked for."""

TREE = "tree."
"""What stands before the name of a member of the tree among the pieces."""

MEMBERS_OF_TREE = ("blocks", "headings", "references", "texts", "words", "minutes")
"""The members of the tree that fields read."""


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
class NumberArgument:
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
    references: Callable[[StatementWriter], str]
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


@attribute_json.register
def rich_text_json(attribute: RichTextField, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Plan the rich text in a column of an edition."""
    plan = RichTextPlan(planner, lambda writer: rows.column(attribute.references_name))
    formatter = RichTextFormatter(plan.shape(selected), list(plan.pieces))

    def write(writer: StatementWriter) -> str:
        stored = [piece_sql(name, attribute, rows, writer) for name in plan.pieces]
        found = [each(writer) for each in plan.found]
        return writer.placeholder(
            formatter, f"||{writer.dialect.components_end}||".join([*stored, *found]), is_plain=False
        )

    return write


@component_shape.register
def rich_text_shape(attribute: RichTextField, selected: SelectedField, components: Components) -> Shape:
    """Plan a rich text inside components: what was compiled of all of them is read together, with their references."""
    holder = components.column.name
    plan = RichTextPlan(
        components.planner,
        lambda writer: components.rows.column(references_of(holder)),
        found=components.links,
        places=components.places,
    )
    shape, name = plan.shape(selected), attribute.name
    compiled = plan.reading(
        "compiled",
        lambda: lambda writer: f"COALESCE(CAST({components.rows.column(column_of_rich(holder))} AS TEXT),'{{}}')",
    )

    def value(component: dict[str, Any], found: Found) -> Any:
        texts = component.get(name) or {}
        tag = next((locale.tag for locale in found.chain if locale.tag in texts), None)
        if tag is None:
            return None
        given = Given({"tag": tag, "source": texts[tag]}, found.entries, found.chain)
        made = compiled(given)[digest(texts[tag])]
        tree = {f"{TREE}{member}": made["tree"].get(member) for member in MEMBERS_OF_TREE}
        given.pieces = {**given.pieces, "html": made["html"], "text": made["text"], **tree}
        return shape(given)

    return value


def piece_sql(name: str, field: RichTextField, rows: Rows, writer: StatementWriter) -> str:
    """Write a piece, in the first language of the chain that the text is in; NULL where it is in none."""
    columns = {"html": field.html_name, "text": field.text_name}.get(name, field.tree_name)
    chain, dialect = writer.context.chain, writer.dialect

    def of_language(locale: Locale) -> str:
        if name == "tag":
            return f"CASE WHEN {rows.column(field.text_name(locale))} IS NOT NULL THEN '{locale.tag}' END"
        if name == "source":
            return f"({rows.column(field.name)} ->> '{locale.tag}')"
        column = rows.column(columns(locale))
        return dialect.member(column, name.removeprefix(TREE)) if name.startswith(TREE) else column

    if own_chain(chain) is None:
        cases = " ".join(f"WHEN '{locale.tag}' THEN {of_language(locale)}" for locale in Locale)
        found = [f"CASE CAST({each.mark} AS TEXT) {cases} END" for each in CHAIN]
    else:
        found = [of_language(locale) for locale in chain]
    return f"COALESCE({','.join(found)})" if len(found) > 1 else found[0]


class RichTextFormatter:
    """Answers the rich texts of rows; what it made of the same payload before is used again."""

    def __init__(self, shape: Value, names: Sequence[str]) -> None:
        self.shape, self.names = shape, names
        self.remembered = FORMATTED.remember(self.make)

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Format a rich text; the answer of entries with placeholders is not used again."""
        context = formatting.context
        if PLACEHOLDER_WITHIN not in payload:
            return self.remembered(payload, context.languages)
        stored, found = self.cut(payload)
        return self.answer(stored, [format_placeholders(each, formatting) for each in found], context.chain)

    def make(self, payload: bytes, languages: str) -> bytes:
        """Make the answer of a payload, which is escaped in a text."""
        stored, found = self.cut(payload)
        return self.answer(stored, found, chain_of(languages))

    def cut(self, payload: bytes) -> tuple[list[bytes], list[bytes]]:
        """Cut a payload into the pieces of the text, and what was found of its references."""
        several = unescaped(payload).split(BETWEEN)
        return several[: len(self.names)], several[len(self.names) :]

    def answer(self, stored: Sequence[bytes], found: Sequence[bytes], chain: Chain) -> bytes:
        """Write what is selected of the text."""
        pieces = {
            name: orjson.loads(piece) if name.startswith(TREE) else piece.decode()
            for name, piece in zip(self.names, stored, strict=True)
        }
        given = Given(pieces, [orjson.loads(each) for each in found], chain)
        return AnswerSize(largest_answer()).add(orjson.dumps(self.shape(given)))
