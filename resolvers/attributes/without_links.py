"""Whether an edition has no links of one name at all, live or not: a list of those that are live does not tell."""

from dataclasses import dataclass

from peewee import SQL

from models.links import AnyLinks, Links
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class WithoutLinks:
    """The attribute that is true of an edition that has none of these links."""

    links: Links | AnyLinks


@attribute_json.register
def without_links_json(attribute: WithoutLinks, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look for a link of the edition."""
    through = attribute.links.table.alias(f"{planner.rows(None).alias}_links")

    def write(writer: StatementWriter) -> str:
        linked = through.select(SQL("1")).where(through.edition == SQL(rows.column("edition")))
        return writer.dialect.boolean(f"NOT EXISTS ({writer.sql(linked)})", nullable=False)

    return write
