"""What clients see: one module a content type, and the query over all of them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.execution import ExecutionContext

import schema.access.audit
import schema.access.previews
import schema.access.tokens
import schema.access.viewer
import schema.alert
import schema.award
import schema.blocks
import schema.degree
import schema.department
import schema.editing.changes
import schema.editing.content_types
import schema.editing.schedule
import schema.editing.statistics
import schema.editing.statistics_lists
import schema.editing.translation_work
import schema.event
import schema.event_series
import schema.fact
import schema.first
import schema.first_category
import schema.homepage
import schema.homepage_section
import schema.label
import schema.menu
import schema.news_story
import schema.page
import schema.person
import schema.place
import schema.popular_search
import schema.program
import schema.ranking
import schema.redirect
import schema.rich_text
import schema.route
import schema.school
import schema.seo
import schema.site
import schema.sustainable_development_goal
import schema.tag
from models.own_types import import_own
from resolvers.access.conditions import tell_inputs
from schema.computed import refuse_extensions, require_needs
from schema.directives import DRY_RUN, INCREMENTAL_DIRECTIVES
from schema.editing.revisions import REVISION, Revision
from schema.equal_types import require_equal_types
from schema.namespace import NAMESPACE
from schema.query import make_mutation, make_query
from schema.scalars import SCALARS

import_own("schema")


class Schema(strawberry.Schema):
    """The GraphQL schema; its errors are logged where they become answers, not here."""

    def __init__(
        self, query: type, mutation: type | None = None, *, extensions: Iterable[Any] = (), **options: Any
    ) -> None:
        refuse_extensions(extensions)
        require_needs()
        super().__init__(query, mutation, **options)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave logging to delivery, which knows an operator's errors from a client's."""


def mark_one_of(made: GraphQLSchema) -> None:
    """Let graphql-core know the inputs of which one field is given: Strawberry, which marks them, does not validate."""
    for kind in made.type_map.values():
        definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if isinstance(kind, GraphQLInputObjectType) and definition is not None and definition.is_one_of:
            kind.is_one_of = True


@cache
def make_schema() -> Schema:
    """Make the schema of all content types, once in a process: it is the same for every application."""
    query, mutation = make_query(), make_mutation()
    types = [kind for kind in NAMESPACE.values() if hasattr(kind, "__strawberry_definition__")]
    made = Schema(query, mutation, types=types, config=StrawberryConfig(scalar_map=SCALARS | {Revision: REVISION}))
    made._schema.directives += (*INCREMENTAL_DIRECTIVES, DRY_RUN)
    mark_one_of(made._schema)
    require_equal_types(made._schema)
    tell_inputs(made._schema)
    return made
