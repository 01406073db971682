"""Work for translators: what is missing, out of date or made by a machine, in one language."""

from typing import Annotated

import strawberry

from models.access.grants import Action
from resolvers.access.rights import require_action, require_content_type, require_person
from resolvers.editing.reader import Reader
from resolvers.editing.translation_work import Task, translation_work
from schema.access.pages import After, First
from schema.editing.linked_entries import EntryLink, Names
from schema.editing.names import joined
from schema.editing.pages import Connection, bounds, connection, cursor
from schema.locales import Locale
from schema.services import Info, object_type, priced_field, query_fields

KIND = "TranslationWorkCursor"

COST = 100
"""What it costs to look for work: in up to 2,000 entries, of which 20 are passed over for what one costs."""


@object_type
class TranslationTask:
    """An entry with work in a language, as its draft or last edition stands; paths are such as `title.zhHant`."""

    entry: EntryLink
    """The entry."""
    version: int
    """The version that was looked at."""
    missing: list[str]
    """The texts that are there in another language, and not in this one."""
    stale: list[str]
    """Those whose source has changed since they were made from it."""
    converted: list[str]
    """Those that rules converted from another script."""
    machine: list[str]
    """Those that a machine made."""


@query_fields
class TranslationWorkQuery:
    """Reading what there is to translate."""

    @priced_field(price=COST)
    def translation_work(
        self,
        info: Info,
        locale: Annotated[Locale, strawberry.argument(description="The language.")],
        type: Annotated[  # noqa: A002  (its name in the schema)
            str | None,
            strawberry.argument(description="The content type; all whose drafts one may read, unless given."),
        ] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[TranslationTask]:
        """Entries whose texts in a language are missing, stale, converted or made by machine; not those of components.

        A page may have fewer entries than asked for while others follow.
        """
        require_person(info.context.caller)
        if type is not None:
            require_content_type(type)
        require_action(info.context.caller, Action.READ_DRAFTS, type)
        reader, asked = Reader(info.context), bounds(KIND, first, after)
        permitted = reader.permitted(Action.READ_DRAFTS)
        wanted = {model: each for model, each in permitted.items() if type in (None, model.__name__)}
        found = translation_work(reader, wanted, locale.tag, asked.first, asked.after[0] if asked.after else None)
        names = Names(reader, ((each.entry, each.type) for each in found.tasks))
        cursors = [cursor(KIND, each.entry) for each in found.tasks]
        end = None if found.end is None else cursor(KIND, found.end)
        return connection(
            [shown(each, names) for each in found.tasks], cursors, asked, has_next=found.has_next, end=end
        )


def shown(task: Task, names: Names) -> TranslationTask:
    """Show a task."""
    return TranslationTask(
        entry=names.link(task.entry),
        version=task.version,
        missing=list(map(joined, task.work.missing)),
        stale=list(map(joined, task.work.stale)),
        converted=list(map(joined, task.work.converted)),
        machine=list(map(joined, task.work.machine)),
    )
