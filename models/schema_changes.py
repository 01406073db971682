"""Migrations: bringing the tables of a database to those of the models, and back."""

import re
from collections.abc import Callable
from pathlib import Path

from peewee import Model, PeeweeException
from playhouse.migrations import MigrationError, Runner, template
from playhouse.schema_diff import SchemaDiff, diff_models

from models.database import reachable, unreachable
from models.derivations import Derivation, forget
from models.edition import content_types
from models.entry import Entry, database
from models.errors import (
    ChangesUncounted,
    DatabaseError,
    EditionsUnguarded,
    MigrationUnknown,
    SchemaOutdated,
    SchemaTooNew,
)
from models.faults import fault_of
from models.guards import missing_guards, start_guarding, unguarded
from models.links import links_of
from models.revisions import Revision, missing_counters, start_counting, uncounted

FOLDER = Path(__file__).parent / "migrations"

STORAGE_TYPES = {
    "JsonField": "JSONField",
    "TranslatedField": "JSONField",
    "ComponentsField": "JSONField",
    "ComponentField": "JSONField",
    "InstantField": "BigIntegerField",
    "EnumField": "TextField",
    "ColorField": "TextField",
    "Link": "ForeignKeyField",
    "PlainTextField": "TextField",
    "SlugField": "TextField",
    "FoldedTexts": "JSONField",
    "FoldedText": "TextField",
    "SortKeyField": "BlobField",
}
"""What a migration writes for this project's field classes, so that it outlives changes to them."""


def tables() -> list[type[Model]]:
    """List the models of every table: entries, editions, links, revisions and derivations."""
    kinds = list(content_types())
    return [Entry, Revision, Derivation, *kinds, *(links.table for kind in kinds for links in links_of(kind).values())]


def runner() -> Runner:
    """Open the migrations against the connected database."""
    with reachable():
        database.connect(reuse_if_open=True)
    return Runner(database.obj, str(FOLDER))


def upgrade() -> list[str]:
    """Apply what is pending; return the names applied. From then on every table counts its changes, and is guarded."""
    with reachable():
        migrations = runner()
        if not any(migration.path and not migration.applied for migration in migrations.status()):
            with database.atomic():
                start_counting()
                start_guarding()
            return []
        return change(migrations, migrations.up)


def downgrade(target: str | None = None) -> list[str]:
    """Revert the newest migration, or all back through *target*; return the names reverted."""
    try:
        with reachable():
            migrations = runner()
            return change(migrations, lambda: reverted(migrations, target))
    except MigrationError as error:
        raise MigrationUnknown(str(error)) from None


def reverted(migrations: Runner, target: str | None) -> list[str]:
    """Revert migrations; return their names."""
    names = list(migrations.down(target))
    forget()
    return names


def change(migrations: Runner, migrate: Callable[[], list[str]]) -> list[str]:
    """Let migrations change the tables, uncounted and unguarded meanwhile; return the names of those that ran.

    All is one transaction: who dies on the way leaves the tables and what counts their changes as they were.
    """
    with migrations.migrator.migration_context(), unguarded(), uncounted():
        return list(migrate())


def require_current() -> None:
    """Raise an error of the database unless its tables and triggers are those of this code."""
    with reachable(), database.connection_context():
        history = runner().status()
    if unknown := [migration.name for migration in history if migration.path is None]:
        raise SchemaTooNew(unknown)
    if pending := [migration.name for migration in history if not migration.applied]:
        raise SchemaOutdated(pending)
    require_counting()
    require_guarded()


def require_counting() -> None:
    """Raise `ChangesUncounted` unless every table counts its changes."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_counters()]
    if missing:
        raise ChangesUncounted(missing)


def require_guarded() -> None:
    """Raise `EditionsUnguarded` unless every table of editions is guarded."""
    with reachable(), database.connection_context():
        missing = [each.name for each in missing_guards()]
    if missing:
        raise EditionsUnguarded(missing)


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


def difference() -> SchemaDiff:
    """Compare the tables of the database with the models; falsy when they agree."""
    with reachable():
        database.connect(reuse_if_open=True)
        return diff_models(database.obj, tables())


def write_migration(name: str) -> Path | None:
    """Write a migration for what the models have and the database lacks; None when they agree."""
    changes = difference()
    if not changes:
        return None
    return Path(runner().create(name, body=f'"""{name.capitalize()}."""\n\n{frozen(template(changes))}'))


def frozen(source: str) -> str:
    """Rewrite a generated migration to stand without this project's classes.

    The generator also omits `index=False`, without which each link row is indexed twice over.
    """
    source = re.sub(r"\b(" + "|".join(STORAGE_TYPES) + r")\(", lambda match: f"{STORAGE_TYPES[match[1]]}(", source)
    source = re.sub(r"(column_name='(?:entry|edition|target)')", r"\1, index=False", source)
    return re.sub(r"^# Generated from .*\n|^from models\..*\n", "", source, flags=re.MULTILINE)
