"""Guards: triggers by which the database itself refuses editions that no reader could be answered from.

    clashing_spans   two published editions of an entry are live at the same instant
    clashing_drafts  an entry has two drafts
    clashing_slug    two entries of a type have a slug at the same instant; the same of another key
    empty_span       an edition ends before it begins, or as it begins

SQLite refuses the statement, so who moves spans or slugs ends or removes editions first, and then writes those that
follow. PostgreSQL looks at the end of the transaction. There, changes of a type's published editions are committed
one after the other, because each renews the type's revision (`models/revisions.py`), and those of an entry's draft
because each locks the entry: none overlooks another.
Guards follow from the models, as the triggers of revisions do, and are no part of migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from models.database import is_postgresql
from models.edition import Edition, content_types
from models.entry import database
from models.errors import EditionsClash

EVENTS = ("INSERT", "UPDATE")

OVERLAPS = "other.live_from < {this}.live_until AND other.live_until > {this}.live_from"


def rules(model: type[Edition]) -> dict[str, str]:
    """Write by name what must be true of no edition, which SQL knows as `{this}`."""
    others = f'EXISTS (SELECT 1 FROM "{model._meta.table_name}" AS other WHERE '
    same_entry = others + "other.entry = {this}.entry AND other.edition <> {this}.edition AND "
    found = {
        "empty_span": "{this}.live_from >= {this}.live_until",
        "clashing_spans": f"{same_entry}{OVERLAPS})",
        "clashing_drafts": "{this}.live_from IS NULL AND " + same_entry + "other.live_from IS NULL)",
    }
    for key in dict.fromkeys(("slug", model.key)):
        same_key = f"other.{key} = {{this}}.{key} AND other.entry <> {{this}}.entry AND "
        found[f"clashing_{key}"] = f"{others}{same_key}{OVERLAPS})"
    return found


class Guard(NamedTuple):
    """A trigger: one a table on PostgreSQL, one for each kind of write on SQLite."""

    name: str
    model: type[Edition]
    event: str

    @property
    def table(self) -> str:
        """The table that it is on."""
        return str(self.model._meta.table_name)

    @property
    def definition(self) -> str:
        """The statement that makes it, as the database gives it back."""
        columns = ", ".join(dict.fromkeys(("entry", "slug", "live_from", "live_until", self.model.key)))
        event = self.event.replace("UPDATE", f"UPDATE OF {columns}")
        if is_postgresql():
            return (
                f'CREATE CONSTRAINT TRIGGER {self.name} AFTER {event} ON "{self.table}" DEFERRABLE INITIALLY DEFERRED'
                f" FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            )
        return f'CREATE TRIGGER {self.name} AFTER {event} ON "{self.table}" BEGIN {self.refusals} END'

    @property
    def refusals(self) -> str:
        """The statements that SQLite runs for each row."""
        conditions = rules(self.model).items()
        return " ".join(f"SELECT RAISE(ABORT, '{name}') WHERE {rule.format(this='NEW')};" for name, rule in conditions)

    @property
    def body(self) -> str:
        """What PostgreSQL runs for each row, of which it looks at what has become of it since."""
        cases = " ".join(f"WHEN {rule.format(this='this')} THEN '{name}'" for name, rule in rules(self.model).items())
        return (
            "DECLARE broken text; BEGIN IF NEW.live_from IS NULL THEN"
            " PERFORM 1 FROM entry WHERE entry.entry = NEW.entry FOR NO KEY UPDATE; END IF;"
            f' SELECT CASE {cases} END INTO broken FROM "{self.table}" AS this'
            " WHERE this.edition = NEW.edition;"
            " IF broken IS NOT NULL THEN RAISE EXCEPTION USING MESSAGE = broken, ERRCODE = 'exclusion_violation';"
            " END IF; RETURN NULL; END"
        )

    @property
    def statements(self) -> list[str]:
        """The statements that make it anew."""
        if not is_postgresql():
            return [self.removal, self.definition]
        function = f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
        return [self.removal, f"{function} SET search_path FROM CURRENT AS $guard${self.body}$guard$", self.definition]

    @property
    def removal(self) -> str:
        """The statement that takes it away, should it be there."""
        return f'DROP TRIGGER IF EXISTS "{self.name}"' + (f' ON "{self.table}"' if is_postgresql() else "")


def guards() -> list[Guard]:
    """List the guards that there must be of the tables that are there."""
    events = [" OR ".join(EVENTS)] if is_postgresql() else EVENTS
    tables = set(database.get_tables())
    return [
        Guard(f"guard_{model._meta.table_name}" + ("" if is_postgresql() else f"_{event.lower()}"), model, event)
        for model in content_types()
        if model._meta.table_name in tables
        for event in events
    ]


def missing_guards() -> list[Guard]:
    """List those that are not there, do not run, or are not as this code makes them."""
    if is_postgresql():
        found: Any = database.execute_sql(
            "SELECT pg_get_triggerdef(pg_trigger.oid, true), prosrc FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
    else:
        found = database.execute_sql("SELECT sql, NULL FROM sqlite_master WHERE type = 'trigger'")
    made = {(text.replace('"', ""), body) for text, body in found}
    return [
        each
        for each in guards()
        if (each.definition.replace('"', ""), each.body if is_postgresql() else None) not in made
    ]


def start_guarding() -> None:
    """Let the database guard every table that is there; raise `EditionsClash` if it has come too late for one."""
    missing = missing_guards()
    for each in missing:
        for statement in each.statements:
            database.execute_sql(statement)
    for model in dict.fromkeys(each.model for each in missing):
        require_sound(model)


def require_sound(model: type[Edition]) -> None:
    """Raise `EditionsClash` if the editions of a type break a rule."""
    for name, rule in rules(model).items():
        sql = f'SELECT this.entry, this.slug FROM "{model._meta.table_name}" AS this WHERE {rule.format(this="this")}'
        if found := database.execute_sql(f"{sql} ORDER BY this.edition LIMIT 1").fetchone():
            raise EditionsClash(model.__name__, found[1], name)


@contextmanager
def unguarded() -> Iterator[None]:
    """Guard nothing inside, and look at all editions when it is over: for migrations, and to write much at once."""
    for each in guards():
        database.execute_sql(each.removal)
    yield
    start_guarding()
