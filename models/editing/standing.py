"""Standing: whether what an act leaves of an entry may be live by the rules of its type, at every instant to come.

An act may let an edition be live longer than before, or again, that it does not write: what a schedule took over from
goes on when it is cancelled. So what is looked at are the spans at which readers will find something else.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.editing import acting
from models.editing.held import Held
from models.editing.reading import State, states_of
from models.problems import ContentRefused
from models.validation import SPAN


def require_rules(held: Held) -> None:
    """Raise `ContentRefused` where an entry, as it is written now, cannot be live by the rules of its type.

    What was so before the act is not looked at: it keeps nobody from putting something else right.
    """
    model = held.model
    if not model.has_rules():
        return
    model.hold_rules()
    now, states = acting.now(), states_of(model, held.entry, acting.now())
    assert states is not None
    problems = [
        problem
        for state, since, until in gained(held.published, states.published, now)
        for problem in model.problems_at(state.values, since, held.entry, until)
        if not problem.is_warning
    ]
    if problems:
        raise ContentRefused(list(dict.fromkeys(problems)))


def gained(before: Sequence[State], after: Sequence[State], now: int) -> Iterator[tuple[State, int, int]]:
    """Yield the spans from now on at which something else is live than before, each with the edition that is."""
    turns = {now, *(turn for state in (*before, *after) for turn in (state.begins, state.times.ends) if turn > now)}
    for since, until in pairwise(sorted(turns)):
        is_live = next((state for state in after if state.times.holds(since)), None)
        was_live = next((state for state in before if state.times.holds(since)), None)
        if is_live is not None and (was_live is None or content_of(was_live) != content_of(is_live)):
            yield is_live, since, until


def content_of(state: State) -> dict[str, object]:
    """Leave out when an edition is live."""
    return {name: value for name, value in state.values.items() if name not in SPAN}
