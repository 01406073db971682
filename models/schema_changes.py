"""Migrations: bringing the tables of a database to those of the models, and back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from peewee import IntegrityError, Model, OperationalError, PeeweeException, ProgrammingError
from playhouse.migrations import Migration, MigrationError, Runner
from playhouse.schema_diff import SchemaDiff, diff_models

from models.access import tables as access
from models.access.journal_guards import missing_journal_guards, start_guarding_journal
from models.database import reachable, unreachable
from models.derivations import Derivation, forget
from models.editing import tables as editing
from models.edition import content_types
from models.entry import Entry, database
from models.errors import (
    ChangesUncounted,
    DatabaseError,
    EditionsUnguarded,
    JournalUnguarded,
    MigrationFailed,
    MigrationUnknown,
    ReferencesUnlisted,
    SchemaOutdated,
    SchemaTooNew,
    SearchUnindexed,
    TotalsUnkept,
)
from models.faults import fault_of, first_line
from models.guards import missing_guards, start_guarding, unguarded
from models.language_columns import changes, follow_languages, is_of_language, require_followed
from models.ledger import Ledger
from models.ledger_triggers import missing_triggers, start_keeping, unkept
from models.links import links_of
from models.own_types import migrations_of, packages
from models.reference_table import missing_references, start_listing, unlisted
from models.revisions import Revision, missing_counters, start_counting, uncounted
from models.search_index import missing_indexes, start_indexing, unindexed

FOLDER = Path(__file__).parent / "migrations"


def tables() -> list[type[Model]]:
    """List the models of every table: entries, editions, links, what is kept of them, and who may."""
    kinds = list(content_types())
    links = [links.table for kind in kinds for links in links_of(kind).values()]
    return [
        Entry,
        Revision,
        Ledger,
        Derivation,
        *access.KEPT,
        *access.PASSING,
        *editing.KEPT,
        *editing.PASSING,
        *kinds,
        *links,
    ]


def runners() -> list[Runner]:
    """Open the migrations against the connected database: the project's, then those of types of one's own."""
    with reachable():
        database.connect(reuse_if_open=True)
    return [runner_of(None), *map(runner_of, packages())]


def runner_of(package: str | None) -> Runner:
    """Open the migrations of a package of types, or those of the project; each has a table of what was applied."""
    if package is None:
        return Runner(database.obj, str(FOLDER))
    return Runner(database.obj, str(migrations_of(package)), f"{package.replace('.', '_')}_migration")


def upgrade() -> list[str]:
    """Apply what is pending; return the names applied. From then on every table counts its changes, and is guarded."""
    with reachable():
        several = runners()
        pending = [migration for migration in history(several) if migration.path and not migration.applied]
        try:
            changed = []
            if not all(map(leaves_content, pending)) or changes():
                changed = change(several[0], lambda: applied(several))
            return [*changed, *add(several)]
        except MigrationError as error:
            raise MigrationFailed(str(error)) from None


def leaves_content(migration: Migration) -> bool:
    """Tell whether a migration says that it changes no table of editions or links."""
    return getattr(migration.load(), "LEAVES_CONTENT", False)


def add(several: list[Runner]) -> list[str]:
    """Apply what leaves content as it is, if anything is pending; make triggers that are missing, and what they keep.

    Those that are there stay, as to remove one on PostgreSQL would keep readers out until all is over.
    """
    with several[0].migrator.migration_context():
        names = [name for migrations in several for name in migrations.up()]
        start_keeping()
        start_counting()
        start_guarding()
        start_indexing()
        start_listing()
        start_guarding_journal()
    return names


def applied(several: list[Runner]) -> list[str]:
    """Apply what is pending, and let the tables follow the languages; return the names applied."""
    names = [name for migrations in several for name in migrations.up()]
    follow_languages(several[0].migrator)
    return names


def history(several: list[Runner]) -> list[Migration]:
    """List all migrations, with when each was applied."""
    return [migration for migrations in several for migration in migrations.status()]


def downgrade(target: str | None = None) -> list[str]:
    """Revert the newest migration, or all back through *target*; return the names reverted.

    Those of types of one's own are the newest. A target is of one package or the project, whose others stay.
    """
    try:
        with reachable():
            several = runners()
            migrations = next((each for each in reversed(several) if has_applied(each, target)), several[0])
            return change(migrations, lambda: reverted(migrations, target))
    except MigrationError as error:
        raise MigrationUnknown(str(error)) from None


def has_applied(migrations: Runner, target: str | None) -> bool:
    """Tell whether a migration was applied, or any without a *target*."""
    applied = [migration.name for migration in migrations.status() if migration.applied]
    return bool(applied) if target is None else target in applied


def reverted(migrations: Runner, target: str | None) -> list[str]:
    """Revert migrations; return their names."""
    names = list(migrations.down(target))
    forget()
    return names


MISTAKES = ("no such ", "duplicate column", "error in ", "near ", "table ", "index ", "there is already ")
"""How SQLite's errors of the kind begin that a missing database has, too, where it is the statement that is wrong."""


