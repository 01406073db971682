"""Redirects in SQL: the one that a path is subject to, followed to its end.

    best     the redirect of a path itself, or else that of the longest path above it
    chain    a path, then each redirect with the path that it leads to: ten at most, or it is a circle

What a path leads to is told in words: the status, whether the query string is kept, and the path or address elsewhere;
where it leads to an entry, that is found by its number, as others are.
"""

from typing import NamedTuple

from models.redirect import Redirect
from models.redirect_checks import BELOW, MOST_HOPS
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import Denied

TARGET = Redirect.target.column_name
"""The column of the entry that a redirect leads to."""

NOTHING = "-"
"""What stands for a word that there is none of."""


class RedirectParameters(NamedTuple):
    """What redirects are looked up by: the path without its prefix, and the language of the prefix by its name."""

    path: Parameter
    locale: Parameter


def redirect_sql(writer: StatementWriter, given: RedirectParameters) -> str | None:
    """Select the redirect of a path: the type and the number of the entry that it leads to, and what is said of it.

    There is none for a caller who may not see redirects.
    """
    try:
        chain = chain_sql(writer, given)
    except Denied:
        return None
    said = f"f.status||' '||CASE WHEN f.keeps_query THEN 'keep' ELSE 'drop' END||' '||COALESCE(c.path,'{NOTHING}')"
    return (
        f"SELECT COALESCE(e.type,'{NOTHING}') AS kind, l.{TARGET} AS entry, {said} AS detail"
        f" FROM ({chain}) AS c JOIN redirect AS f ON f.edition = c.first"
        f" JOIN redirect AS l ON l.edition = c.edition LEFT JOIN entry AS e ON e.entry = l.{TARGET}"
        f" WHERE c.hops <= {MOST_HOPS}"
    )


def chain_sql(writer: StatementWriter, given: RedirectParameters) -> str:
    """Write the first and the last redirect of the chain that begins with the path that is asked for.

    Where a redirect leads is a column of the next row: written where it is looked up, it would be three times in the
    text, and too deep for SQLite beside another root field.
    """
    begun = f"SELECT CAST(NULL AS bigint), CAST({given.path.mark} AS TEXT), 0"
    step = (
        f"SELECT r.edition, {leading('r', 'chain.path')}, hops + 1 FROM chain JOIN redirect AS r"
        f" ON r.edition = {best_sql(writer, given, 'chain.path')}"
        f" WHERE hops <= {MOST_HOPS} AND substr(chain.path,1,1) = '/'"
    )
    return (
        f"WITH RECURSIVE chain(edition, path, hops) AS ({begun} UNION ALL {step})"
        " SELECT (SELECT edition FROM chain WHERE hops = 1) AS first, edition, path, hops FROM chain"
        " ORDER BY hops DESC LIMIT 1"
    )


def leading(alias: str, path: str) -> str:
    """Write where a redirect leads from a path: with what follows of it, where all paths below are redirected."""
    location, stem = f"{alias}.location", f"{alias}.stem"
    below = f"substr({location},1,length({location}) - 1)||substr({path},length({stem}) + 1)"
    appended = f"COALESCE(NULLIF(rtrim({below},'/'),''),'/')"
    ends = f"substr({location},length({location}) - 1) = '{BELOW}' AND {stem} IS NOT NULL"
    return f"CASE WHEN {ends} THEN {appended} ELSE {location} END"


def best_sql(writer: StatementWriter, given: RedirectParameters, path: str) -> str:
    """Write the edition of the redirect that a path is subject to."""
    table = Redirect.alias("x")
    dialect = writer.dialect
    languages = "COALESCE(CAST(x.languages AS TEXT),'[]')"
    named = f"{dialect.position}({languages},'\"'||CAST({given.locale.mark} AS TEXT)||'\"') > 0"
    met = f"{writer.sql(writer.live(table))} AND ({languages} = '[]' OR {named})"
    own = f"SELECT x.edition FROM redirect AS x WHERE x.source = {path} AND {met} LIMIT 1"
    # SQLite asks an index for what is compared, not for what is there
    is_above = f"x.stem > '' AND substr({path}||'/',1,length(x.stem)) = x.stem"
    above = f"SELECT x.edition FROM redirect AS x WHERE {is_above} AND {met} ORDER BY length(x.stem) DESC LIMIT 1"
    return f"COALESCE(({own}),({above}))"
