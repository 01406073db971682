"""Labels: the values of keys in words, in the language of the reading, by ICU."""

from datetime import date, timedelta
from functools import lru_cache

import icu

from models.languages import LANGUAGES
from models.translations import Locale
from resolvers.statistics.keys import GroupKey, Step

SKELETONS = {Step.YEAR: "y", Step.QUARTER: "yQQQQ", Step.MONTH: "yMMMM", Step.DAY: "yMMMd", Step.WEEKDAY: "cccc"}
"""What a label has of a date, by the step, in the order and the words of a language; weeks have no words."""

FIRST_GREGORIAN = date(1583, 1, 1)
"""Before it ICU counts as Julius Caesar did, and labels are the values."""

NOON = timedelta(hours=12)


@lru_cache(maxsize=4096)
def label(key: GroupKey, value: str, locale: Locale) -> str:
    """Say the value of a key that is no entry."""
    if key.name.endswith("_LANGUAGE") and key.step is None and value in LANGUAGES.tags:
        return str(icu.Locale.forLanguageTag(value).getDisplayName(icu.Locale.forLanguageTag(locale.tag)))
    if key.step not in SKELETONS:
        return value
    day = first_day(key.step, value)
    if day < FIRST_GREGORIAN:
        return value
    spoken = icu.Locale.forLanguageTag(locale.tag)
    pattern = icu.DateTimePatternGenerator.createInstance(spoken).getBestPattern(SKELETONS[key.step])
    formatted = icu.SimpleDateFormat(pattern, spoken)
    formatted.setTimeZone(icu.TimeZone.getGMT())
    return str(formatted.format(float((day - date(1970, 1, 1)) / timedelta(seconds=1))))


def first_day(step: Step, value: str) -> date:
    """Return the first day of a step; of a day of the week, one of them."""
    if step is Step.WEEKDAY:
        return date(2024, 1, int(value))  # a Monday is the first
    if step is Step.WEEK:
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    if step is Step.QUARTER:
        return date(int(value[:4]), 3 * int(value[6:]) - 2, 1)
    return date.fromisoformat(f"{value}-01-01"[:10])
