"""The condition that what is typed is found in an entry, on lists of one type.

How it is written follows from how many a search finds (`resolvers.search.found`).
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from peewee import SQL, Function

from models.search.columns import TOKENS
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.search.found import Found, spread_of
from resolvers.search.linked import linking, links_to_named
from resolvers.search.query import anywhere, as_title, beside_index, beside_size, parsed
from resolvers.where.conditions import FALSE, ConditionWriter, join_conditions, require_not, write_condition
from resolvers.where.filters import WhereReader, read_filter


@dataclass(frozen=True)
class Searched:
    """The attribute of a condition on the texts of entries of *model*, as one types it into a search box."""

    model: Any


class SearchForm(NamedTuple):
    """What of a search decides the SQL: how many phrases there are or how much is left out, and in how many languages.

    Where it is the only condition on a list, how many it finds.
    """

    beside: int
    languages: int
    found: Found


ALL, NONE = "ALL", "NONE"
"""The forms of what all entries meet, and of what none does."""


@read_filter.register
def read_search(attribute: Searched, name: str, value: str, reader: WhereReader) -> SearchForm | str:
    """Return the form of a search.

    Where nothing is typed, all entries meet it. Of what is typed without a letter or a digit, none does.
    """
    query = parsed(value)
    if not query.terms:
        return NONE if value.strip() else ALL
    reader.reads_texts = True
    text, title = anywhere(query, reader.chain), as_title(query, reader.chain)
    reader.values += [text, title]
    for texts in beside_index(query, reader.chain):
        reader.values += texts
    beside, found = beside_size(query), Found.MANY
    if reader.statistics and reader.is_alone:
        reader.reads_statistics = True
        found = spread_of(attribute.model, text, title, reader.statistics)
    return SearchForm(beside, len(reader.chain), Found.MANY if beside and found is Found.EVEN else found)


@write_condition.register
def write_search(attribute: Searched, detail: SearchForm | str, table: Any, writer: ConditionWriter) -> Any:
    """Require that the index finds an edition or what it links to, with its phrases, and without what is left out."""
    if not isinstance(detail, SearchForm):
        return None if detail == ALL else FALSE
    text, title = MatchParameter(writer.parameter()), MatchParameter(writer.parameter())
    conditions = [is_found(attribute.model, detail, text, title, table, writer)]
    for number in range(2 * detail.beside):
        dialect = writer.writer.dialect
        each = [has(dialect.position, getattr(table, TOKENS), writer.parameter()) for _ in range(detail.languages)]
        is_there = join_conditions(each, "OR")
        conditions.append(is_there if number < detail.beside else require_not(is_there))
    return join_conditions(conditions, "AND")


def is_found(
    model: Any, detail: SearchForm, text: MatchParameter, title: MatchParameter, table: Any, writer: ConditionWriter
) -> Any:
    """Require that an edition has a text, or links to what has a title, unless there is more to it than words."""
    dialect = writer.writer.dialect
    if detail.found is Found.EVEN and writer.is_walked:
        has_match = SQL(dialect.has_match(model, writer.writer.sql(table.edition), text.mark))
        return join_conditions([has_match, *links_to_named(model, table, title, writer.writer)], "OR")
    found = [dialect.matching(model, text.mark, is_of_titles=False)]
    if not detail.beside:
        found += linking(model, title, writer.writer)
    editions = " UNION ALL ".join(found)
    return dialect.among_found(table.edition, editions, are_few=detail.found is Found.FEW)


def has(position: str, column: Any, text: Parameter) -> Any:
    """Require that a column of tokens has a text."""
    return Function(position, (column, text.place)) > SQL("0")
