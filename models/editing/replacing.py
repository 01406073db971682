"""Replacing: what all editions of entries are to be, as content files say it, the past included."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.edition import Edition
from models.edition_values import EditionValues
from models.timelines import Times


class Replacement(NamedTuple):
    """What all editions of an entry are to be, by version, where that differs from what is stored."""

    model: type[Edition]
    entry: int
    before: Mapping[int, EditionValues]
    after: Mapping[int, EditionValues]


def replace(replacements: Sequence[Replacement], by: Actor) -> None:
    """Remove and shorten what is outdated, and only then write: spans and slugs change hands, with one holder each."""
    with acting.acting():
        for each in replacements:
            versions = [
                version for version, values in each.before.items() if is_outdated(values, each.after.get(version))
            ]
            rows.remove(each.model, each.entry, versions)
            rows.set_times(each.model, each.entry, *ends_moved(each, is_shortened=True))
        for each in replacements:
            rows.set_times(each.model, each.entry, *ends_moved(each, is_shortened=False))
            for version, values in each.after.items():
                if is_outdated(each.before.get(version), values):
                    rows.write_new(each.model, each.entry, version, values, by.name)
            if any(values["live_from"] is not None for values in (*each.before.values(), *each.after.values())):
                feed.note("REPLACED", each.model, each.entry, None, acting.now())


def ends_moved(replacement: Replacement, *, is_shortened: bool) -> tuple[dict[int, Times], dict[int, Times]]:
    """Give the times, before and after, of the editions that end at another instant and are otherwise as they were."""
    before, after = {}, {}
    for version, values in replacement.before.items():
        to_be = replacement.after.get(version)
        if to_be and not is_outdated(values, to_be) and is_shortened == (to_be["live_until"] < values["live_until"]):
            before[version], after[version] = times_of(values), times_of(to_be)
    return before, after


def is_outdated(before: EditionValues | None, after: EditionValues | None) -> bool:
    """Tell whether an edition is to be another, or none: not one that only ends at another instant, after it begins."""
    return before is None or after is None or {**before, "live_until": None} != {**after, "live_until": None}


def times_of(values: EditionValues) -> Times:
    """Return when an edition is live."""
    return Times(values["live_from"], values["live_until"])
