"""Counting: what the ledger must have, from all editions; it is filled, checked and corrected so."""

from collections.abc import Iterable

from models.database import writing
from models.entry import database
from models.ledger import KEY, NARROWEST, WIDTHS, CountedList, changes, lists_in


def rebuild(lists: Iterable[CountedList]) -> None:
    """Count some lists anew; the caller holds a transaction, and keeps others from writing editions."""
    for each in lists:
        database.execute_sql(f"DELETE FROM ledger WHERE list = '{each.name}'")
        database.execute_sql(f"INSERT INTO ledger ({KEY}, change) {counted(each)}")
        for width in WIDTHS[-2::-1]:
            database.execute_sql(f"INSERT INTO ledger ({KEY}, change) {widened(each, width)}")


def counted(listed: CountedList) -> str:
    """Select what the rows of a list must be in the narrowest buckets, from all editions."""
    whole = listed.of_editions(f'"{listed.model._meta.table_name}"')
    return changes([listed.spans(whole, 1)], (NARROWEST,))


def widened(listed: CountedList, width: int) -> str:
    """Select what they must be in wider buckets, from those of the next width."""
    narrower = WIDTHS[WIDTHS.index(width) + 1]
    return (
        f"SELECT list, target, {width} AS width, bucket >> {width - narrower} AS bucket, SUM(change) AS change"
        f" FROM ledger WHERE list = '{listed.name}' AND width = {narrower}"
        " GROUP BY 1, 2, 3, 4 HAVING SUM(change) <> 0 ORDER BY 1, 2, 3, 4"
    )


def wrong(lists: Iterable[CountedList]) -> dict[str, int]:
    """Tell of how many targets the ledger is wrong, by the names of the lists, which are counted anew to see it."""
    found: dict[str, int] = {}
    for each in lists:
        expected = " UNION ALL ".join(
            f"SELECT target, width, bucket, -change FROM ({rows}) AS counted{place}"
            for place, rows in enumerate((counted(each), *(widened(each, width) for width in WIDTHS[:-1])))
        )
        kept = f"SELECT target, width, bucket, change FROM ledger WHERE list = '{each.name}'"
        differing = (
            f"SELECT target FROM ({kept} UNION ALL {expected}) AS compared"
            " GROUP BY target, width, bucket HAVING SUM(change) <> 0"
        )
        (number,) = database.execute_sql(f"SELECT COUNT(DISTINCT target) FROM ({differing}) AS differing").fetchone()
        if number:
            found[each.name] = number
    return found


def check() -> dict[str, int]:
    """Count all lists in one state of the database; return of how many targets the ledger is wrong, by list."""
    return wrong(lists_in(database.columns_of_tables()))


def correct() -> dict[str, int]:
    """Count all lists anew while nobody writes; return what was wrong."""
    with writing():
        lists = lists_in(database.columns_of_tables())
        database.lock_table("revision")  # which all who publish write, too
        found = wrong(lists)
        rebuild(lists)
    return found
