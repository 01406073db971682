"""Replacing: what all editions of entries are to be, as content files say it, the past included."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.paths import differing
from models.editing.tables import Lineage
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
    touched: dict[int, dict[str, int]] = {}
    with acting.acting():
        for each in replacements:
            versions = [
                version for version, values in each.before.items() if is_outdated(values, each.after.get(version))
            ]
            touched[each.entry] = touched_in(each.entry) if each.before else {}
            rows.remove(each.model, each.entry, versions)
            rows.set_times(each.model, each.entry, *ends_moved(each, is_shortened=True))
        for each in replacements:
            rows.set_times(each.model, each.entry, *ends_moved(each, is_shortened=False))
            write_outdated(each, touched[each.entry], by)
            if any(values["live_from"] is not None for values in (*each.before.values(), *each.after.values())):
                feed.note("REPLACED", each.model, each.entry, None, acting.now())


def touched_in(entry: int) -> dict[str, int]:
    """Tell which write last changed each path of an entry."""
    lineages = Lineage.select().where(Lineage.entry == entry).order_by(Lineage.version)
    return {path: number for each in lineages for path, number in each.touched.items()}


def write_outdated(replacement: Replacement, touched: dict[str, int], by: Actor) -> None:
    """Write the editions that are others than before, and which paths changed: who has seen what was there is told."""
    model, entry, before = replacement.model, replacement.entry, replacement.before
    sequence = rows.count(entry) if before else 0
    for version, values in replacement.after.items():
        if is_outdated(before.get(version), values):
            earlier = before.get(version) or before.get(version - 1) or values
            touched |= dict.fromkeys(differing(model, earlier, values), sequence)
            lineage: dict[str, Any] = {"sequence": sequence, "touched": dict(touched), "sources": {}} if before else {}
            rows.write_new(model, entry, version, values, by.name, **lineage)


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
