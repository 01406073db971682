"""The root of all tables, and entries: the stable identity of every piece of content."""

import re
from random import Random, SystemRandom
from string import ascii_lowercase, digits

from peewee import BigAutoField, DatabaseProxy, Model, TextField

database = DatabaseProxy()

UID = re.compile(r"[a-z][a-z0-9]{11}")
"""The form of a uid: a word to YAML, and 12 digits to base64, as ids have it (`resolvers/attributes/ids.py`)."""


class Record(Model):
    """A table of this project, in whatever database is connected."""

    class Meta:
        database = database
        legacy_table_names = False


class Entry(Record):
    """One thing of a content type, whatever its editions say: what links point to.

    `entry` is its number in this database, which no later one gets; `uid` is random, the same in every database that
    the entry is loaded into, and what clients know it by.
    """

    entry = BigAutoField()
    type = TextField()
    uid = TextField(unique=True)


def new_uid(random: Random = SystemRandom()) -> str:  # noqa: B008  (it has no state)
    """Make a uid: one of 26 * 36^11, some 62 bits."""
    return random.choice(ascii_lowercase) + "".join(random.choices(ascii_lowercase + digits, k=11))
