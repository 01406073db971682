"""The languages of the content, as clients name them."""

from models.languages import LANGUAGES
from models.translations import Locale
from schema.namespace import enum_type

__all__ = ["Locale"]

enum_type(Locale, {language.locale: f"{language.name}." for language in LANGUAGES.all})
