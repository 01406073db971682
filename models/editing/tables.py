"""The tables of editing, beside those of the content: what came of what, and what was told of it.

    editing_lineage      of an edition: what it was made from, when which path of it changed, where its texts came from
    editing_path_change  what a path of an entry was before somebody changed it
    editing_publication  the change feed: what became public, is to become so, or ceased
    editing_feed         the position that the feed has reached
    editing_key          the answers of acts that were asked for by a key

Their names begin with `editing_`, so that a site may have content types such as `Publication` of its own.
Instants are microseconds. An edition without a lineage, as files make it, has sequence 0, and nothing was touched.
"""

from peewee import BigAutoField, BigIntegerField, BooleanField, CompositeKey, IntegerField, TextField

from models.entry import Record
from models.instants import FOREVER, InstantField
from models.stored_json import JsonField


class Lineage(Record):
    """Where an edition comes from. Numbers of *sequence* count the writes to an entry.

    *sequence* is that of its own last change, and *touched* has that of each path; of what its first version had, none.
    *based_on* is the version that it was made from. *sources* say by path where a text came from.
    """

    entry = BigIntegerField()
    version = IntegerField()
    sequence = BigIntegerField()
    based_on = IntegerField(null=True)
    touched = JsonField()
    sources = JsonField()

    class Meta:
        table_name = "editing_lineage"
        primary_key = CompositeKey("entry", "version")


class PathChange(Record):
    """What a path was before one author changed it, at once or by several saves in a row.

    It had been that from *since* on, and was changed from *first* to *last*, which are sequences of the entry.
    *before* is JSON; where that would have been too long it is not *is_known*.
    """

    number = BigAutoField()
    entry = BigIntegerField()
    path = TextField()
    since = BigIntegerField()
    first = BigIntegerField()
    last = BigIntegerField()
    before = TextField(null=True)
    is_known = BooleanField()
    actor = TextField()
    at = InstantField()

    class Meta:
        table_name = "editing_path_change"
        indexes = ((("entry", "path", "last"), False),)


class Publication(Record):
    """A change of what is or will be public. Positions are given in the order in which transactions end.

    *at* is the instant from which it is true, *until* that at which what was published ends, *made_at* that of the act.
    """

    position = BigIntegerField(primary_key=True)
    kind = TextField()
    type = TextField()
    entry = BigIntegerField(index=True)
    version = IntegerField(null=True)
    at = InstantField()
    until = InstantField(default=FOREVER)
    made_at = InstantField()

    class Meta:
        table_name = "editing_publication"
        indexes = ((("type", "position"), False),)


class FeedEnd(Record):
    """The one row whose lock gives out positions."""

    number = IntegerField(primary_key=True)
    position = BigIntegerField()

    class Meta:
        table_name = "editing_feed"


class AnsweredKey(Record):
    """What was answered to an act with a key: *actor* and *act* say whose key and of what; *answer* is JSON."""

    actor = TextField()
    act = TextField()
    key = TextField()
    digest = TextField()
    answer = TextField(null=True)
    at = InstantField(index=True)

    class Meta:
        table_name = "editing_key"
        primary_key = CompositeKey("actor", "act", "key")


KEPT = (Lineage, PathChange, Publication, FeedEnd)
"""What is copied with the content to another database."""

PASSING = (AnsweredKey,)
"""What is not: nobody asks there again for what was asked here."""
