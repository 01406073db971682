"""Rankings, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.ranking import ScopedRank as ScopedRankComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, LinkedList, Text, Values

if TYPE_CHECKING:
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


@component_type(ScopedRankComponent)
class ScopedRank:
    """A place within a scope: number 1 in Hong Kong."""

    scope: Text
    """Among whom."""
    rank: int
    """The place."""
    translation: Languages
    """In which language the scope was served."""


@content_type(
    models.Ranking,
    filters=("name", "publisher", "year", "rank"),
    orders=("year", "rank", "name"),
)
class Ranking(Entry):
    """The university's place in one year of a ranking."""

    name: Text
    """The name of the ranking."""
    publisher: Text
    """Who publishes it."""
    year: int
    """The year in its title."""
    rank: int
    """The place shown large; its scope is not always stated."""
    statement: Text
    """The line below the figure."""
    detail: Text
    """The second line."""
    accolade: Text
    """An honour that came with it."""
    credit: Text
    """Who made it, in their words."""
    scopes: Values["ScopedRank"]
    """The places that are stated with their scope, in printed order."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it concerns."""
    tags: LinkedList["Tag"]
    """Its topics."""
