"""The site, as clients see it."""

from typing import TYPE_CHECKING

import models
from models.site import ShortName as ShortNameComponent
from models.site import SiteLanguage as SiteLanguageComponent
from models.site import Tagline as TaglineComponent
from models.translations import Locale
from resolvers.attributes.languages import IsRead, LanguageTag
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Text, Values

if TYPE_CHECKING:
    from schema.blocks import Block as PageBlock


@component_type(TaglineComponent)
class Tagline:
    """A line that says what the university is known for."""

    text: Text
    """The line."""
    translation: Languages
    """In which language it was served."""


@component_type(SiteLanguageComponent)
class SiteLanguage:
    """A language switch of the page."""

    locale: Locale
    """The language that it switches to."""
    lang: str = LanguageTag("locale")  # type: ignore[assignment]
    """The same as a language tag of BCP 47, such as `zh-Hant`: the value for `hreflang`."""
    is_current: bool = IsRead("locale")  # type: ignore[assignment]
    """Whether it is the language that is read."""
    label: str
    """What is printed on it."""


@component_type(ShortNameComponent)
class ShortName:
    """A shorter name of the university."""

    name: Text
    """The name."""
    translation: Languages
    """In which language it was served."""


@content_type(
    models.Site,
    filters=("name",),
)
class Site(Entry):
    """The identity of the site."""

    name: Text
    """The name of the university."""
    page_title: Text
    """The title of the homepage in the browser, as printed."""
    skip_link: Text
    """The label of the link that skips to the content."""
    copyright: Text
    """The copyright line."""
    founded_year: int | None
    """The year in which the university was founded."""
    short_names: Values["ShortName"]
    """Shorter names in use."""
    taglines: Values["Tagline"]
    """What the university is known for, in printed order."""
    languages: Values["SiteLanguage"]
    """The language switches, in printed order."""
    blocks: Values["PageBlock"]
    """What the homepage is made of, in order."""
