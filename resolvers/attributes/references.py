"""References of rich texts in SQL: the live entries that texts refer to, each by its uid, of whatever type they are."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from peewee import ModelSelect

from models.edition import Edition, own_fields
from models.translations import is_text
from resolvers.attributes.entries_of_types import Kinds, cases_of, planned_kinds
from resolvers.compiler.localized import shown
from resolvers.compiler.paths import path_parts
from resolvers.compiler.planning import Json, Planner
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.object_types import OBJECT_TYPES


class References(NamedTuple):
    """The uids that texts refer to: a column of some rows."""

    rows: Rows
    column: str


def referred_types() -> Mapping[str, Any]:
    """List the content types whose entries texts may refer to, by name."""
    kinds = [kind for kind in OBJECT_TYPES.values() if kind.slug is None and is_content(kind.model)]
    return {kind.name: kind.model for kind in kinds}


def is_content(model: Any) -> bool:
    """Tell whether a model is a content type."""
    return isinstance(model, type) and issubclass(model, Edition)


def targets_json(planner: Planner, references: References) -> Json:
    """Write where each entry is: the path of its page, nothing without one, a space, and what names it.

    A path has no space. Objects would be parsed again for each subquery around them, as long as all else takes SQLite.
    """
    kinds: dict[str, tuple[Rows, Json]] = {}
    for name, model in referred_types().items():
        rows = planner.rows(model)
        kinds[name] = rows, target_json(rows)
    return by_uid(kinds, planner, references, is_text=True)


def target_json(rows: Rows) -> Json:
    """Write where one entry is."""
    texts = [each for each in own_fields(rows.model).values() if is_text(each)]

    def write(writer: StatementWriter) -> str:
        title = rows.column("slug")
        if texts:
            title = f"COALESCE({writer.sql(shown(rows.table, texts[0], writer.context.chain))}, {title})"
        path = path_parts(writer, rows) or ["''"]
        return writer.dialect.text(f"{'||'.join(path)}||' '||{title}", nullable=False)

    return write


def entries_json(selected: SelectedField, planner: Planner, references: References) -> Json:
    """Write what is selected of each entry."""
    models = {model.__name__: model for model in referred_types().values()}
    return by_uid(planned_kinds(selected, planner, models), planner, references)


def by_uid(kinds: Kinds, planner: Planner, references: References, *, is_text: bool = False) -> Json:
    """Write an object of the entries by their uids, each by the query of its type; null for one that is not live."""
    alias = planner.rows(None).alias

    def write(writer: StatementWriter) -> str:
        dialect, uids = writer.dialect, references.rows.column(references.column)
        cases = cases_of(writer, f'"{alias}"."entry"', kinds, text_of(writer) if is_text else None)
        choice = f'CASE "{alias}"."type" {cases} ELSE {dialect.null} END' if cases else dialect.null
        choice = choice if is_text else dialect.nested(choice)
        listed, uid = dialect.texts_in(uids, f"{alias}_uids")
        source = f'{listed} JOIN "entry" AS "{alias}" ON "{alias}"."uid" = {uid}'
        keyed = dialect.keyed(f'"{alias}"."uid"', choice)
        return f"CASE WHEN {uids} IS NULL THEN {dialect.empty_object} ELSE (SELECT {keyed} FROM {source}) END"

    return lambda writer: writer.within(references.rows, write)


def text_of(writer: StatementWriter) -> Callable[[ModelSelect], str]:
    """Write a text that a query selects, or null where it finds no row."""
    return lambda found: writer.dialect.or_null(f"({writer.sql(found.limit(1))})")
