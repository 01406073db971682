"""What search engines are told of a page, as clients see it."""

from models.seo import Seo as SeoComponent
from schema.building import component_type
from schema.words import Languages, Text


@component_type(SeoComponent)
class Seo:
    """What search engines and previews of links are told of a page, where it is not what the page says itself."""

    title: Text
    """The title to be shown; null where it is that of the page."""
    description: Text
    """What the page is about, in a sentence or two."""
    no_index: bool
    """Whether search engines should leave the page out."""
    translation: Languages
    """In which languages these were served."""
