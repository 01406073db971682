"""Steps: what migrations do that peewee has no operation for.

Migrations outlive changes to this project: those that need a step have a copy of it in them.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from peewee import SqliteDatabase
from playhouse.migrate import make_index_name


def rename_table(migrator: Any, db: Any, old: str, new: str) -> None:
    """Rename a table of editions or links, without its triggers, which follow from the models."""
    drop_triggers(db, old)
    migrator.migrate(migrator.rename_table(old, new))
    if not is_sqlite(db):
        db.execute_sql(f'ALTER INDEX IF EXISTS "{old}_pkey" RENAME TO "{new}_pkey"')
    name_indexes(migrator, db, new)


def is_sqlite(db: Any) -> bool:
    """Tell whether a database is of SQLite."""
    return isinstance(db, SqliteDatabase)


def drop_triggers(db: Any, table: str) -> None:
    """Take away the triggers that watch a table, and on PostgreSQL their functions."""
    events = ("insert", "update", "delete", "truncate")
    names = [f"{kind}_{table}_{event}" for kind in ("count", "ledger", "guard", "search", "refer") for event in events]
    for name in (*names, f"count_{table}_all", f"ledger_{table}_cascade", f"guard_{table}"):
        if is_sqlite(db):
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}"')
        else:
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
            db.execute_sql(f'DROP FUNCTION IF EXISTS "{name}"()')


def name_indexes(migrator: Any, db: Any, table: str) -> None:
    """Name the indexes of a table after it and its columns, so that no later table or column meets their names."""
    indexes, changed = db.get_indexes(table), False
    names = {f"{table}_pkey", *(index.name for index in indexes)}
    for index in indexes:
        new = make_index_name(table, index.columns)
        if new in names or index.name == f"{table}_pkey" or index.name.startswith("sqlite_autoindex_"):
            continue
        changed = True
        if is_sqlite(db):
            migrator.migrate(migrator.drop_index(table, index.name))
            migrator.migrate(migrator.add_index(table, index.columns, index.unique))
        else:
            db.execute_sql(f'ALTER INDEX "{index.name}" RENAME TO "{new}"')
    if changed and is_sqlite(db) and "sqlite_stat1" in db.get_tables():
        db.execute_sql(f'ANALYZE "{table}"')


def rename_type(db: Any, old: str, new: str) -> None:
    """Let the entries of a type be of another; its tables are renamed apart."""
    db.execute_sql(f"DELETE FROM revision WHERE type = {db.param}", (new,))
    for table in ("entry", "revision"):
        db.execute_sql(f'UPDATE "{table}" SET type = {db.param} WHERE type = {db.param}', (new, old))


def rename_column(migrator: Any, db: Any, table: str, old: str, new: str) -> None:
    """Rename a column, and those that follow from it."""
    for column in followers(db, table, old):
        migrator.migrate(migrator.rename_column(table, column, new + column.removeprefix(old)))
    name_indexes(migrator, db, table)


def followers(db: Any, table: str, name: str) -> list[str]:
    """List a column and those that follow from it: a folded form, sort keys, texts, what is compiled or linked to."""
    kinds = {column.name: column.data_type.lower() for column in db.get_columns(table)}
    keys = [column for column, kind in kinds.items() if kind in ("blob", "bytea")]
    sorting = [column for column in keys if column == f"{name}_key" or column.startswith(f"{name}_key_")]
    beside = tuple(f"{name}_{each}_" for each in ("links", "text", "html", "tree"))
    others = [column for column in kinds if column.startswith(beside)]
    own = [name, f"{name}_folded", *rich_columns(name, kinds)]
    return [column for column in own if column in kinds] + sorting + others


def rich_columns(name: str, columns: Iterable[str]) -> list[str]:
    """Name the columns beside a rich text, or beside components with some, that are one for all languages."""
    is_rich = any(column == f"{name}_rich" or column.startswith(f"{name}_html_") for column in columns)
    return [f"{name}_rich", f"{name}_references"] if is_rich else []


def rename_marks(db: Any, table: str, old: str, new: str | None) -> None:
    """Rename a field in what the editions of a table say of the basis of their fields; remove it without a new name."""
    rows = db.execute_sql(f'SELECT edition, basis FROM "{table}" WHERE basis IS NOT NULL').fetchall()
    for edition, stored in rows:
        marks = json.loads(stored) if isinstance(stored, str) else stored
        if (changed := renamed_marks(marks, old, new)) != marks:
            text = json.dumps(changed, ensure_ascii=False, separators=(",", ":")) if changed else None
            db.execute_sql(f'UPDATE "{table}" SET basis = {db.param} WHERE edition = {db.param}', (text, edition))


def renamed_marks(marks: dict[str, str], old: str, new: str | None) -> dict[str, str]:
    """Rename or remove a field in marks, whose keys are fields, or fields and languages."""
    own = {key for key in marks if key == old or key.startswith(f"{old}.")}
    kept = marks if new else marks.keys() - own
    return {f"{new}{key.removeprefix(old)}" if key in own else key: marks[key] for key in marks if key in kept}


def change_components(
    db: Any,
    table: str,
    column: str,
    kinds: dict[str, dict[str, str]],
    change: Callable[[str, dict[str, Any]], None],
) -> None:
    """Change the components in a column; *kinds* tells by component in which fields which others are.

    That of the column itself is under the empty name. Of those without a name each says its own by its `type`.
    """

    def walk(value: Any, kind: str) -> None:
        for component in value if isinstance(value, list) else [value] if value else []:
            own = kind or component.get("type", "value")
            change(own, component)
            for name, inner in kinds.get(own, {}).items():
                walk(component.get(name), inner)

    rows = db.execute_sql(f'SELECT edition, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL').fetchall()
    for edition, stored in rows:
        value = json.loads(stored) if isinstance(stored, str) else stored
        before = json.dumps(value)
        walk(value, kinds[""]["value"])
        if json.dumps(value) != before:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            db.execute_sql(f'UPDATE "{table}" SET "{column}" = {db.param} WHERE edition = {db.param}', (text, edition))


def renaming(kind: str, old: str, new: str) -> Callable[[str, dict[str, Any]], None]:
    """Rename a field of a component, in its place."""

    def change(found: str, component: dict[str, Any]) -> None:
        if found == kind and old in component:
            renamed = {new if name == old else name: value for name, value in component.items()}
            if "basis" in renamed:
                renamed["basis"] = renamed_marks(renamed["basis"], old, new)
            component.clear()
            component.update(renamed)

    return change


def renaming_kind(old: str, new: str) -> Callable[[str, dict[str, Any]], None]:
    """Give a kind of a union another name, in the components that say it."""

    def change(found: str, component: dict[str, Any]) -> None:
        if found == old and component.get("type") == old:
            component["type"] = new

    return change


def removing(kind: str, name: str) -> Callable[[str, dict[str, Any]], None]:
    """Remove a field of a component."""

    def change(found: str, component: dict[str, Any]) -> None:
        if found == kind:
            component.pop(name, None)
            basis = renamed_marks(component.pop("basis", {}), name, None)
            component.update({"basis": basis} if basis else {})

    return change


def filling(kind: str, name: str, value: Any) -> Callable[[str, dict[str, Any]], None]:
    """Fill in a field of the components that lack it."""

    def change(found: str, component: dict[str, Any]) -> None:
        if found == kind:
            component.setdefault(name, value)

    return change


def fill(db: Any, table: str, column: str, value: Any) -> None:
    """Fill in a column of the editions that lack it."""
    db.execute_sql(f'UPDATE "{table}" SET "{column}" = {db.param} WHERE "{column}" IS NULL', (value,))


def fill_link(db: Any, table: str, column: str, target: tuple[str, str, str]) -> None:
    """Let the editions that have no link lead to an entry, known by its table, the column of its key, and the key."""
    of, key, value = target
    entry = f'(SELECT MAX(entry) FROM "{of}" WHERE "{key}" = {db.param})'
    db.execute_sql(f'UPDATE "{table}" SET "{column}" = {entry} WHERE "{column}" IS NULL', (value,))


def repeat(db: Any, links: str, table: str, column: str) -> None:
    """Let a table of links repeat a column of its editions."""
    there = f'(SELECT "{column}" FROM "{table}" AS held WHERE held.edition = "{links}".edition)'
    db.execute_sql(f'UPDATE "{links}" SET "{column}" = {there}')


def derive_anew(db: Any, name: str) -> None:
    """Let what follows from content be worked out again, when the migrations are over."""
    db.execute_sql(f"DELETE FROM derivation WHERE name = {db.param}", (name,))


def drop_field(migrator: Any, db: Any, table: str, name: str) -> None:
    """Drop a column with what is in it, those that follow from it, and their indexes."""
    columns = followers(db, table, name)
    for index in db.get_indexes(table):
        if set(index.columns) & set(columns):
            migrator.migrate(migrator.drop_index(table, index.name))
    for column in columns:
        is_linked = column in {key.column for key in db.get_foreign_keys(table)}
        if is_linked and is_sqlite(db):
            migrator.migrate(migrator.drop_column(table, column, legacy=True))  # the table is made anew without it
        else:
            migrator.migrate(migrator.drop_column(table, column))


def drop_table(migrator: Any, db: Any, table: str) -> None:
    """Drop a table of editions or links with all that is in it."""
    drop_triggers(db, table)
    migrator.migrate(migrator.drop_table(table))


def drop_entries(db: Any, kind: str) -> None:
    """Remove the entries of a type whose editions are gone, and the links of others to them."""
    gone = f"SELECT entry FROM entry WHERE type = {db.param}"
    for table in db.get_tables():
        for key in db.get_foreign_keys(table):
            if key.dest_table == "entry" and key.column == "target":
                db.execute_sql(f'DELETE FROM "{table}" WHERE target IN ({gone})', (kind,))
            elif key.dest_table == "entry" and key.column != "entry":
                linked = f'UPDATE "{table}" SET "{key.column}" = NULL WHERE "{key.column}" IN ({gone})'
                db.execute_sql(linked, (kind,))
    for table in ("entry", "revision"):
        db.execute_sql(f'DELETE FROM "{table}" WHERE type = {db.param}', (kind,))
