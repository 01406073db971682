"""Reasons: what is wrong, in words, which can be said in other languages: a template, and what stands in its places."""

from typing import Any


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
