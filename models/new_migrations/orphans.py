"""Orphans: tables of editions that are of no type any more.

Tables of packages that this process does not know are none: only those that the migrations at hand speak of.
"""

from pathlib import Path

from models.edition import content_types
from models.new_migrations.stored import StoredSchema
from models.own_types import packages
from models.schema_changes import runner_of


def orphans(schema: StoredSchema) -> dict[str, str]:
    """List the tables by the names of the types that they held."""
    known = {model._meta.table_name for model in content_types()}
    found = [table for table in schema.editions() if table not in known]
    return {schema.type_of(table): table for table in found if is_spoken_of(table, schema)}


def is_spoken_of(table: str, schema: StoredSchema) -> bool:
    """Tell whether migrations at hand made a table."""
    return any(speaks_of(package, schema.tables[table].origin) for package in (None, *packages()))


def speaks_of(package: str | None, table: str) -> bool:
    """Tell whether the migrations of a package, or of the project, name a table."""
    paths = Path(runner_of(package).directory).glob("[0-9]*.py")
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return any(f"'{table}'" in text or f'"{table}"' in text for text in texts)
