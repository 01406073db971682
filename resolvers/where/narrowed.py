"""Narrowed comparisons in SQL: an edition is one of those that the index finds, and meets the comparison.

Whether these are few is a figure like the sizes of tables: then they are looked up one by one. Where they are many, a
list that is walked in its order is soon full.
"""

from typing import Any, NamedTuple

from models.edition import Edition
from models.entry import database
from models.languages import LANGUAGES
from models.search.columns import CUT, place_of
from models.search_words import words_of
from models.table_statistics import REMARK, TableStatistics
from resolvers.compiler.dialect import Dialect, dialect_of
from resolvers.compiler.matching import Any as OneOf
from resolvers.compiler.matching import Token
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.compiler.statements import Statement
from resolvers.where.narrowing import WORD, Narrowing

MOST_FOUND = 5_000
"""Editions that are looked up one by one, in 50 ms."""

ONE_IN = 20
"""Of a smaller table, one in so many."""

SMALLEST = 1_000
"""Editions of a table that is read as soon as its index is asked."""

MOST_WORDS = 64
"""Words with a piece in them that are asked for: a piece which more have is had by many texts."""

NEVER = Token("!")
"""What no edition has."""

ALWAYS = OneOf([Token(f"|{place_of(tag)}") for tag in LANGUAGES.tags])
"""What all with a text have."""


class Narrowed(NamedTuple):
    """What of a narrowed comparison decides the SQL: the operator, and whether words are looked up."""

    operator: str
    looks_words_up: bool

    @property
    def places(self) -> int:
        """How many values are bound for it, beside what the comparison compares with."""
        return 3 if self.looks_words_up else 1


def most_found(model: type[Edition], statistics: TableStatistics) -> int:
    """Return how many editions of a type may be looked up one by one."""
    return min(MOST_FOUND, statistics.rows(model) // ONE_IN)


def is_rare(attribute: Any, asked: Narrowing, statistics: TableStatistics) -> bool:
    """Tell whether the index finds so few for a comparison of an attribute; it is not asked of small tables."""
    model = attribute.model
    if statistics.rows(model) < SMALLEST:
        return False
    most = most_found(model, statistics)
    found = statistics.passing_figure(("found", model, asked), lambda: number_found(attribute, asked, most))
    return found is not None and found <= most


def number_found(attribute: Any, asked: Narrowing, most: int) -> int:
    """Count what the index finds, up to one more than *most*."""
    dialect, model = dialect_of(database.obj), attribute.model
    names = [Parameter(f"asked_{place}") for place in range(len(asked.values))]
    sought = match(model, names, dialect)
    counted = dialect.number_matching(model, sought, most + 1, is_of_titles=attribute.is_title)
    statement = Statement(dialect, [f"CAST(({counted}) AS TEXT)"], remark=REMARK)
    (found,) = statement.run(statement.bind([dict(zip(names, asked.values, strict=True))]), 100)
    return int(found or 0)


def match(model: type[Edition], names: list[Parameter], dialect: Dialect) -> str:
    """Write what the index is asked for; of words that are looked up, for each."""
    asked, *between = names
    if not between:
        return MatchParameter(asked).mark
    first, last = (f"CAST({name.mark} AS TEXT)" for name in between)
    never, always, cut = (dialect.literal(dialect.syntax.text(each)) for each in (NEVER, ALWAYS, Token(CUT)))
    each, either = f"replace(CAST({MatchParameter(asked).mark} AS TEXT), '{WORD}', word)", dialect.syntax.any
    found = f"CASE COUNT(*) WHEN 0 THEN {never} ELSE {dialect.concatenation}({each}, '{either}') END"
    words = words_of(str(model._meta.table_name))
    looked_up = f'SELECT DISTINCT word FROM "{words}" WHERE ending BETWEEN {first} AND {last} LIMIT {MOST_WORDS + 1}'
    return (
        f"(SELECT CASE WHEN COUNT(*) > {MOST_WORDS} THEN {always} ELSE {found} END || '{either}' || {cut}"
        f" FROM ({looked_up}) AS found)"
    )


def is_found(attribute: Any, table: Any, names: list[Parameter], dialect: Dialect) -> Any:
    """Require that the index finds an edition for a comparison of an attribute."""
    sought = match(attribute.model, names, dialect)
    editions = dialect.matching(attribute.model, sought, is_of_titles=attribute.is_title)
    return dialect.among_found(table.edition, editions, are_few=True)
