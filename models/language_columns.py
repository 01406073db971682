"""The columns that follow from the site's languages: each text and its sort key, one for each language.

No migration has them: `migrate` adds those that are missing and drops those of languages that are no longer
described, with their indexes. What stands in them is worked out anew (`models.derivations`). A language in which
there is content stays: without it, what was public would no longer be the answer for its instant.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from peewee import BlobField, TextField
from playhouse.migrate import SchemaMigrator, migrate

from models.component_links import Holder
from models.database import reachable
from models.edition import Edition, content_types, own_fields
from models.entry import database
from models.errors import LanguageInUse, LanguagesOutdated
from models.languages import LANGUAGES
from models.texts import SortKeyField, TextInLanguage
from models.translations import EnumField, Locale, TranslatedField

SUFFIX = "[a-z]{2,3}(?:_[a-z0-9]{2,8}){0,3}"
"""What the name of a column ends with: the tag of its language, in small letters."""


@dataclass(frozen=True)
class Changes:
    """The columns, by table and name, that the database lacks, and those that it has of other languages."""

    missing: tuple[tuple[str, str], ...]
    surplus: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)

    @property
    def languages(self) -> tuple[list[str], list[str]]:
        """The languages of the columns, in small letters: those to be added, those to be dropped."""
        added, dropped = ({language_of(name) for _, name in columns} for columns in (self.missing, self.surplus))
        return sorted(added), sorted(dropped - added)


def is_of_language(table: str, name: str) -> bool:
    """Tell whether a column of a content type is a text or a sort key in a language, described or not."""
    models = (model for model in content_types() if model._meta.table_name == table)
    return any(form_of(model).fullmatch(name) for model in models)


def form_of(model: type[Edition]) -> re.Pattern[str]:
    """Give the form of the names of these columns of a type."""
    texts = [re.escape(name) for name, field in own_fields(model).items() if isinstance(field, TranslatedField)]
    return re.compile(f"(?:{'|'.join(texts)})_(?:key|text|html|tree)_({SUFFIX})")


def language_of(name: str) -> str:
    """Return the tag of the language of a column, in small letters."""
    return re.sub(".*_(?:key|text|html|tree)_", "", name).replace("_", "-")


def columns_of(model: type[Edition]) -> dict[str, SortKeyField | TextInLanguage]:
    """List the columns of a type that follow from the languages, by name."""
    fields = model._meta.fields.items()
    return {name: field for name, field in fields if isinstance(field, SortKeyField | TextInLanguage) and field.locale}


def changes() -> Changes:
    """Compare the columns of the tables that there are with the languages."""
    missing: list[tuple[str, str]] = []
    surplus: list[tuple[str, str]] = []
    tables = database.columns_of_tables()
    for model in content_types():
        table = model._meta.table_name
        there = tables.get(table, set())
        own = {name: key for name, key in columns_of(model).items() if key.sources[0].column_name in there}
        missing += [(table, name) for name in own if name not in there]
        form = form_of(model)
        surplus += [(table, name) for name in sorted(there - own.keys()) if form.fullmatch(name)]
    return Changes(tuple(missing), tuple(surplus))


def languages_to_follow() -> tuple[list[str], list[str]]:
    """Name the languages whose columns the tables lack, and those whose columns they have for nothing."""
    with reachable(), database.connection_context():
        return changes().languages


def require_followed() -> None:
    """Raise `LanguagesOutdated` unless the columns of the database are those of the site's languages."""
    if found := changes():
        raise LanguagesOutdated(*found.languages)


def follow_languages(migrator: SchemaMigrator) -> None:
    """Add and drop columns until they are those of the languages; raise `LanguageInUse` for one that has content."""
    found = changes()
    if dropped := found.languages[1]:
        require_unused(dropped)
    for table, name in found.surplus:
        for index in database.get_indexes(table):
            if name in index.columns:
                migrate(migrator.drop_index(table, index.name))
        migrate(migrator.drop_column(table, name))
    columns = {model._meta.table_name: columns_of(model) for model in content_types()}
    for table, name in found.missing:
        kind = TextField if isinstance(columns[table][name], TextInLanguage) else BlobField
        migrate(migrator.add_column(table, name, kind(null=True)))
    added = set(found.missing)
    for model in content_types():
        table = model._meta.table_name
        for columns, is_unique in model._meta.indexes:
            if any((table, column) in added for column in columns):
                migrate(migrator.add_index(table, columns, is_unique))


def require_unused(dropped: Collection[str]) -> None:
    """Raise `LanguageInUse` for the first edition that has a text in one of these languages, or names it."""
    for model in content_types():
        fields = own_fields(model)
        for row in model.select(model.slug, *fields.values()).dicts().iterator():
            for tag in languages_in(fields, row):
                if tag in dropped:
                    raise LanguageInUse(tag, model.__name__, row["slug"])


def languages_in(fields: dict[str, Any], values: dict[str, Any]) -> Iterator[str]:
    """Yield the languages of the texts and names of languages in an edition or component."""
    for name, field in fields.items():
        value = values.get(name)
        if value is None:
            continue
        if isinstance(field, TranslatedField):
            yield from map(str.lower, value)
        elif isinstance(field, EnumField) and field.enum is Locale:
            yield value.lower().replace("_", "-")
        elif isinstance(field, Holder):
            for component in value if isinstance(value, list) else [value]:
                yield from languages_in(field.kind_of(component).fields, component)


def described() -> str:
    """Write which language falls back to which: sort keys are those of the texts that are shown."""
    return ", ".join(" > ".join((language.tag, *language.fallback)) for language in LANGUAGES.all)
