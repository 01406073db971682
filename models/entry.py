"""The root of all tables, and entries: the stable identity of every piece of content."""

from peewee import BigAutoField, DatabaseProxy, Model, TextField

database = DatabaseProxy()


class Record(Model):
    """A table of this project, in whatever database is connected."""

    class Meta:
        database = database
        legacy_table_names = False


class Entry(Record):
    """One thing of a content type, whatever its editions say: what links point to."""

    entry = BigAutoField()
    type = TextField()
