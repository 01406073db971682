"""The triggers by which the database itself refuses to change or remove a line of the journal, made after each upgrade.

SQLite would let an insert replace a line without asking the trigger of removals, so that is refused as well.
"""

from models.access.tables import Change
from models.entry import database
from models.triggers import Trigger, create, missing

TABLE = str(Change._meta.table_name)

REFUSAL = "the journal is only added to"
"""What the database says."""


def sqlite_guards() -> list[Trigger]:
    """Make the triggers that refuse a row."""
    body = f"SELECT RAISE(ABORT, '{REFUSAL}');"
    taken = f" WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE change = NEW.change)"
    kinds = {"update": ("UPDATE", ""), "delete": ("DELETE", ""), "insert": ("INSERT", taken)}
    return [
        Trigger(f"guard_{TABLE}_{name}", TABLE, event, clauses, body, is_before=True)
        for name, (event, clauses) in kinds.items()
    ]


def postgresql_guards() -> list[Trigger]:
    """Make the trigger that refuses a statement."""
    body = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
    event = "DELETE OR UPDATE OR TRUNCATE"
    return [Trigger(f"guard_{TABLE}", TABLE, event, " FOR EACH STATEMENT", body, is_before=True)]


GUARDS = {"sqlite": sqlite_guards, "postgresql": postgresql_guards}
"""How they are made, by the kind of database."""


def missing_journal_guards() -> list[Trigger]:
    """List those that are not there, do not run, or are not as this code makes them; none without a journal."""
    return missing(GUARDS[database.kind]()) if TABLE in database.get_tables() else []


def start_guarding_journal() -> None:
    """Let the database guard the journal, if there is one."""
    create(missing_journal_guards())
