"""What would be said of an edition if it were published now."""

from models.editing.publishing_rules import publishing_problems
from models.editing.reading import State
from models.timelines import Span
from schema.access.problems import Problem
from schema.editing.problems import Told
from schema.editing.readings import EntryReading


def problems_of(reading: EntryReading, state: State) -> list[Problem]:
    """List what is wrong with an edition, warnings among it, with its place in the content."""
    zone = reading.circumstances.site.zone
    found = publishing_problems(
        reading.model, reading.states.entry, state.values, state.sources, Span(reading.now), zone
    )
    return Told(reading.circumstances, reading.model).tell(found)
