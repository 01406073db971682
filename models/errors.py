"""The root of this project's errors, and those of the database.

Each leaf is one noun and problem with a code of its own; what it is about is in attributes.
"""

import re
from typing import ClassVar


class SundialError(Exception):
    """Something a person can put right; the message says how."""

    code: ClassVar[str] = "INTERNAL_SERVER_ERROR"


class SettingInvalid(SundialError):
    """A setting that cannot be used."""

    code = "SETTING_INVALID"

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"{name} is {value!r}: {reason}")
        self.name, self.value = name, value


class AddressesInvalid(SundialError):
    """Patterns of paths that cannot be used, or not together."""

    code = "SETTING_INVALID"


def without_password(url: str) -> str:
    """Return an address that can be shown."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", re.sub(r"(password=)[^&\s]*", r"\1***", url))


class DatabaseError(SundialError):
    """The content database cannot be used as it is; *cause* tells monitors in which way."""

    code = "SERVICE_UNAVAILABLE"
    cause: ClassVar[str] = "DATABASE_UNREACHABLE"


class DatabaseAddressInvalid(DatabaseError):
    """The address of the database is not one that can be connected to."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"SUNDIAL_DATABASE_URL is {without_password(url)!r}; it must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        )
        self.url = url


class DatabaseUnreachable(DatabaseError):
    """The database does not answer, is locked, or its file cannot be opened."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"The database {url} cannot be used: {reason}. "
            "Check that it is running, that SUNDIAL_DATABASE_URL names it, and that no other program holds it locked."
        )
        self.url, self.reason = url, reason


class DatabaseSilent(DatabaseUnreachable):
    """The database server, or the network before it, leaves statements or connections without an answer."""

    cause = "DATABASE_SILENT"

    def __init__(self, url: str) -> None:
        super().__init__(url, "it does not answer")


class DatabaseCorrupt(DatabaseUnreachable):
    """Pages of the database are damaged."""

    cause = "DATABASE_CORRUPT"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, f"it is damaged ({reason}); restore it from a backup")


class DatabaseReplaced(DatabaseUnreachable):
    """The file of the database is not the one that was opened: another is in its place, or none."""

    cause = "DATABASE_REPLACED"

    def __init__(self, url: str) -> None:
        super().__init__(url, "its file was replaced or removed while it was open; restart the server")


class StatementsMixed(DatabaseUnreachable):
    """Prepared statements are lost, or exist already: a pooler hands sessions from client to client."""

    cause = "STATEMENTS_MIXED"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, f"{reason}: its pooler does not keep prepared statements apart")


class SettingsLost(DatabaseUnreachable):
    """A statement does not run under the settings that were made for it."""

    cause = "SETTINGS_LOST"

    def __init__(self, url: str, name: str, wanted: str, found: str) -> None:
        super().__init__(url, f"{name} was set to {wanted}, and statements see {found}")


class ChangesUncounted(DatabaseError):
    """Triggers are missing that count changes, so nobody can tell whether an answer still stands."""

    cause = "CHANGES_UNCOUNTED"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database lacks {len(missing)} trigger(s) that count changes, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class EditionsUnguarded(DatabaseError):
    """Triggers are missing by which the database refuses editions that nobody could be answered from."""

    cause = "EDITIONS_UNGUARDED"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database lacks {len(missing)} trigger(s) that guard editions, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class JournalUnguarded(DatabaseError):
    """Triggers are missing by which the database lets nobody change the journal."""

    cause = "JOURNAL_UNGUARDED"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database lacks {len(missing)} trigger(s) that guard the journal, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class TotalsUnkept(DatabaseError):
    """Triggers are missing that keep the ledger, so totals that are read from it may be wrong."""

    cause = "TOTALS_UNKEPT"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database lacks {len(missing)} trigger(s) that keep totals, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class SearchUnindexed(DatabaseError):
    """The index of texts lacks types, or triggers that keep it, so searches would not find what is there."""

    cause = "SEARCH_UNINDEXED"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database does not keep the texts of {len(missing)} type(s) in its index, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class ReferencesUnlisted(DatabaseError):
    """The table of references lacks types, or triggers that keep it, so what is used would seem not to be."""

    cause = "REFERENCES_UNLISTED"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"The database does not keep the references of {len(missing)} type(s) in their table, {missing[0]} first. "
            "Run: flask --app server migrate"
        )
        self.missing = missing


class EditionsClash(DatabaseError):
    """Editions that are in the database break a rule that it is to guard."""

    cause = "EDITIONS_CLASH"

    def __init__(self, kind: str, slug: str, rule: str) -> None:
        super().__init__(
            f"The {kind} {slug!r} breaks the rule {rule}: its editions, or those of another entry, are public at once. "
            "Mend them, and run: flask --app server migrate"
        )
        self.kind, self.slug, self.rule = kind, slug, rule


class StatementTimedOut(DatabaseError):
    """A statement took longer than statements may take."""

    code = "OPERATION_TIMED_OUT"
    cause = "STATEMENT_TIMED_OUT"

    def __init__(self, seconds: float | None) -> None:
        super().__init__(f"A statement was ended after {seconds} s, as SUNDIAL_STATEMENT_TIMEOUT says.")
        self.seconds = seconds


class StatementTooDeep(DatabaseError):
    """A statement that the database cannot parse, nested as it is."""

    def __init__(self) -> None:
        super().__init__("A statement is nested too deep for this database.")


class AnswerTooLarge(SundialError):
    """What was asked for comes to more bytes than an answer may have; the message is for clients."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, largest: int) -> None:
        super().__init__(
            f"The answer would have more than {largest} bytes. Ask for less at once: smaller pages, or fewer fields."
        )
        self.largest = largest


