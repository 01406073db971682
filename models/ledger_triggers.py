"""The triggers that keep the ledger, in the transaction that writes editions and links.

    an edition is written, changes its span or what a link of it leads to, or is removed    all lists that it is in
    a row of links is written, changed or removed                                           the list of its target

On PostgreSQL they run behind those of `models/revisions.py`, as their names follow in the alphabet: the revision of
the type is locked then, so that those who write a type come one after the other, and no two wait for each other.
Before an edition is removed its links are looked at: they go with it, and do not know by then when it was live.
Triggers follow from the models, as those of revisions do, and are no part of migrations.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from models.edition import Edition, content_types
from models.entry import database
from models.ledger import CountedList, Ledger, adding, lists_in
from models.ledger_counting import rebuild
from models.links import Link, links_of
from models.triggers import Trigger, create, missing, remove

EVENTS = ("insert", "update", "delete", "cascade", "truncate")
"""What the names of the triggers of a table end with."""

Tables = Mapping[str, set[str]]
"""The columns of the tables that there are."""


def named(table: str, event: str) -> str:
    """Name a trigger."""
    return f"ledger_{table}_{event}"


def adding_all(lists: Collection[CountedList], changes: Mapping[str, int]) -> str:
    """Write the statement that counts editions in all lists they are in; *changes* gives the sign of each source."""
    return adding([each.spans(each.of_editions(rows), sign) for rows, sign in changes.items() for each in lists])


def adding_links(listed: CountedList, changes: Mapping[str, int]) -> str:
    """Write the statement that counts rows of links."""
    return adding([listed.spans(listed.of_links(rows), sign) for rows, sign in changes.items()])


def deciding(lists: Collection[CountedList]) -> list[str]:
    """Name the columns of an edition that decide which lists it is in, and when."""
    columns = [str(each.link.column_name) for each in lists if isinstance(each.link, Link)]
    return ["edition", "live_from", "live_until", *columns]


LINKING = ("edition", "target", "position")
"""Those of a row of links."""


def state(name: str, columns: Collection[str]) -> str:
    """Write a state of the row that SQLite's trigger is for as a subquery."""
    selected = ", ".join(f'{name}."{column}" AS "{column}"' for column in columns)
    return f"(SELECT {selected})"


def changed(columns: Collection[str]) -> str:
    """Write that an update of a row changes one of some columns."""
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


def sqlite_triggers(lists: Collection[CountedList]) -> Iterator[Trigger]:
    """Make the triggers of a type, whose *lists* are given: each looks at one row."""
    table, columns = str(next(iter(lists)).model._meta.table_name), deciding(lists)
    new, old = state("NEW", columns), state("OLD", columns)

    kinds = {
        "insert": ("INSERT", "NEW.live_from IS NOT NULL", {new: 1}),
        "update": (f"UPDATE OF {', '.join(columns)}", changed(columns), {old: -1, new: 1}),
        "delete": ("DELETE", "OLD.live_from IS NOT NULL", {old: -1}),
    }
    for name, (event, condition, changes) in kinds.items():
        body, is_before = f"{adding_all(lists, changes)};", name == "delete"
        yield Trigger(named(table, name), table, event, f" WHEN {condition}", body, is_before=is_before)
    for each in lists:
        if links := each.links:
            yield from sqlite_link_triggers(each, links)


def sqlite_link_triggers(listed: CountedList, links: str) -> Iterator[Trigger]:
    """Make the triggers of a table of links."""
    new, old = state("NEW", LINKING), state("OLD", LINKING)
    kinds = {
        "insert": ("INSERT", "", {new: 1}),
        "update": (f"UPDATE OF {', '.join(LINKING)}", f" WHEN {changed(LINKING)}", {old: -1, new: 1}),
        "delete": ("DELETE", "", {old: -1}),
    }
    for name, (event, when, changes) in kinds.items():
        yield Trigger(named(links, name), links, event, when, f"{adding_links(listed, changes)};")


