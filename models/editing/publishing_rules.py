"""The rules of publishing: what an edition must have that everybody sees, and what it would be wise to look at.

blocking   what its type requires is missing                                         models/validation.py
warnings   a text is missing in a language, is older than what it was made from, or made by a machine
an entry that is linked to is not public then
a time is one that the clocks of the site show twice
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from peewee import fn

from models.editing.link_places import link_places
from models.editing.reading_texts import texts_of, work_in
from models.edition import Edition, content_type, own_fields
from models.edition_values import EditionValues
from models.entry import types_of_entries
from models.instants import FOREVER, InstantField, from_microseconds
from models.languages import LANGUAGES
from models.problems import ContentRefused, LinkProblem, Problem
from models.reasons import reason
from models.timelines import Span
from models.validation import missing_values

WORK = {
    "missing": ("TRANSLATION_MISSING", reason("is there in another language, and not in this one")),
    "stale": ("TRANSLATION_STALE", reason("was made from a text that has changed since")),
    "machine": ("MACHINE_TEXT", reason("was made by a machine")),
}
"""What is said of texts with which something is to be done, with its code."""

TWICE = reason("is shown twice by the clocks of the site, which are put back")


def publishing_problems(
    model: type[Edition],
    entry: int,
    values: EditionValues,
    sources: Mapping[str, Any],
    span: Span,
    zone: ZoneInfo,
) -> list[Problem]:
    """Find all that is wrong with an edition of an entry that is to be live in a span, warnings among it."""
    return [
        *missing_values(model, values),
        *text_warnings(model, values, sources),
        *link_warnings(model, values, span.begins),
        *clock_warnings(model, values, zone),
        *model.problems_at(values, span.begins, entry, span.ends),
    ]


def require_publishable(problems: Sequence[Problem], despite: frozenset[str] | None) -> tuple[Problem, ...]:
    """Return the warnings that were accepted, by codes, all for None; raise `ContentRefused` for anything else."""
    accepted = [each for each in problems if each.is_warning and (despite is None or each.code in despite)]
    if len(accepted) < len(problems):
        raise ContentRefused([each for each in problems if each not in accepted])
    return tuple(accepted)


def text_warnings(model: type[Edition], values: EditionValues, sources: Mapping[str, Any]) -> Iterator[Problem]:
    """Find texts with which something is to be done, language by language."""
    texts = list(texts_of(model, values, sources))
    for tag in LANGUAGES.tags:
        work, places = work_in(iter(texts), tag), {f"{text.path}.{tag}": f"{text.place}.{tag}" for text in texts}
        for name, (code, said) in WORK.items():
            for path in getattr(work, name):
                yield Problem(places[path], said, code, is_warning=True, path=path)


def link_warnings(model: type[Edition], values: EditionValues, at: int) -> Iterator[Problem]:
    """Find places that link to entries that are not public at an instant, and when each will be."""
    places = link_places(model, values)
    every = [number for each in places for number in each.entries]
    hidden = dict(not_public(every, types_of_entries(every), at))
    for each in places:
        if found := tuple((number, hidden[number]) for number in each.entries if number in hidden):
            said = reason("links to what is not public then")
            yield LinkProblem(each.place, said, "LINK_NOT_PUBLIC", is_warning=True, path=each.path, entries=found)


def not_public(numbers: Sequence[int], types: Mapping[int, str], at: int) -> list[tuple[int, int | None]]:
    """List those of some entries that are not public at an instant, each with the instant from which it will be."""
    begins: dict[int, int] = {}
    for kind in dict.fromkeys(types[each] for each in numbers if each in types):
        begins |= first_live(content_type(kind), [each for each in numbers if types.get(each) == kind], at)
    return [(each, begins.get(each)) for each in dict.fromkeys(numbers) if begins.get(each, FOREVER) > at]


def first_live(model: type[Edition], numbers: Sequence[int], at: int) -> dict[int, int]:
    """Tell of some entries of a type from when each is live that does not end before an instant."""
    ending: Any = model.select(model.entry, fn.MIN(model.live_from)).where(
        model.entry.in_(sorted(set(numbers))), model.live_from.is_null(is_null=False), model.live_until > at
    )
    return dict(ending.group_by(model.entry).tuples())


def clock_warnings(model: type[Edition], values: EditionValues, zone: ZoneInfo) -> Iterator[Problem]:
    """Find instants that the clocks of the site show twice."""
    for name, field in own_fields(model).items():
        value = values.get(name)
        if isinstance(field, InstantField) and value is not None and is_shown_twice(value, zone):
            yield Problem(name, TWICE, "CLOCK_CHANGE", is_warning=True)


def is_shown_twice(at: int, zone: ZoneInfo) -> bool:
    """Tell whether the clocks of a zone show the time of an instant at another one, too."""
    local = from_microseconds(at).astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
