"""The homepage: its sections and the menus around them, all from one field.

Each section type reads the one entry of the homepage's curation that has its slug.
"""

from typing import TYPE_CHECKING, Any

import models
from models.homepage_section import MoreLink as MoreLinkComponent
from resolvers.attributes.entries_by_keys import EntriesByKeys
from resolvers.attributes.entry_by_slug import EntryBySlug
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.links import NarrowedLinks
from resolvers.attributes.site_entry import SiteEntry
from resolvers.attributes.upcoming import Upcoming
from schema.building import component_type, content_type, group_type
from schema.entries import Entry, Node
from schema.words import Languages, Linked, LinkedList, Root, Roots, Text, Value

if TYPE_CHECKING:
    from schema.award import Award
    from schema.event import Event
    from schema.fact import Fact
    from schema.first import First
    from schema.first_category import FirstCategory
    from schema.menu import Menu
    from schema.news_story import NewsStory
    from schema.popular_search import PopularSearch
    from schema.ranking import Ranking
    from schema.site import Site
    from schema.sustainable_development_goal import SustainableDevelopmentGoal

SECTION: Any = models.HomepageSection
ADDRESS: Any = AddressOfTarget(MoreLinkComponent.target, MoreLinkComponent.url)
PATH: Any = PathOfTarget(MoreLinkComponent.target)


def section(slug: str) -> Any:
    """Make the type of the section of the homepage with this slug."""
    return content_type(models.HomepageSection, slug=slug)


def in_category(links: Any, through: Any) -> Any:
    """Read links that the argument `category` narrows."""
    return NarrowedLinks(links, "category", through)


@component_type(MoreLinkComponent)
class MoreLink:
    """The link under a section that leads to all of its kind."""

    label: Text
    """The words shown."""
    url: str | None = ADDRESS
    """Where it leads: the address of its target's page, or else one on another site; null where it is not known."""
    path: str | None = PATH
    """The path of its target's page, in the language that is read; null where it has none."""
    target: Linked["Entry"]
    """The entry that it leads to, of whatever type; null where it leads to none that is live."""
    translation: Languages
    """In which language the label was served."""


@section("news")
class NewsSection(Entry):
    """News & Stories."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all stories."""
    items: LinkedList["NewsStory"] = SECTION.news_stories
    """The stories shown, in curated order."""


@section("leads-the-pack")
class LeadsThePackSection(Entry):
    """The heading over the rankings and the facts."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to more."""


@section("rankings")
class RankingsSection(Entry):
    """Rankings."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all rankings."""
    items: LinkedList["Ranking"] = SECTION.rankings
    """The rankings shown, in curated order."""


@section("facts")
class FactsSection(Entry):
    """Facts and figures."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all facts."""
    items: LinkedList["Fact"] = SECTION.facts
    """The facts shown, in curated order."""


@section("firsts")
class FirstsSection(Entry):
    """Firsts, with the categories they can be filtered by."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all firsts."""
    all_label: Text
    """The label of the filter that shows all."""
    categories: LinkedList["FirstCategory"] = SECTION.first_categories
    """The filters, in curated order."""
    items: LinkedList["First"] = in_category(SECTION.firsts, models.First.categories)
    """The firsts shown, in curated order; of one category if asked."""


@section("awards")
class AwardsSection(Entry):
    """Awards and recognitions."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all awards."""
    items: LinkedList["Award"] = SECTION.awards
    """The awards shown, in curated order."""


@section("sdgs")
class SdgsSection(Entry):
    """The Sustainable Development Goals."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to more about the goals."""
    item_link_label: Text
    """The label of the link on each goal."""
    items: LinkedList["SustainableDevelopmentGoal"] = SECTION.sdgs
    """The goals shown, in curated order."""


@section("events")
class EventsSection(Entry):
    """Events, featured and upcoming."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to all events."""
    featured_heading: Text
    """The heading over the featured events."""
    featured: LinkedList["Event"] = SECTION.featured_events
    """The events that editors put first."""
    upcoming_heading: Text
    """The heading over the upcoming events."""
    upcoming: Roots["Event"] = Upcoming(models.Event)
    """The events that have not ended at the instant of the reading, the earliest start first."""


@section("search")
class PopularSearchesSection(Entry):
    """The search box and the searches it offers."""

    heading: Text
    """The words before the searches."""
    prompt: Text
    """The question in the search box."""
    items: LinkedList["PopularSearch"] = SECTION.popular_searches
    """The searches offered, in curated order."""


def fixed(slug: str) -> Any:
    """Read the section with this slug; null at an instant when it is not live."""
    return EntryBySlug(models.HomepageSection, slug)


@group_type
class Homepage(Node):
    """Everything that the homepage shows. A section is null while none is live."""

    site: Root["Site"] = SiteEntry(models.Site)
    """The identity of the site."""
    menus: Roots["Menu"] = EntriesByKeys(models.Menu, "locations")
    """The menus of the page."""
    popular_searches: Root["PopularSearchesSection"] = fixed("search")
    """The search box."""
    news: Root["NewsSection"] = fixed("news")
    """The section of news and stories."""
    leads_the_pack: Root["LeadsThePackSection"] = fixed("leads-the-pack")
    """The heading over rankings and facts."""
    rankings: Root["RankingsSection"] = fixed("rankings")
    """The section of rankings."""
    facts: Root["FactsSection"] = fixed("facts")
    """The section of facts and figures."""
    firsts: Root["FirstsSection"] = fixed("firsts")
    """The section of firsts."""
    awards: Root["AwardsSection"] = fixed("awards")
    """The section of awards."""
    sdgs: Root["SdgsSection"] = fixed("sdgs")
    """The section of the Sustainable Development Goals."""
    events: Root["EventsSection"] = fixed("events")
    """The section of events."""
