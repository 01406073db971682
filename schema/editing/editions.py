"""Editions as editors read them: one type for each content type, whose content is of that type's own."""

from datetime import datetime
from typing import Any

import strawberry

from models.editing.paths import differing
from models.editing.reading import State
from models.editing.reading_texts import Work, work_in
from models.edition import Edition
from models.instants import FOREVER, in_zone
from models.languages import LANGUAGES
from models.translations import LOCALES_BY_TAG
from resolvers.attributes.edition_state import EditionState
from schema.access.problems import Problem
from schema.editing import differences
from schema.editing.content import content_of
from schema.editing.differences import Difference
from schema.editing.names import joined
from schema.editing.publishing import problems_of
from schema.editing.readings import EntryReading
from schema.editing.resolved import resolved
from schema.editing.revisions import Revision
from schema.locales import Locale
from schema.members import make_type
from schema.services import interface_type, object_type, priced_field


@object_type
class TranslationStatus:
    """What is to be done of the texts of an edition in one language; paths are such as `title.zhHant`."""

    locale: Locale
    """The language."""
    missing: list[str]
    """The texts that are there in another language, and not in this one."""
    stale: list[str]
    """Those whose source has changed since they were made from it."""
    converted: list[str]
    """Those that rules converted from another script."""
    machine: list[str]
    """Those that a machine made."""
    public: bool
    """Whether what is live now has a text in this language."""


@interface_type
class EntryEdition:
    """One state of an entry: its draft, or what is shown for a span of time."""

    reading: strawberry.Private[Any]
    edition: strawberry.Private[State]

    @strawberry.field
    def version(self) -> int:
        """Its number among those of the entry."""
        return self.edition.version

    @strawberry.field
    def revision(self) -> Revision:
        """Its content of now as an opaque text: a save or a publication names the one that it has seen."""
        return Revision(self.edition.revision)

    @strawberry.field
    def state(self) -> EditionState:
        """Whether it is worked on, will be shown, is shown, or was."""
        return EditionState(self.edition.state(self.reading.now))

    @strawberry.field
    def live_from(self) -> datetime | None:
        """From when on it is shown; null for a draft."""
        return instant(self.reading, self.edition.values["live_from"])

    @strawberry.field
    def live_until(self) -> datetime | None:
        """Until when it is shown; null while no end is set."""
        return instant(self.reading, self.edition.values["live_until"])

    @strawberry.field
    def based_on(self) -> int | None:
        """Which version it was made from; null for the first."""
        return self.edition.based_on

    @priced_field(size=differences.SIZE)
    def divergence(self) -> list[Difference]:
        """Where what is live now differs from what it was made from: what publishing it would take back."""
        return divergence_of(self.reading, self.edition)

    @priced_field(size=len(LANGUAGES.all))
    def translations(self) -> list[TranslationStatus]:
        """How far its texts are in each language."""
        return statuses(self.reading, self.edition)

    @priced_field(size=differences.SIZE)
    def problems(self) -> list[Problem]:
        """Whatever would be said if it were published now: what keeps it from that, and what may be accepted."""
        return problems_of(self.reading, self.edition)

    @strawberry.field
    def author(self) -> str | None:
        """Whoever wrote it last, by the name of then; null where that is not known."""
        return self.edition.created_by

    @strawberry.field
    def saved_at(self) -> datetime:
        """When it was written last."""
        return in_zone(self.edition.created_at, self.reading.circumstances.site.zone)


EDITION_TYPES: dict[type[Edition], Any] = {}
"""The types of editions, by content type."""


def make_edition(model: type[Edition]) -> None:
    """Make the type of a content type's editions."""
    name = model.__name__

    def content(self: Any) -> Any:
        return content_of(model, self.edition.values, self.reading.place(self.edition))

    fields = {"content": resolved("content", f"{name}Content", "What it says, as it is stored.", content)}
    text = f"One state of an entry of {name}: its draft, or what is shown for a span of time."
    EDITION_TYPES[model] = make_type(type(f"{name}Edition", (EntryEdition,), fields), text)


def edition_of(reading: EntryReading, state: State | None) -> Any:
    """Show an edition, if there is one."""
    return None if state is None else EDITION_TYPES[reading.model](reading=reading, edition=state)


def instant(reading: EntryReading, at: int | None) -> datetime | None:
    """Show an instant; None for none, and for no end."""
    return None if at is None or at == FOREVER else in_zone(at, reading.circumstances.site.zone)


def divergence_of(reading: EntryReading, state: State) -> list[Difference]:
    """Say where what is live has moved on from what an edition that is not public yet was made from."""
    base, live = reading.version(state.based_on), reading.live
    has_begun = state.state(reading.now) in (EditionState.LIVE, EditionState.PAST)
    if has_begun or base is None or live is None or live.version == base.version:
        return []
    paths = differing(reading.model, base.values, live.values)
    return differences.between(reading.model, base.values, live.values, reading.place(), paths)


def statuses(reading: EntryReading, state: State) -> list[TranslationStatus]:
    """Say how far the texts of an edition are in each language."""
    texts = reading.texts(state)
    public = reading.texts(reading.live) if reading.live else []
    return [
        status(tag, work_in(iter(texts), tag), is_public=any(text.texts.get(tag) for text in public))
        for tag in LANGUAGES.tags
    ]


def status(tag: str, work: Work, *, is_public: bool) -> TranslationStatus:
    """Show what is to be done in a language."""
    return TranslationStatus(
        locale=LOCALES_BY_TAG[tag],
        missing=list(map(joined, work.missing)),
        stale=list(map(joined, work.stale)),
        converted=list(map(joined, work.converted)),
        machine=list(map(joined, work.machine)),
        public=is_public,
    )
