"""Counted groups: those of all published entries by one link, which the ledger has the totals of.

    targets   all that the ledger counts links to         a walk through its key, from each to the next
    counted   how many link to each at the instant        a total each, like those of connections
    ──▶ the groups of those that are live
    ──▶ without a key: all that are live, less all that link, and those of them that link to nothing that is live

Where a link leads to nearly as many entries as have it, each is looked at instead, as it is for all other groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.edition import Edition, content_type
from models.ledger import ALL, CountedList, targets_sql, total_sql
from models.links import Link, Links
from models.table_statistics import TableStatistics
from resolvers.compiler.parameters import AT
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.statistics.keys import GroupKey
from resolvers.statistics.numbers import number_columns

FEW = 32
"""Targets whose totals are read however few links there are."""

LINKS_EACH = 8
"""Links that take as long to look at as a total takes to read."""

MOST_IN_VAIN = 20_000
"""Links to what is not live whose editions are looked at, in 80 ms; where there are more, all others are as well."""


def counted_list(keys: Sequence[GroupKey], model: type[Edition]) -> CountedList | None:
    """Return the list whose totals are the groups of a type by some keys, if there is one; it has no other numbers."""
    link = keys[0].attribute
    if len(keys) > 1 or keys[0].beyond is not None or number_columns(model.__name__):
        return None
    return CountedList(model, link) if isinstance(link, Link | Links) and link.backlink else None


def is_counted(listed: CountedList, statistics: TableStatistics, at: int | None) -> bool:
    """Tell whether totals are read at an instant: of few targets, or where many link to each, and few in vain."""
    counts = statistics.links(listed.link)
    if counts.targets > max(FEW, counts.links // LINKS_EACH):
        return False
    return statistics.linked_in_vain(listed, at) <= MOST_IN_VAIN


@dataclass(frozen=True)
class CountedGroups:
    """Groups by the totals of a list; in a statement, tables are named after the *alias* of its rows."""

    listed: CountedList
    alias: str

    def sql(self, writer: StatementWriter) -> str:
        """Write all groups: `k0`, the entry, and `n`, how many link there; also how many have no key."""
        writer.note(self.listed.model)
        targets, counted, live = (f'"{self.alias}_{name}"' for name in ("targets", "counted", "live"))
        rows = Rows(content_type(self.listed.link.target), f"{self.alias}_target")
        shown = writer.sql(writer.live_rows(rows.table, rows.table.entry))
        is_live = f"target IN (SELECT entry FROM {live})"
        every, linked = (total_sql(each, str(ALL), AT.mark) for each in (CountedList(self.listed.model), self.listed))
        without = f"({every}) - ({linked}) + {self.linked_in_vain(writer, counted, live)}"
        return (
            f"{targets_sql(self.listed, targets, counted, AT.mark)}, {live}(entry) AS MATERIALIZED ({shown})"
            f' SELECT target AS "k0", n AS "n" FROM {counted} WHERE n > 0 AND {is_live}'
            f" UNION ALL SELECT NULL, n FROM (SELECT CAST({without} AS BIGINT) AS n) AS without WHERE n > 0"
        )

    def linked_in_vain(self, writer: StatementWriter, counted: str, live: str) -> str:
        """Write how many link, and to nothing that is live: each edition once, however many links it has."""
        ended = f"FROM {counted} WHERE n > 0 AND target NOT IN (SELECT entry FROM {live})"
        if self.listed.links is None:
            return f"COALESCE((SELECT SUM(n) {ended}), 0)"
        rows, link = Rows(self.listed.model, f"{self.alias}_held"), f'"{self.alias}_link"'
        edition = rows.column("edition")
        links = f"SELECT edition FROM {self.listed.links} WHERE target IN (SELECT target {ended})"
        lives = f"{link}.edition = {edition} AND {link}.target IN (SELECT entry FROM {live})"
        found = writer.live_rows(rows.table, rows.table.edition)
        return (
            f'(SELECT COUNT(*) FROM ({writer.sql(found)}) AS "{rows.alias}" WHERE {edition} IN ({links})'
            f" AND NOT EXISTS (SELECT 1 FROM {self.listed.links} AS {link} WHERE {lives}))"
        )
