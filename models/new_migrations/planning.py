"""Planning a migration: what is renamed, filled in and lost, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from peewee import Model
from playhouse.schema_diff import SchemaDiff, diff_models

from models.database import reachable
from models.edition import Edition, content_types, own_fields
from models.errors import ChangeRefused
from models.links import Links, links_of
from models.new_migrations.contents import is_of_kind
from models.new_migrations.defaults import Defaults, Lack, fillings, settled, unsettled
from models.new_migrations.drops import Drop, bare_drop, drops_of
from models.new_migrations.renames import Candidate, Rename, Step, candidates, read_rename, try_all
from models.new_migrations.source import Content, written
from models.new_migrations.stored import StoredSchema, stored_schema
from models.own_types import package_of, packages
from models.schema_changes import require_applied, runner_of, tables, without_languages


@dataclass(frozen=True)
class Plan:
    """What is to be written: by package, None for the project, in the order in which they are migrated."""

    contents: dict[str | None, Content]

    @property
    def losses(self) -> list[str]:
        """Name what is lost."""
        return [loss for content in self.contents.values() for loss in content.losses]

    def write(self, name: str) -> list[Path]:
        """Write the migrations; return their paths."""
        return [
            Path(runner_of(package).create(name, written(name, content)))
            for package, content in self.contents.items()
            if content
        ]


def read_renames(texts: Sequence[str]) -> list[Rename]:
    """Read renames as they are typed; raise `ChangeRefused` with all that is wrong in them."""
    problems: list[str] = []
    found: list[Rename] = []
    for text in dict.fromkeys(texts):
        try:
            found.append(read_rename(text))
        except ChangeRefused as error:
            problems += error.problems
    if problems:
        raise ChangeRefused(problems)
    renamed(found)
    return found


def renamed(renames: Sequence[Rename]) -> StoredSchema:
    """Read the tables of the database as they are after renames; raise `ChangeRefused` for one that cannot be."""
    with reachable():
        require_applied()
        schema = stored_schema()
        try_all(schema, renames)
    return schema


def next_candidate(renames: Sequence[Rename], refused: Sequence[Rename]) -> Candidate | None:
    """Find the next rename that may have been meant, besides those that are known or refused."""
    found: Iterator[Candidate] = candidates(renamed(renames))
    return next((each for each in found if each.rename not in refused), None)


def all_candidates(renames: Sequence[Rename]) -> list[Candidate]:
    """List the renames that may have been meant, besides those that are known."""
    return list(candidates(renamed(renames)))


def lacking(renames: Sequence[Rename], defaults: Defaults) -> list[Lack]:
    """List the required fields that content has no value of."""
    return unsettled(renamed(renames), list(content_types()), defaults)


def plan(renames: Sequence[Rename], defaults: Defaults) -> Plan:
    """Plan migrations; raise `ChangeRefused` where a default is missing."""
    with reachable():
        require_kinds(renamed(renames))
    if missing := lacking(renames, defaults):
        raise ChangeRefused([f"{lack}: {ways_out(lack, all_candidates(renames))}" for lack in missing])
    with reachable():
        schema = stored_schema()
        moves = try_all(schema, renames)
        return Plan({package: content(schema, package, moves, defaults) for package in (None, *packages())})


def require_kinds(schema: StoredSchema) -> None:
    """Raise `ChangeRefused` where a field is of another kind than the content that it has: that is not converted."""
    problems = [
        f"{model.__name__}.{name} is another kind of field than what is stored: give the new one another name, move the"
        " content by content files, and remove the old one then"
        for model in content_types()
        if (table := schema.tables.get(model._meta.table_name))
        for name, field in own_fields(model).items()
        if field.column_name in table.columns and not is_of_kind(field, table, field.column_name)
    ]
    if problems:
        raise ChangeRefused(problems)


def ways_out(lack: Lack, found: Sequence[Candidate]) -> str:
    """Say what gives content a value that it lacks."""
    renames = [f"--rename {each.rename}" for each in found if each.rename[::2] == (lack.owner, lack.name)]
    return " or ".join([*renames, f"--default {lack.owner}.{lack.name}=VALUE"])


def content(
    schema: StoredSchema, package: str | None, moves: Sequence[tuple[type[Edition], Step]], defaults: Defaults
) -> Content:
    """Plan the migration of a package, or of the project."""
    own = [model for model in content_types() if package_of(model) == package]
    models = [model for model in tables() if package_of(model) == package]
    found = without_languages(diff_models(schema, models))
    drops = list(drops_of(schema, package))
    drops += bare_drops(schema, found, drops)
    again = [drop.again for drop in drops]
    return Content(
        [step for model, step in moves if model in own],
        without_drops(found),
        [*fillings(schema, own, settled(schema, own, defaults)), *repetitions(found)],
        [step for drop in drops for step in drop.steps],
        SchemaDiff(
            [table for each in again for table in each.tables],
            [column for each in again for column in each.columns],
            [],
            [index for each in again for index in each.indexes],
            [],
        ),
        [drop.loss for drop in drops if drop.loss],
    )


def bare_drops(schema: StoredSchema, found: SchemaDiff, drops: Sequence[Drop]) -> list[Drop]:
    """Drop columns that repeat or follow from others, which is no loss."""
    known = {(field.model._meta.table_name, field.column_name) for drop in drops for field in drop.again.columns}
    known |= {(table, follower) for table, name in known for follower in schema.tables[table].followers(name)}
    rest = [(table, name) for table, name in found.drop_columns if (table, name) not in known]
    return [bare_drop(schema, table, name) for table, name in rest]


def without_drops(found: SchemaDiff) -> SchemaDiff:
    """Leave out the columns that are dropped, and their indexes, which go with them."""
    dropped = set(found.drop_columns)
    indexes = [each for each in found.drop_indexes if not {(each.table, name) for name in each.columns or ()} & dropped]
    return SchemaDiff(found.create_tables, found.add_columns, [], found.add_indexes, indexes)


def repetitions(found: SchemaDiff) -> list[str]:
    """Write the steps that let tables of links repeat columns by which their editions are sorted from now on."""
    added = [field for field in found.add_columns if field.model in {links.table for links in all_links()}]
    return [
        f"repeat(db, {each.model._meta.table_name!r}, {owner_of(each.model)!r}, {each.column_name!r})" for each in added
    ]


def all_links() -> Iterator[Links]:
    """List the links of all types."""
    return (links for model in content_types() for links in links_of(model).values())


def owner_of(table: type[Model]) -> str:
    """Name the table of the editions whose links a table holds."""
    name: str = table.edition.rel_model._meta.table_name  # type: ignore[attr-defined]
    return name
