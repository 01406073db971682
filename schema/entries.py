"""Entries: what every content type shares, and the objects that tell how it was answered."""

from datetime import datetime
from typing import Any

import strawberry

from resolvers.attributes.edition_state import EditionState
from resolvers.context.perspectives import Stage
from schema.building import plain_type
from schema.locales import Locale
from schema.namespace import enum_type

enum_type(Stage)
enum_type(EditionState)


@plain_type
class FallbackField:
    """A text that was not served in the language asked for."""

    field: str
    """The field whose text it is."""
    locale: Locale | None
    """The language it was served in; null where none that may be served has it."""
    lang: str | None
    """The same as a language tag of BCP 47, such as `zh-Hant`."""


@plain_type
class Translation:
    """In which languages the texts of an object were served: all of them, selected or not."""

    locale: Locale | None
    """The language of the text that names the object."""
    lang: str | None
    """The same as a language tag of BCP 47, such as `zh-Hant`: the value for HTML's `lang`."""
    is_complete: bool
    """Whether every text was served in the language asked for."""
    fallback_fields: list[FallbackField]
    """The texts that were not."""


@plain_type
class Alternate:
    """The address of an entry's page in a language."""

    locale: Locale
    """The language."""
    hreflang: str
    """The value for HTML's `hreflang`: a language tag of BCP 47, or `x-default` for who reads none of the others."""
    path: str
    """The path, from a slash on, percent-encoded."""
    url: str | None
    """The whole address; null where the site has named no origin."""
    is_translated: bool
    """Whether all texts of the entry are in this language, and not its name alone."""


@plain_type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool
    """Whether entries follow this page."""
    has_previous_page: bool
    """Whether entries stand before this page."""
    start_cursor: str | None
    """The cursor of the first entry; null on an empty page."""
    end_cursor: str | None
    """The cursor of the last entry; null on an empty page."""


def interface(cls: type) -> Any:
    """Make an interface of entries."""
    return plain_type(cls, is_interface=True)


@interface
class Node:
    """Anything that has a global id."""

    id: strawberry.ID
    """The global id of the object as it is read: opaque, another for each `locale`, `fallback` and `asOf`."""


@interface
class Entry(Node):
    """A piece of content, in the edition that is live at the instant of the reading."""

    entry_id: strawberry.ID
    """The entry's own id, the same in every reading, instant and database: the `id` that it has by default."""
    slug: str
    """The name in addresses."""
    live_from: datetime | None
    """The instant from which this edition is shown; null of a draft, and never where only what is public is read."""
    live_until: datetime | None
    """The instant at which this edition ceases to be shown: null while none is set, and to those who may not know."""
    state: EditionState
    """What has become of this edition: `LIVE`, but where drafts are read as well."""
    translation: Translation
    """In which languages the texts were served."""
    path: str | None
    """The path of its page in the language that is read, from a slash on; null of what has no page of its own."""
    url: str | None
    """The same as a whole address; null as well where the site has named no origin."""
    alternates: list[Alternate]
    """The addresses of its page in all languages in which it has a name, and behind them the one of `x-default`."""
