"""Grants: what somebody may do to which content. They only add, and one function answers every question about them.

    actions x type x fields x languages x condition

A condition is a `where` of the type's own filter, such as `{"schools": {"some": {"slug": {"eq": "seng"}}}}`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from hashlib import sha256


class Action(Enum):
    """What can be done; to content of a type, unless it says otherwise."""

    READ_DRAFTS = "READ_DRAFTS"
    PREVIEW = "PREVIEW"
    CREATE = "CREATE"
    EDIT = "EDIT"
    TRANSLATE = "TRANSLATE"
    PUBLISH = "PUBLISH"
    UNPUBLISH = "UNPUBLISH"
    DELETE = "DELETE"
    REDACT = "REDACT"
    MANAGE_ACCESS = "MANAGE_ACCESS"
    """To people, tokens of others, roles and grants: of no type."""
    READ_AUDIT = "READ_AUDIT"
    """To the journal: of no type."""


WHOLE = frozenset({Action.READ_DRAFTS, Action.PREVIEW, Action.MANAGE_ACCESS, Action.READ_AUDIT})
"""Actions that no grant narrows to fields or languages: entries are read whole, or what is done has neither."""


@dataclass(frozen=True)
class Grant:
    """Some *actions*: on one content *type*, or on all; narrowed to *fields*, to *locales*, to what meets *where*.

    Fields are paths in the words of GraphQL, such as `title` or `publishedOn`; locales are tags such as `zh-Hant`;
    *where* is JSON as `canonical` writes it. None narrows nothing.
    """

    actions: frozenset[Action]
    type: str | None = None
    fields: frozenset[str] | None = None
    locales: frozenset[str] | None = None
    where: str | None = None


@dataclass(frozen=True)
class Permission:
    """What grants say of an action on a type: never, always, or where one of *conditions* is met.

    *conditions* are JSON of a `where`.
    """

    is_always: bool = False
    conditions: frozenset[str] = frozenset()

    @property
    def is_never(self) -> bool:
        """Whether nothing is allowed."""
        return not self.is_always and not self.conditions


NEVER, ALWAYS = Permission(), Permission(is_always=True)


@dataclass(frozen=True)
class Grants:
    """All that somebody is granted, in any order."""

    all: frozenset[Grant] = frozenset()

    @cached_property
    def key(self) -> str:
        """Name the set: the same grants have the same name on every machine; empty for none."""
        if not self.all:
            return ""
        return sha256("\n".join(sorted(map(written, self.all))).encode()).hexdigest()[:24]

    def permission(
        self, action: Action, type_name: str | None = None, field: str | None = None, locale: str | None = None
    ) -> Permission:
        """Tell whether an action is allowed: on content of a type, on one field of it, in one language.

        Without a field or a locale it is asked for the whole entry, which no grant that is narrowed to some allows.
        """
        found = [
            grant
            for grant in self.all
            if action in grant.actions
            and grant.type in (None, type_name)
            and (grant.fields is None or field in grant.fields)
            and (grant.locales is None or locale in grant.locales)
        ]
        if any(grant.where is None for grant in found):
            return ALWAYS
        return Permission(conditions=frozenset(grant.where for grant in found if grant.where is not None))


NO_GRANTS = Grants()


def written(grant: Grant) -> str:
    """Write a grant as a line that no other has."""
    actions = names(each.value for each in grant.actions)
    return repr((actions, grant.type, names(grant.fields), names(grant.locales), grant.where))


def names(words: Iterable[str] | None) -> Sequence[str] | None:
    """Put words in order; None stays."""
    return None if words is None else sorted(words)
