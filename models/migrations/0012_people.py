"""People, what they sign in by and may, and the journal, which the database guards once the migrations are over.

Indexes are named by their tables, as a site may have content types such as `Person` or `Session` of its own.
"""

from peewee import *

LEAVES_CONTENT = True


def up(migrator, db):
    class Attempt(Model):
        number = BigAutoField()
        account = TextField()
        address = TextField()
        at = BigIntegerField(index=True)
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_attempt'
            indexes = ((('account', 'at'), False), (('address', 'at'), False))
    db.create_tables([Attempt])

    class Change(Model):
        change = BigAutoField()
        at = BigIntegerField(index=True)
        act = TextField()
        actor = TextField()
        person = BigIntegerField(null=True)
        token = BigIntegerField(null=True)
        request_id = TextField()
        entry = BigIntegerField(null=True)
        details = TextField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_change'
            indexes = ((('act', 'at'), False), (('person', 'change'), False), (('entry', 'change'), False))
    db.create_tables([Change])

    class Person(Model):
        person = BigAutoField()
        email = TextField(unique=True)
        name = TextField()
        is_disabled = BooleanField(default=False)
        created_at = BigIntegerField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_person'
    db.create_tables([Person])

    class OpenidSubject(Model):
        number = BigAutoField()
        issuer = TextField()
        subject = TextField()
        person = ForeignKeyField(Person, column_name='person')
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_openid_subject'
            indexes = ((('issuer', 'subject'), True),)
    db.create_tables([OpenidSubject])

    class Password(Model):
        person = ForeignKeyField(Person, primary_key=True, column_name='person')
        hash = TextField()
        set_at = BigIntegerField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_password'
    db.create_tables([Password])

    class PersonGrant(Model):
        number = BigAutoField()
        person = ForeignKeyField(Person, column_name='person')
        grant = TextField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_person_grant'
    db.create_tables([PersonGrant])

    class PersonRole(Model):
        number = BigAutoField()
        person = ForeignKeyField(Person, column_name='person')
        role = TextField()
        conditions = TextField(null=True)
        source = TextField(default='')
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_person_role'
    db.create_tables([PersonRole])

    class Session(Model):
        session = BigAutoField()
        digest = TextField(unique=True)
        person = ForeignKeyField(Person, column_name='person')
        began_at = BigIntegerField()
        used_at = BigIntegerField(index=True)
        agent = TextField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_session'
    db.create_tables([Session])

    class SignInState(Model):
        number = BigAutoField()
        digest = TextField(unique=True)
        binding = TextField()
        return_to = TextField()
        expires_at = BigIntegerField(index=True)
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_sign_in_state'
    db.create_tables([SignInState])

    class StoredPreview(Model):
        preview = BigAutoField()
        digest = TextField(unique=True)
        person = ForeignKeyField(Person, column_name='person')
        grants = TextField()
        at = BigIntegerField(null=True)
        is_latest = BooleanField()
        drafts = TextField()
        expires_at = BigIntegerField(index=True)
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_preview'
    db.create_tables([StoredPreview])

    class Token(Model):
        token = BigAutoField()
        digest = TextField(unique=True)
        prefix = TextField(index=True)
        owner = ForeignKeyField(Person, column_name='owner')
        name = TextField()
        grants = TextField()
        created_at = BigIntegerField()
        expires_at = BigIntegerField()
        used_at = BigIntegerField(null=True)
        revoked_at = BigIntegerField(null=True)
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'access_token'
    db.create_tables([Token])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('access_token'))
    migrator.migrate(migrator.drop_table('access_preview'))
    migrator.migrate(migrator.drop_table('access_sign_in_state'))
    migrator.migrate(migrator.drop_table('access_session'))
    migrator.migrate(migrator.drop_table('access_person_role'))
    migrator.migrate(migrator.drop_table('access_person_grant'))
    migrator.migrate(migrator.drop_table('access_password'))
    migrator.migrate(migrator.drop_table('access_openid_subject'))
    migrator.migrate(migrator.drop_table('access_person'))
    migrator.migrate(migrator.drop_table('access_change'))
    migrator.migrate(migrator.drop_table('access_attempt'))
