"""Editorial statistics, counted by type: what there is, what is to be translated, what is to come, how old drafts are.

Those with pages are in `schema.editing.statistics_lists`.
"""

from datetime import datetime
from typing import Annotated

import strawberry

from models.access.grants import Action
from resolvers.access.rights import require_action, require_content_type, require_person
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import instant_of
from resolvers.editing.counts import Counts, Permitted, count_ages, count_turns, count_types
from resolvers.editing.reader import Reader
from resolvers.editing.translation_counts import count_translations
from schema.locales import Locale
from schema.services import Info, object_type, priced_field, query_fields

COST = 200
"""What it costs to read all editions of all types once: that of ten lists that no index serves."""

TYPES = 40
"""Rows of a list with one a type, for its cost."""

Type = Annotated[str | None, strawberry.argument(description="The content type; all that one may, unless given.")]


@object_type
class LocaleCount:
    """Entries that have a text in a language."""

    locale: Locale
    """The language."""
    live: int
    """How many are live, with a text in it in what is live."""
    drafts: int
    """How many have a draft, with a text in it in the draft."""


@object_type
class EntryCount:
    """How many entries of a type there are."""

    type: str
    """The content type."""
    live: int
    """How many are live now."""
    drafts: int
    """How many have a draft, be they live as well or not."""
    locales: list[LocaleCount]
    """How many have a text in each language."""


@object_type
class TranslationCount:
    """How many entries of a type have something to be done in a language, as `translationWork` lists them."""

    type: str
    """The content type."""
    locale: Locale
    """The language."""
    missing: int
    """How many lack a text that is there in another language."""
    stale: int | None
    """How many have a text whose source has changed since; null where those are too many to be looked at."""


@object_type
class ScheduleCount:
    """How many editions of a type begin and end."""

    type: str
    """The content type."""
    begins: int
    """How many begin."""
    ends: int
    """How many end, also where another one takes over."""


@object_type
class DraftAges:
    """How many drafts of a type were last saved how long ago; each counts once."""

    type: str
    """The content type."""
    day: int
    """How many within the last 24 hours."""
    week: int
    """How many within seven days, and not in the last."""
    month: int
    """How many within thirty days, and not in the last seven."""
    older: int
    """How many before that."""


def permitted_on(info: Info, action: Action, type_name: str | None) -> tuple[Reader, Permitted]:
    """Return a reader, and the types on which the caller may do something, or the one that is named; raise `Denied`."""
    require_person(info.context.caller)
    if type_name is not None:
        require_content_type(type_name)
    require_action(info.context.caller, action, type_name)
    reader = Reader(info.context)
    found = reader.permitted(action)
    return reader, {model: each for model, each in found.items() if type_name in (None, model.__name__)}


def locale_count(locale: Locale, counts: Counts) -> LocaleCount:
    """Show the counts of a language."""
    return LocaleCount(locale=locale, live=counts.live, drafts=counts.drafts)


@query_fields
class StatisticsQuery:
    """Counting what editors have to do with."""

    @priced_field(size=TYPES, price=COST)
    def entry_counts(self, info: Info, type: Type = None) -> list[EntryCount]:  # noqa: A002  (its name in the schema)
        """Count live entries and drafts by type and language, of what one may read drafts of."""
        found = count_types(*permitted_on(info, Action.READ_DRAFTS, type))
        return [
            EntryCount(
                type=each.type,
                live=each.all.live,
                drafts=each.all.drafts,
                locales=[locale_count(*pair) for pair in each.locales.items()],
            )
            for each in found
        ]

    @priced_field(size=TYPES, price=COST)
    def translation_counts(
        self,
        info: Info,
        type: Type = None,  # noqa: A002  (its name in the schema)
    ) -> list[TranslationCount]:
        """Count entries with missing and stale translations by type and language, of what one may read drafts of."""
        found = count_translations(*permitted_on(info, Action.READ_DRAFTS, type))
        return [TranslationCount(**each._asdict()) for each in found]

    @priced_field(size=TYPES, price=COST)
    def schedule_counts(
        self,
        info: Info,
        from_: Annotated[datetime, strawberry.argument(name="from", description="From this instant on.")],
        to: Annotated[datetime, strawberry.argument(description="Until this instant, itself excluded.")],
        type: Type = None,  # noqa: A002  (its name in the schema)
    ) -> list[ScheduleCount]:
        """Count what begins and ends between two instants by type, of what one may preview; `schedule` lists it."""
        reader, permitted = permitted_on(info, Action.PREVIEW, type)
        since, until = instant_of(from_), instant_of(to)
        if since > until:
            raise BadUserInput("from must not be later than to.")
        return [ScheduleCount(**each._asdict()) for each in count_turns(reader, permitted, since, until)]

    @priced_field(size=TYPES, price=COST)
    def draft_ages(self, info: Info, type: Type = None) -> list[DraftAges]:  # noqa: A002  (its name in the schema)
        """Count drafts by type and by how long ago they were saved, of what one may read drafts of."""
        return [DraftAges(**each._asdict()) for each in count_ages(*permitted_on(info, Action.READ_DRAFTS, type))]
