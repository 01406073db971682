"""How many of a type a search finds, which decides how a list is read that has to meet it.

    FEW    what the index finds is looked up one by one, and sorted
    EVEN   it is found all over the type: a list is walked in its order, each held against the index, and soon full
    MANY   all that the index finds is gathered first

This is a figure like the sizes of tables. For `EVEN` a sample of each eighth of the type is looked at, in the order in
which editions were made: what was made at one time mostly stands together in a list, too.
"""

from enum import Enum
from functools import partial

from models.edition import Edition
from models.entry import database
from models.table_statistics import REMARK, TableStatistics
from resolvers.compiler.dialect import Dialect, dialect_of
from resolvers.compiler.matching import Condition
from resolvers.compiler.parameters import MatchParameter, Parameter
from resolvers.compiler.statements import Statement
from resolvers.search.linked import holding, targets_of
from resolvers.where import narrowed

EIGHTHS, OF_EACH, LEAST = 8, 32, 2
"""Parts of a type, editions of each that are looked at, and how many of these must be found for `EVEN`."""

LARGE = 50_000
"""Editions of a type from which on a sample is looked at: of fewer, all that is found is gathered in the same time."""

WALKED = OF_EACH // LEAST
"""Editions that are walked past for one that is found."""


class Found(Enum):
    """Whether what a search finds of a type is few, or evenly spread, or neither."""

    FEW = "FEW"
    EVEN = "EVEN"
    MANY = "MANY"


def spread_of(model: type[Edition], text: Condition, title: Condition, statistics: TableStatistics) -> Found:
    """Tell how many have a text, or link to what has a title; the index is not asked of small tables."""
    if statistics.rows(model) < narrowed.SMALLEST:
        return Found.MANY
    dialect = dialect_of(database.obj)
    key = ("searched", model, dialect.syntax.text(text), dialect.syntax.text(title))
    most = narrowed.most_found(model, statistics)
    look = partial(counted, model, text, title, most, dialect, with_sample=is_sampled(model, statistics))
    return statistics.passing_figure(key, look) or Found.MANY


def is_sampled(model: type[Edition], statistics: TableStatistics) -> bool:
    """Tell whether a sample of a type is looked at where not few are found."""
    return statistics.rows(model) >= LARGE


def counted(
    model: type[Edition], text: Condition, title: Condition, most: int, dialect: Dialect, *, with_sample: bool
) -> Found:
    """Count what the index finds, up to one more than *most*, and what links to it, and else look at a sample."""
    asked, named = Parameter("text"), Parameter("title")
    match = MatchParameter(asked).mark
    number = dialect.number_matching(model, match, most + 1, is_of_titles=False)
    numbers = " + ".join(f"({each})" for each in [number, *linked(model, MatchParameter(named), most + 1, dialect)])
    few, even, many = (f"'{each.value}'" for each in Found)
    sampled = least_in_sample(model, match, dialect) if with_sample else "0"
    told = f"CASE WHEN {numbers} <= {most} THEN {few} WHEN ({sampled}) >= {LEAST} THEN {even} ELSE {many} END"
    statement = Statement(dialect, [f"CAST({told} AS TEXT)"], remark=REMARK)
    (found,) = statement.run(statement.bind([{asked: text, named: title}]), 100)
    return Found((found or b"").decode())


def linked(model: type[Edition], title: MatchParameter, most: int, dialect: Dialect) -> list[str]:
    """Write how many editions link to an entry with a title, by each link, up to so many."""
    found = []
    for link, target in targets_of(model):
        through, column = holding(model, link)
        table = f'"{target._meta.table_name}"'
        named = dialect.matching(target, title.mark, is_of_titles=True)
        entry = f"(SELECT MAX(entry) FROM {table} WHERE edition IN ({named}))"
        rows = f'"{through.model._meta.table_name}" WHERE "{column.column_name}" = {entry}'
        found.append(f"SELECT COUNT(*) FROM (SELECT 1 FROM {rows} LIMIT {most}) AS linked")
    return found


def least_in_sample(model: type[Edition], match: str, dialect: Dialect) -> str:
    """Write how many are found of a sample of each eighth of a type: of that with the fewest."""
    table, last = f'"{model._meta.table_name}"', EIGHTHS * OF_EACH - 1
    first, end = (f"(SELECT {name}(edition) FROM {table})" for name in ("MIN", "MAX"))
    near = f"{first} + ({end} - {first}) * number / {last}"
    edition = f"(SELECT edition FROM {table} WHERE edition >= {near} ORDER BY edition LIMIT 1)"
    is_found = dialect.has_match(model, "edition", match)
    return (
        f"WITH RECURSIVE numbers(number) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT number + 1 FROM numbers"
        f" WHERE number < {last}), sample AS MATERIALIZED (SELECT number, {edition} AS edition FROM numbers)"
        f" SELECT MIN(found) FROM (SELECT SUM(CASE WHEN {is_found} THEN 1 ELSE 0 END) AS found FROM sample"
        f" GROUP BY number / {OF_EACH}) AS eighths"
    )
