"""The tables of who may, and of the journal. Secrets stand in none of them: what is looked up by one has its digest.

Their names begin with `access_`, so that a site may have content types such as `Person` or `Session` of its own.
Instants are microseconds; digests are those of `models/access/credentials.py`.
"""

from peewee import BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, TextField

from models.entry import Record
from models.instants import InstantField


class Person(Record):
    """Somebody who may sign in. *email* is case-folded; nobody is ever removed, as the journal tells of people."""

    person = BigAutoField()
    email = TextField(unique=True)
    name = TextField()
    is_disabled = BooleanField(default=False)
    created_at = InstantField()

    class Meta:
        table_name = "access_person"


class Password(Record):
    """The password of a person who signs in by one, as argon2id makes it: with its parameters and its salt."""

    person = ForeignKeyField(Person, column_name="person", primary_key=True, backref="+")
    hash = TextField()
    set_at = InstantField()

    class Meta:
        table_name = "access_password"


class PersonRole(Record):
    """A role that somebody has: everywhere, or where *conditions*, JSON of a `where` by type, are met.

    *source* is whose word it is: empty for a command or an administrator, else the issuer whose groups say so.
    """

    number = BigAutoField()
    person = ForeignKeyField(Person, column_name="person", backref="+")
    role = TextField()
    conditions = TextField(null=True)
    source = TextField(default="")

    class Meta:
        table_name = "access_person_role"


class PersonGrant(Record):
    """A grant that somebody has beside the roles, as JSON (`models/access/stored_grants.py`)."""

    number = BigAutoField()
    person = ForeignKeyField(Person, column_name="person", backref="+")
    grant = TextField()

    class Meta:
        table_name = "access_person_grant"


class OpenidSubject(Record):
    """Whom a provider of OpenID Connect means by a subject."""

    number = BigAutoField()
    issuer = TextField()
    subject = TextField()
    person = ForeignKeyField(Person, column_name="person", backref="+")

    class Meta:
        table_name = "access_openid_subject"
        indexes = ((("issuer", "subject"), True),)


class Session(Record):
    """A browser that signed in; *agent* is what it calls itself."""

    session = BigAutoField()
    digest = TextField(unique=True)
    person = ForeignKeyField(Person, column_name="person", backref="+")
    began_at = InstantField()
    used_at = InstantField(index=True)
    agent = TextField()

    class Meta:
        table_name = "access_session"


class Token(Record):
    """What a program signs in by. *prefix* are its first characters, by which people know it again."""

    token = BigAutoField()
    digest = TextField(unique=True)
    prefix = TextField(index=True)
    owner = ForeignKeyField(Person, column_name="owner", backref="+")
    name = TextField()
    grants = TextField()
    created_at = InstantField()
    expires_at = InstantField()
    used_at = InstantField(null=True)
    revoked_at = InstantField(null=True)

    class Meta:
        table_name = "access_token"


class StoredPreview(Record):
    """A preview: whose it is, what it shows, and the grants that it was made with."""

    preview = BigAutoField()
    digest = TextField(unique=True)
    person = ForeignKeyField(Person, column_name="person", backref="+")
    grants = TextField()
    at = InstantField(null=True)
    is_latest = BooleanField()
    drafts = TextField()
    expires_at = InstantField(index=True)

    class Meta:
        table_name = "access_preview"


class SignInState(Record):
    """A sign-in that was sent to a provider and is not back; *binding* is the digest of what the browser keeps."""

    number = BigAutoField()
    digest = TextField(unique=True)
    binding = TextField()
    return_to = TextField()
    expires_at = InstantField(index=True)

    class Meta:
        table_name = "access_sign_in_state"


class Attempt(Record):
    """An attempt to sign in by a password that was not right, or is not decided yet."""

    number = BigAutoField()
    account = TextField()
    address = TextField()
    at = InstantField(index=True)

    class Meta:
        table_name = "access_attempt"
        indexes = ((("account", "at"), False), (("address", "at"), False))


class Change(Record):
    """A line of the journal; the database lets nobody change or remove one (`models/access/journal_guards.py`).

    *actor* is what who acted was called then; *person* and *token* are numbers of rows, *entry* that of an entry.
    """

    change = BigAutoField()
    at = InstantField(index=True)
    act = TextField()
    actor = TextField()
    person = BigIntegerField(null=True)
    token = BigIntegerField(null=True)
    request_id = TextField()
    entry = BigIntegerField(null=True)
    details = TextField()

    class Meta:
        table_name = "access_change"
        indexes = ((("act", "at"), False), (("person", "change"), False), (("entry", "change"), False))


KEPT = (Person, Password, PersonRole, PersonGrant, OpenidSubject, Token, StoredPreview, Change)
"""What is copied with the content to another database."""

PASSING = (Session, SignInState, Attempt)
"""What is not: people sign in again there."""
