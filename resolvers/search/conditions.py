"""The condition that what is typed is found in an entry, on lists of one type."""

from dataclasses import dataclass
from typing import Any

from peewee import SQL, Expression, Function

from models.search.columns import TOKENS
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.search.linked import linking
from resolvers.search.query import anywhere, as_title, beside_index, beside_size, parsed
from resolvers.where.conditions import FALSE, ConditionWriter, join_conditions, require_not, write_condition
from resolvers.where.filters import WhereReader, read_filter


@dataclass(frozen=True)
class Searched:
    """The attribute of a condition on the texts of entries of *model*, as one types it into a search box."""

    model: Any


ALL: tuple[int, ...] = ()
NONE = (0,)


@read_filter.register
def read_search(attribute: Searched, name: str, value: str, reader: WhereReader) -> tuple[int, ...]:
    """Return how many phrases there are or how much is left out, and in how many languages; or `ALL`, or `NONE`.

    Where nothing is typed, all entries meet it. Of what is typed without a letter or a digit, none does.
    """
    query = parsed(value)
    if not query.terms:
        return NONE if value.strip() else ALL
    reader.reads_texts = True
    reader.values += [anywhere(query, reader.chain), as_title(query, reader.chain)]
    for texts in beside_index(query, reader.chain):
        reader.values += texts
    return beside_size(query), len(reader.chain)


@write_condition.register
def write_search(attribute: Searched, detail: tuple[int, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require that the index finds an edition or what it links to, with its phrases, and without what is left out."""
    if detail in (ALL, NONE):
        return None if detail == ALL else FALSE
    beside, languages = detail
    dialect = writer.writer.dialect
    text, title = MatchParameter(writer.parameter()), MatchParameter(writer.parameter())
    found = [dialect.matching(attribute.model, text, is_of_titles=False)]
    if not beside:
        found += linking(attribute.model, title, writer.writer)
    conditions: list[Any] = [Expression(table.edition, "IN", SQL(f"({' UNION '.join(found)})"))]
    for number in range(2 * beside):
        each = [has(dialect.position, getattr(table, TOKENS), writer.parameter()) for _ in range(languages)]
        is_there = join_conditions(each, "OR")
        conditions.append(is_there if number < beside else require_not(is_there))
    return join_conditions(conditions, "AND")


def has(position: str, column: Any, text: Parameter) -> Any:
    """Require that a column of tokens has a text."""
    return Function(position, (column, text.place)) > SQL("0")
