"""Effects: at which paths readers find something else after an act, at any instant from then on.

Of an act on editions that are scheduled, and of ends, that is more than what the act is about: where something ends or
does not begin, all of it changes.
"""

from collections.abc import Mapping
from typing import Any

from models.editing.paths import paths_of
from models.editing.reading import State, States, states_of
from models.editing.sources import differing_states
from models.edition import Edition
from models.edition_values import EditionValues
from models.instants import FOREVER

NOTHING: tuple[EditionValues, Mapping[str, Any]] = ({}, {})
"""What is said where nothing is live."""


def affected(before: States, since: int) -> tuple[str, ...]:
    """List the paths of an entry whose editions were *before* as they are not any more, from an instant on."""
    after = states_of(before.model, before.entry, since)
    assert after is not None
    spans = [*before.timeline.values(), *after.timeline.values()]
    instants = {at for span in spans for at in span if at is not None and since <= at < FOREVER}
    found = {path for at in instants for path in apart(before.model, before.live(at), after.live(at))}
    return tuple(path for path in paths_of(before.model) if path in found)


def apart(model: type[Edition], one: State | None, other: State | None) -> list[str]:
    """List the paths at which two states differ, of which either may be none."""
    if one is not None and other is not None and one.version == other.version:
        return []
    return differing_states(model, one.said if one else NOTHING, other.said if other else NOTHING)
