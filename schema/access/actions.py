"""Actions and kinds of callers, as clients see them."""

from enum import StrEnum

from models.access.grants import Action
from schema.namespace import enum_type

__all__ = ["Action", "ActorKind"]

ACTIONS = {
    "READ_DRAFTS": "To read drafts and what is not live: the stage `LATEST`.",
    "PREVIEW": "To read at instants to come.",
    "CREATE": "To make a draft of a new entry.",
    "EDIT": "To change a draft.",
    "TRANSLATE": "To change the texts of a draft in a language.",
    "PUBLISH": "To publish, now or later.",
    "UNPUBLISH": "To end what is public.",
    "DELETE": "To delete an entry, and to bring it back.",
    "REDACT": "To take words out of what was public.",
    "MANAGE_ACCESS": "To manage people, roles and the tokens of others; to no content type.",
    "READ_AUDIT": "To read the journal; of no content type.",
}

enum_type(Action, ACTIONS)


class ActorKind(StrEnum):
    """What kind of caller somebody is."""

    PERSON = "PERSON"
    """A person, who has signed in."""
    TOKEN = "TOKEN"  # noqa: S105
    """A program, by a token."""


enum_type(ActorKind)
