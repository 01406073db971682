"""What is stored: one module a content type, over editions, links, components and texts.

Imported first, this package names every content type; the rest of the project says `models.School`.
"""

from models.alert import Alert
from models.award import Award
from models.degree import Degree
from models.department import Department
from models.event import Event
from models.event_series import EventSeries
from models.fact import Fact
from models.first import First
from models.first_category import FirstCategory
from models.homepage_section import HomepageSection
from models.label import Label
from models.menu import Menu
from models.news_story import NewsStory
from models.own_types import import_own
from models.page import Page
from models.person import Person
from models.place import Place
from models.popular_search import PopularSearch
from models.program import Program
from models.ranking import Ranking
from models.redirect import Redirect
from models.school import School
from models.site import Site
from models.sustainable_development_goal import SustainableDevelopmentGoal
from models.tag import Tag

__all__ = [
    "Alert",
    "Award",
    "Degree",
    "Department",
    "Event",
    "EventSeries",
    "Fact",
    "First",
    "FirstCategory",
    "HomepageSection",
    "Label",
    "Menu",
    "NewsStory",
    "Page",
    "Person",
    "Place",
    "PopularSearch",
    "Program",
    "Ranking",
    "Redirect",
    "School",
    "Site",
    "SustainableDevelopmentGoal",
    "Tag",
]

import_own("models")
