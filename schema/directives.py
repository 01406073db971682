"""Directives that let a server answer in several parts: operations with them run, and are answered at once."""

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDirective,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLString,
)

LABEL = GraphQLArgument(GraphQLString, description="A name, by which a client tells the parts apart.")


def condition() -> GraphQLArgument:
    """Make the argument that turns a directive off."""
    return GraphQLArgument(
        GraphQLNonNull(GraphQLBoolean), default_value=True, description="Whether the directive is to apply."
    )


DRY_RUN = GraphQLDirective(
    "dryRun",
    (DirectiveLocation.MUTATION,),
    description="Runs a mutation and keeps nothing of it: payloads show what would be saved, with all problems.",
)
"""Lets a mutation be tried."""


INCREMENTAL_DIRECTIVES = (
    GraphQLDirective(
        "defer",
        (DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT),
        {"if": condition(), "label": LABEL},
        description="Allows a fragment to be sent later than the rest. This server sends it with the rest.",
    ),
    GraphQLDirective(
        "stream",
        (DirectiveLocation.FIELD,),
        {
            "if": condition(),
            "label": LABEL,
            "initialCount": GraphQLArgument(GraphQLInt, default_value=0, description="How many elements come at once."),
        },
        description="Allows the elements of a list to be sent one by one. This server sends them together.",
    ),
)