def postgresql_triggers(lists: Collection[CountedList]) -> Iterator[Trigger]:
    """Make the triggers of a type, whose *lists* are given: they look at all rows of a statement, but for one."""
    model = next(iter(lists)).model
    table, columns = str(model._meta.table_name), deciding(lists)
    linked = [each for each in lists if each.links]
    own = [each for each in lists if not each.links]
    compared = ", ".join(f'"{column}"' for column in columns)
    yield of_statement(table, "insert", adding_all(own, {"new_rows": 1}))
    yield of_statement(table, "update", adding_all(lists, {"old_rows": -1, "new_rows": 1}), compared)
    yield of_statement(table, "delete", adding_all(own, {"old_rows": -1}))
    yield emptying(table, own)
    if linked:
        row = "(SELECT OLD.edition, OLD.live_from, OLD.live_until)"
        lock = f"PERFORM 1 FROM revision WHERE type = '{model.__name__}' FOR NO KEY UPDATE"
        body = (
            f"BEGIN IF OLD.live_from IS NOT NULL THEN {lock}; {adding_all(linked, {row: -1})}; END IF; RETURN OLD; END"
        )
        yield Trigger(named(table, "cascade"), table, "DELETE", " FOR EACH ROW", body, is_before=True)
    for each in linked:
        links = str(each.links)
        yield of_statement(links, "insert", adding_links(each, {"new_rows": 1}))
        yield of_statement(links, "update", adding_links(each, {"old_rows": -1, "new_rows": 1}), ", ".join(LINKING))
        yield of_statement(links, "delete", adding_links(each, {"old_rows": -1}))
        yield emptying(links, [each])


def of_statement(table: str, event: str, adding: str, compared: str = "") -> Trigger:
    """Make a trigger that runs after a statement; after an update, if it changes one of the columns *compared*."""
    states = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}[event]
    rows = " ".join(f"{state.upper()} TABLE AS {state}_rows" for state in states)
    differs = f"EXISTS (SELECT {compared} FROM old_rows EXCEPT ALL SELECT {compared} FROM new_rows)"
    act = f"IF {differs} THEN {adding}; END IF;" if compared else f"{adding};"
    clauses = f" REFERENCING {rows} FOR EACH STATEMENT"
    return Trigger(named(table, event), table, event.upper(), clauses, f"BEGIN {act} RETURN NULL; END")


def emptying(table: str, lists: Collection[CountedList]) -> Trigger:
    """Make the trigger that empties lists when all rows of a table go at once."""
    names = ", ".join(f"'{each.name}'" for each in lists)
    body = f"BEGIN DELETE FROM ledger WHERE list IN ({names}); RETURN NULL; END"
    return Trigger(named(table, "truncate"), table, "TRUNCATE", " FOR EACH STATEMENT", body)


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
"""How the triggers of a type are made, by the kind of database."""


def triggers_of(model: type[Edition], tables: Tables) -> list[Trigger]:
    """List the triggers that there must be of a type: none without a ledger, or without its table."""
    lists = lists_in(tables, [model])
    return list(TRIGGERS[database.kind](lists)) if lists and Ledger._meta.table_name in tables else []


def missing_triggers() -> list[Trigger]:
    """List those of all types that are not there, do not run, or are not as this code makes them."""
    tables = database.columns_of_tables()
    return missing([trigger for model in content_types() for trigger in triggers_of(model, tables)])


def start_keeping() -> None:
    """Let the database keep the ledger of every table that is there.

    What may not have been counted is counted anew; nobody else writes what has a new trigger meanwhile.
    """
    tables = database.columns_of_tables()
    if Ledger._meta.table_name not in tables:
        return
    forget_lists(tables)
    wanted = {model: triggers_of(model, tables) for model in content_types()}
    absent = set(missing([trigger for triggers in wanted.values() for trigger in triggers]))
    for model, triggers in wanted.items():
        if not absent.isdisjoint(triggers):
            stop_keeping(model, tables)
            create(triggers)
            rebuild(lists_in(tables, [model]))


def forget_lists(tables: Tables) -> None:
    """Remove what the ledger has of lists that are no more; those of types that this process does not know may be."""
    kept = {each.name for each in lists_in(tables)}
    known = {str(model._meta.table_name) for model in content_types()}
    for (name,) in database.execute_sql("SELECT DISTINCT list FROM ledger").fetchall():
        table = name.partition(".")[0]
        if name not in kept and (table in known or table not in tables):
            database.execute_sql(f"DELETE FROM ledger WHERE list = {database.mark}", (name,))


def stop_keeping(model: type[Edition], tables: Tables) -> None:
    """Take away all triggers that a type may have, also those of links that have no backlink any more."""
    held = [str(model._meta.table_name), *(links.table._meta.table_name for links in links_of(model).values())]
    remove([Trigger(named(table, event), table, "", "", "") for table in held if table in tables for event in EVENTS])


@contextmanager
def unkept() -> Iterator[None]:
    """Keep no ledger inside, and count everything anew when it is over: for migrations, and to write much at once.

    One that is made inside is not counted: nobody reads it yet, and whoever made it can count it while others read.
    """
    tables = database.columns_of_tables()
    for model in content_types():
        stop_keeping(model, tables)
    yield
    if Ledger._meta.table_name in tables:
        start_keeping()
