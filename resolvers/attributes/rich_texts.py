r"""Rich texts: what was compiled when they were written, filled with where its references lead at the instant read.

    SQL             the language served, the columns that the selected fields need, and the references, as a payload
      └ formatter   `Given` of that -> each selected field -> JSON

Each field says which pieces of the payload it needs (`rich_text_fields`), so nothing else is read.
"""

from collections.abc import Sequence
from typing import Any

import orjson

from models.database import largest_answer
from models.rich_text.columns import column_of_rich, digest
from models.rich_text.fields import RichTextField, references_of
from models.translations import Locale
from resolvers.attributes.components import BETWEEN, PLACEHOLDER_WITHIN, Components, Found, Shape, component_shape
from resolvers.attributes.references import References
from resolvers.attributes.rich_text_fields import TREE, Given, RichTextPlan, Value
from resolvers.compiler.localized import CHAIN, Chain, own_chain
from resolvers.compiler.memo import FORMATTED
from resolvers.compiler.placeholders import Formatting, format_placeholders, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.read_context import chain_of

MEMBERS_OF_TREE = ("blocks", "headings", "references", "texts", "words", "minutes")
"""The members of the tree that fields read."""


@attribute_json.register
def rich_text_json(attribute: RichTextField, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Plan the rich text in a column of an edition."""
    plan = RichTextPlan(planner, References(rows, attribute.references_name))
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
        References(components.rows, references_of(holder)),
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
