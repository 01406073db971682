"""Reasons: what is wrong, in words, which can be said in other languages: a template, and what stands in its places."""

from typing import Any

from models.reason_words import WORDS


class Reason(str):
    """A sentence in English that knows its *template*, by which it is translated, and its *values*."""

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]


def reason(template: str, **values: Any) -> Reason:
    """Make a reason; the places of a template are names in braces."""
    made = Reason(template.format(**values) if values else template)
    made.template, made.values = template, values
    return made


def in_language(said: str, tag: str) -> str:
    """Say a reason in the language of a tag; in English what has no words in it."""
    if not isinstance(said, Reason):
        return said
    template = WORDS.get(said.template, {}).get(tag)
    return said if template is None else template.format(**said.values)
