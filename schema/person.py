"""People, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.person import Role as RoleComponent
from models.person import WebLink as WebLinkComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, Pages, RichText, Text, Value, Values

if TYPE_CHECKING:
    from schema.department import Department
    from schema.event import Event
    from schema.news_story import NewsStory
    from schema.place import Place
    from schema.school import School
    from schema.seo import Seo


@component_type(RoleComponent)
class Role:
    """What somebody is or was at the university."""

    title: Text
    """The title of the post."""
    department: Linked["Department"]
    """The department in which it is."""
    school: Linked["School"]
    """The school in which it is."""
    since: str | None
    """Since when, as a year, month or day in ISO 8601."""
    until: str | None
    """Until when, as a year, month or day in ISO 8601; null for a post that is held."""
    translation: Languages
    """In which language the title was served."""


@component_type(WebLinkComponent)
class WebLink:
    """An address elsewhere."""

    label: Text
    """The words shown."""
    url: str
    """The address."""
    translation: Languages
    """In which language the label was served."""


@content_type(
    models.Person,
    names=("person", "people"),
    filters=("name", "office", "schools", "departments", "news_stories", "events"),
    orders=("name", "sort_name"),
)
class Person(Entry):
    """A person."""

    name: Text
    """The name, as it is written."""
    sort_name: str | None
    """The name by which lists are sorted: `Chan, Tai Man`."""
    honorific: Text
    """What stands before the name: `Prof.`"""
    biography: RichText
    """Who they are."""
    roles: Values["Role"]
    """What they are and were, in order."""
    email: str | None
    """The address for mail."""
    phone: str | None
    """The number for calls."""
    schools: LinkedList["School"]
    """The schools that they belong to."""
    departments: LinkedList["Department"]
    """The departments that they belong to."""
    office: Linked["Place"]
    """Where they are found."""
    links: Values["WebLink"]
    """Their pages elsewhere."""
    orcid: str | None
    """The identifier of ORCID: `0000-0002-1825-0097`."""
    news_stories: Pages["NewsStory"]
    """News stories that they wrote."""
    events: Pages["Event"]
    """Events at which they speak."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
