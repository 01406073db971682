"""Readings of one entry for an editor: its editions, and what they link to, each read once.

Of the editions, the draft and those that are shown now or later are read at once, and others when they are asked for.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from models.database import snapshot
from models.editing.reading import State, States, read_states, states_of
from models.editing.reading_texts import Text, texts_of
from models.edition import Edition
from resolvers.context.circumstances import Circumstances
from resolvers.editing.abilities import Abilities
from resolvers.editing.reader import Reader
from schema.editing.content import Place, linked_in
from schema.editing.linked_entries import Names


class EntryReading:
    """An entry with its editions, read for who asks."""

    def __init__(self, circumstances: Circumstances, states: States) -> None:
        self.circumstances, self.states = circumstances, states
        self.reader = Reader(circumstances)
        self.names = Names(self.reader)
        self.read = {state.version: state for state in states.editions}
        self.take_down(self.read.values())

    @property
    def model(self) -> type[Edition]:
        """The content type."""
        return self.states.model

    @property
    def now(self) -> int:
        """The instant from which states are seen."""
        return self.circumstances.instant

    @cached_property
    def live(self) -> State | None:
        """What is live now."""
        return next((state for state in self.read.values() if state.times.holds(self.now)), None)

    @property
    def latest(self) -> State | None:
        """The draft, or else what began last; what comes next where nothing has begun."""
        return self.states.draft or self.version(self.states.latest(self.now).version)

    @cached_property
    def abilities(self) -> Abilities:
        """What who asks may do."""
        return Abilities(self.circumstances, self.model, self.states.entry)

    def take_down(self, states: Iterable[State]) -> None:
        """Take down what editions link to, so that it is all named together."""
        for state in states:
            self.names.add(linked_in(self.model, state.values))

    def versions(self, numbers: Sequence[int]) -> list[State]:
        """Return the editions of some versions, in that order; one that there is not is left out."""
        missing = [number for number in numbers if number not in self.read and number in self.states.timeline]
        if missing:
            found = list(read_states(self.model, self.states.entry, self.states.uid, missing))
            self.read |= {state.version: state for state in found}
            self.take_down(found)
        return [self.read[number] for number in numbers if number in self.read]

    def version(self, number: int | None) -> State | None:
        """Return the edition of a version; None where there is none."""
        return next(iter(self.versions([number])), None) if number is not None else None

    def place(self, state: State | None = None) -> Place:
        """Give what the values of an edition are shown with."""
        return Place(state.sources if state else {}, self.names, self.circumstances.site.zone)

    def texts(self, state: State) -> list[Text]:
        """List the texts of an edition."""
        return list(texts_of(self.model, state.values, state.sources))


def read_entry(circumstances: Circumstances, model: type[Edition], entry: int) -> EntryReading | None:
    """Read an entry as one state of the database has it, whether it is deleted or not; None where there is none."""
    with snapshot():
        states = states_of(model, entry, circumstances.instant)
    return None if states is None else EntryReading(circumstances, states)
