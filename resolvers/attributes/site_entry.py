"""The entry that is the site of the database: the one that a setting names, or else the first."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.edition import Edition
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.read_context import ReadContext


@dataclass(frozen=True)
class SiteEntry:
    """Of the entries of *model* that are live, the one with the slug of the site's options; without one, the first."""

    model: type[Edition]


@dataclass(frozen=True, eq=False)
class SiteSlug:
    """The slug of the site's options."""

    parameter: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return whether there is a slug, which decides the SQL, and the slug."""
        return bool(context.site.slug), {self.parameter: context.site.slug}


@attribute_json.register
def site_entry_json(attribute: SiteEntry, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look the entry up by its slug, or take that with the lowest number."""
    found = planner.rows(attribute.model)
    slug = SiteSlug(Parameter(f"{found.alias}_slug"))
    planner.arguments.append(slug)
    element = planner.below(selected, found)

    def write(writer: StatementWriter) -> str:
        text = element(writer)
        live: Any = writer.live_rows(found.table, found.named_in(text))
        if writer.variant(slug):
            live = live.where(found.table.slug == slug.parameter.place)
        return writer.dialect.first_of(text, live.order_by(found.table.entry), found.alias)

    return write
