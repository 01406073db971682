"""References of rich texts in SQL: the live entries that texts refer to, each by its uid, of whatever type they are."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL

from models.edition import Edition, own_fields
from models.translations import TranslatedField
from resolvers.compiler.localized import shown
from resolvers.compiler.paths import path_parts
from resolvers.compiler.planning import Json, Planner
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.object_types import OBJECT_TYPES

References = Callable[[StatementWriter], str]
"""Writes the column of the uids that texts refer to."""


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
    texts = [each for each in own_fields(rows.model).values() if isinstance(each, TranslatedField)]

    def write(writer: StatementWriter) -> str:
        title = rows.column("slug")
        if texts:
            title = f"COALESCE({writer.sql(shown(rows.table, texts[0], writer.context.chain))}, {title})"
        path = path_parts(writer, rows) or ["''"]
        return writer.dialect.text(f"{'||'.join(path)}||' '||{title}", nullable=False)

    return write


def entries_json(selected: SelectedField, planner: Planner, references: References) -> Json:
    """Write what is selected of each entry."""
    kinds: dict[str, tuple[Rows, Json]] = {}
    possible = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    types = referred_types()
    for kind in possible:
        if isinstance(kind, GraphQLObjectType) and kind.name in types:
            rows = planner.rows(types[kind.name])
            kinds[types[kind.name].__name__] = rows, planner.object(kind, selected.fields(kind), rows)
    return by_uid(kinds, planner, references)


def by_uid(
    kinds: Mapping[str, tuple[Rows, Json]], planner: Planner, references: References, *, is_text: bool = False
) -> Json:
    """Write an object of the entries by their uids, each by the query of its type; null for one that is not live."""
    alias = planner.rows(None).alias

    def write(writer: StatementWriter) -> str:
        dialect, uids = writer.dialect, references(writer)
        cases = []
        writer.levels_left -= 1
        for name, (rows, element) in kinds.items():
            found: Any = writer.live_rows(rows.table, SQL(element(writer)))
            one = found.where(rows.table.entry == SQL(entry))
            value = dialect.or_null(f"({writer.sql(one.limit(1))})") if is_text else dialect.one_of(one)
            cases.append(f"WHEN '{name}' THEN {value}")
        writer.levels_left += 1
        choice = f'CASE "{alias}"."type" {" ".join(cases)} ELSE {dialect.null} END'
        choice = choice if is_text else dialect.nested(choice)
        listed, uid = dialect.texts_in(uids, f"{alias}_uids")
        source = f'{listed} JOIN "entry" AS "{alias}" ON "{alias}"."uid" = {uid}'
        keyed = dialect.keyed(f'"{alias}"."uid"', choice)
        return f"CASE WHEN {uids} IS NULL THEN {dialect.empty_object} ELSE (SELECT {keyed} FROM {source}) END"

    entry = f'"{alias}"."entry"'
    return write
