"""Names of what is edited, as clients know them: fields in camel case, and languages by their tags in camel case.

title.zh-Hant          title.zhHant
items.0.label.en       items.0.label.en
"""

from strawberry.utils.str_converters import to_camel_case

from models.languages import LANGUAGES


def language_name(tag: str) -> str:
    """Name the field of a language: `zhHant` of `zh-Hant`."""
    first, *others = tag.split("-")
    return first.lower() + "".join(other.capitalize() for other in others)


LANGUAGE_NAMES = {tag: language_name(tag) for tag in LANGUAGES.tags}
"""The fields of the languages, by their tags."""


def shown(path: str) -> list[str]:
    """Write a path as clients know it, piece by piece."""
    return [LANGUAGE_NAMES.get(piece) or to_camel_case(piece) for piece in path.split(".")]


def joined(path: str) -> str:
    """Write it as one text."""
    return ".".join(shown(path))
