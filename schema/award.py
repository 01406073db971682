"""Awards, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.award import Competition as CompetitionComponent
from models.award import Recipient as RecipientComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, Text, Value, Values

if TYPE_CHECKING:
    from schema.person import Person
    from schema.school import School
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


@component_type(RecipientComponent)
class Recipient:
    """A person who received an award."""

    name: Text
    """The name, as printed."""
    post: Text
    """The post held, where it is stated."""
    person: Linked["Person"]
    """The person, where the site has a page of theirs."""
    translation: Languages
    """In which languages the texts were served."""


@component_type(CompetitionComponent)
class Competition:
    """The competition in which an award was won."""

    name: Text
    """The name, with the number of its round."""
    number: int | None
    """The number of its round: 11 for the eleventh."""
    track: Text
    """The track within the competition."""
    category: Text
    """The category within the track."""
    prize: Text
    """The prize won."""
    translation: Languages
    """In which languages the texts were served."""


@content_type(
    models.Award,
    filters=("title", "award", "schools", "sdgs", "tags"),
    orders=("title", "award"),
)
class Award(Entry):
    """An honour won by people of the university."""

    award: Text
    """What was won."""
    title: Text
    """The project that won it; null for an award to a person."""
    affiliation: Text
    """The recipients' schools as one line, as printed."""
    competition: Value["Competition"]
    """The competition, where it was won in one."""
    recipients: Values["Recipient"]
    """Who received it, in printed order."""
    schools: LinkedList["School"]
    """The schools of the recipients."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that the work contributes to."""
    tags: LinkedList["Tag"]
    """Its topics."""