class MigrationUnknown(DatabaseError):
    """A migration that was never applied, or whose file is gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No migration was reverted: {reason}")
        self.reason = reason


class MigrationFailed(DatabaseError):
    """A migration that cannot do what it is written to do; nothing has changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"A migration failed, and nothing was changed: {reason}")
        self.reason = reason


class ChangeRefused(SundialError):
    """What somebody says of a migration that is to be written, and that the models or the database contradict."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(["No migration was written:", *problems]))
        self.problems = problems


class SchemaOutdated(DatabaseError):
    """The tables of the database are not those of this version of the code."""

    cause = "SCHEMA_OUTDATED"

    def __init__(self, pending: list[str]) -> None:
        super().__init__(
            f"The database lacks {len(pending)} migration(s), from {pending[0]} on. Run: flask --app server migrate"
        )
        self.pending = pending


class DerivedOutdated(DatabaseError):
    """Derived columns were worked out with something else than what there is now."""

    cause = "DERIVED_OUTDATED"

    def __init__(self, name: str, found: str | None, wanted: str | None) -> None:
        super().__init__(
            f"Derived columns of the database were worked out with {name} {found}; it is {wanted} now. "
            "Run: flask --app server migrate"
        )
        self.name, self.found, self.wanted = name, found, wanted


class LanguagesOutdated(DatabaseError):
    """The columns that follow from the site's languages are those of others."""

    cause = "LANGUAGES_OUTDATED"

    def __init__(self, missing: list[str], surplus: list[str]) -> None:
        lacks = [f"lacks columns of {', '.join(missing)}"] if missing else []
        has = [f"has columns of {', '.join(surplus)}"] if surplus else []
        super().__init__(
            f"The database {' and '.join(lacks + has)}, where SUNDIAL_LANGUAGES describes the languages of the site. "
            "Set it as it was, or run: flask --app server migrate"
        )
        self.missing, self.surplus = missing, surplus


class LanguageInUse(DatabaseError):
    """A language that is no longer described, though there is content in it."""

    cause = "LANGUAGES_OUTDATED"

    def __init__(self, tag: str, kind: str, slug: str) -> None:
        super().__init__(
            f"The language {tag} is not described any more, and the {kind} {slug!r} has a text in it or names it, "
            "now or in its history. Describe the language in the file of SUNDIAL_LANGUAGES."
        )
        self.tag, self.kind, self.slug = tag, kind, slug


class SchemaTooNew(DatabaseError):
    """The database was migrated by a later version of the code."""

    cause = "SCHEMA_TOO_NEW"

    def __init__(self, unknown: list[str]) -> None:
        super().__init__(
            f"The database has migrations that this version does not know: {', '.join(unknown)}. "
            "Update the code, or use another database."
        )
        self.unknown = unknown
