"""The rules of publishing: what an edition must have that everybody sees, and what it would be wise to look at."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from models.edition import Edition
from models.edition_values import EditionValues
from models.problems import ContentRefused, Problem
from models.validation import missing_values


def publishing_problems(
    model: type[Edition],
    entry: int,
    values: EditionValues,
    sources: Mapping[str, Any],
    at: int,
    zone: ZoneInfo,
) -> list[Problem]:
    """Find all that is wrong with an edition that is to be live from an instant, warnings among it."""
    return list(missing_values(model, values))


def require_publishable(problems: list[Problem], despite: frozenset[str]) -> tuple[Problem, ...]:
    """Return the warnings that were accepted, by their codes; raise `ContentRefused` if there is anything else."""
    accepted = [each for each in problems if each.is_warning and each.code in despite]
    if len(accepted) < len(problems):
        raise ContentRefused([each for each in problems if each not in accepted])
    return tuple(accepted)
