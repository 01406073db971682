"""Readings of one entry for an editor: all its editions, and what they link to, each read once."""

from functools import cached_property

from models.database import snapshot
from models.editing.reading import State, States, states_of
from models.editing.reading_texts import Text, texts_of
from models.edition import Edition
from resolvers.context.circumstances import Circumstances
from resolvers.editing.abilities import Abilities
from resolvers.editing.reader import Reader
from schema.editing.content import Place, linked_in
from schema.editing.linked_entries import Names


class EntryReading:
    """An entry with all its editions, read for who asks."""

    def __init__(self, circumstances: Circumstances, states: States) -> None:
        self.circumstances, self.states = circumstances, states
        self.reader = Reader(circumstances)

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
        return self.states.live(self.now)

    @cached_property
    def abilities(self) -> Abilities:
        """What who asks may do."""
        return Abilities(self.circumstances, self.model, self.states.entry)

    @cached_property
    def names(self) -> Names:
        """The names of all entries that any of its editions links to."""
        linked = [linked_in(self.model, state.values) for state in self.states.editions]
        return Names(self.reader, (each for entries in linked for each in entries))

    def place(self, state: State | None = None) -> Place:
        """Give what the values of an edition are shown with."""
        return Place(state.sources if state else {}, self.names, self.circumstances.site.zone)

    def texts(self, state: State) -> list[Text]:
        """List the texts of an edition."""
        return list(texts_of(self.model, state.values, state.sources))


def read_entry(circumstances: Circumstances, model: type[Edition], entry: int) -> EntryReading | None:
    """Read an entry as one state of the database has it, whether it is deleted or not; None where there is none."""
    with snapshot():
        states = states_of(model, entry)
    return None if states is None else EntryReading(circumstances, states)