def change(migrations: Runner, migrate: Callable[[], list[str]]) -> list[str]:
    """Let migrations change the tables, which no triggers watch meanwhile; return the names of those that ran.

    All is one transaction: who dies on the way leaves the tables and what counts their changes as they were.
    """
    with migrations.migrator.migration_context(), unguarded(), uncounted(), unkept(), unindexed(), unlisted():
        try:
            return list(migrate())
        except (IntegrityError, ProgrammingError, OperationalError) as error:
            if isinstance(error, OperationalError) and not str(error).startswith(MISTAKES):
                raise
            raise MigrationFailed(first_line(error)) from error


def require_current() -> None:
    """Raise an error of the database unless its tables and triggers are those of this code."""
    require_applied()
    with reachable(), database.connection_context():
        require_followed()
    require_counting()
    require_kept()
    require_guarded()
    require_indexed()
    require_listed()
    require_added_to()


def require_applied() -> None:
    """Raise an error of the database unless it has all migrations, and none that this code does not know."""
    with reachable(), database.connection_context():
        migrations = history(runners())
    if unknown := [migration.name for migration in migrations if migration.path is None]:
        raise SchemaTooNew(unknown)
    if pending := [migration.name for migration in migrations if not migration.applied]:
        raise SchemaOutdated(pending)


def require_counting() -> None:
    """Raise `ChangesUncounted` unless every table counts its changes."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_counters()]
    if missing:
        raise ChangesUncounted(missing)


def require_kept() -> None:
    """Raise `TotalsUnkept` unless the ledger is kept of every table."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_triggers()]
    if missing:
        raise TotalsUnkept(missing)


def require_guarded() -> None:
    """Raise `EditionsUnguarded` unless every table of editions is guarded."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_guards()]
    if missing:
        raise EditionsUnguarded(missing)


def require_indexed() -> None:
    """Raise `SearchUnindexed` unless there is a kept index of the texts of every type."""
    with reachable(), database.connection_context():
        missing = missing_indexes()
    if missing:
        raise SearchUnindexed(missing)


def require_listed() -> None:
    """Raise `ReferencesUnlisted` unless there is a kept table of what every type refers to."""
    with reachable(), database.connection_context():
        missing = missing_references()
    if missing:
        raise ReferencesUnlisted(missing)


def require_added_to() -> None:
    """Raise `JournalUnguarded` unless the journal is only added to."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_journal_guards()]
    if missing:
        raise JournalUnguarded(missing)


def diagnose(error: BaseException | None) -> DatabaseError | None:
    """Tell what is wrong with the database that made a statement fail; None when it was something else."""
    if isinstance(error, DatabaseError):
        return error
    if not isinstance(error, PeeweeException):
        return None
    if fault := fault_of(error, database):
        return fault
    try:
        require_current()
    except DatabaseError as cause:
        return cause
    return unreachable(error)


def difference(models: Sequence[type[Model]] | None = None) -> SchemaDiff:
    """Compare tables of the database with the models, all unless given; falsy when they agree."""
    with reachable():
        database.connect(reuse_if_open=True)
        return without_languages(diff_models(database.obj, tables() if models is None else models))


def without_languages(found: SchemaDiff) -> SchemaDiff:
    """Leave out what follows from the site's languages, which no migration has."""

    def is_own(table: str, columns: Sequence[str] | None) -> bool:
        return not any(is_of_language(table, column) for column in columns or ())

    return SchemaDiff(
        found.create_tables,
        [field for field in found.add_columns if is_own(field.model._meta.table_name, [field.column_name])],
        [(table, column) for table, column in found.drop_columns if is_own(table, [column])],
        [index for index in found.add_indexes if is_own(index.table, index.columns)],
        [index for index in found.drop_indexes if is_own(index.table, index.columns)],
    )
