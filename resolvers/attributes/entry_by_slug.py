"""One entry by a slug that the schema names."""

from dataclasses import dataclass

from peewee import SQL

from models.edition import Edition
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class EntryBySlug:
    """The entry of *model* with this *slug*."""

    model: type[Edition]
    slug: str


@attribute_json.register
def entry_by_slug_json(attribute: EntryBySlug, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look an entry up by its slug."""
    found = planner.rows(attribute.model)
    element = planner.below(selected, found)

    def write(writer: StatementWriter) -> str:
        live = writer.live_rows(found.table, SQL(element(writer)))
        return writer.dialect.one_of(live.where(found.table.slug == attribute.slug))

    return write
