"""The condition that what is typed is found in an entry, on lists of one type."""

from dataclasses import dataclass
from typing import Any

from peewee import SQL, Expression, Function

from models.search.columns import TOKENS, place_of
from models.search.index import index_of
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.search.linked import Linked
from resolvers.search.query import anywhere, as_title, parsed, side_by_side
from resolvers.where.conditions import FALSE, ConditionWriter, join_conditions, write_condition
from resolvers.where.filters import WhereReader, read_filter


@dataclass(frozen=True)
class Searched:
    """The attribute of a condition on the texts of entries of *model*, as one types it into a search box."""

    model: Any


ALL: tuple[int, ...] = ()
NONE = (0,)


@read_filter.register
def read_search(attribute: Searched, name: str, value: str, reader: WhereReader) -> tuple[int, ...]:
    """Return how many phrases there are, and in how many languages; `ALL` or `NONE` where all entries meet it, or none.

    Where nothing is typed, all do. Of what is typed without a letter or a digit, none does.
    """
    query = parsed(value)
    if not query.terms:
        return NONE if value.strip() else ALL
    reader.reads_texts = True
    reader.values += [anywhere(query, reader.chain), as_title(query, reader.chain)]
    for term in query.phrases:
        reader.values += [side_by_side(term.tokens, place_of(locale.tag)) for locale in reader.chain]
    return len(query.phrases), len(reader.chain)


@write_condition.register
def write_search(attribute: Searched, detail: tuple[int, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require that the index finds an edition or what it links to, and that the words of phrases stand side by side."""
    if detail in (ALL, NONE):
        return None if detail == ALL else FALSE
    phrases, languages = detail
    dialect = writer.writer.dialect
    text, title = MatchParameter(writer.parameter()), MatchParameter(writer.parameter())
    found = [dialect.matching(index_of(attribute.model), text), *Linked(attribute.model, title, writer.writer).all()]
    conditions: list[Any] = [Expression(table.edition, "IN", SQL(f"({' UNION '.join(found)})"))]
    for _ in range(phrases):
        each = [has(dialect.position, getattr(table, TOKENS), writer.parameter()) for _ in range(languages)]
        conditions.append(join_conditions(each, "OR"))
    return join_conditions(conditions, "AND")


def has(position: str, column: Any, text: Parameter) -> Any:
    """Require that a column of tokens has a text."""
    return Function(position, (column, text.place)) > SQL("0")
