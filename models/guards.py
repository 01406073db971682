"""Guards: triggers by which the database itself refuses editions that no reader could be answered from.

    clashing_spans   two published editions of an entry are live at the same instant
    clashing_drafts  an entry has two drafts
    clashing_slug    two entries of a type have a slug at the same instant; the same of another key
    clashing_slugs.zh-Hant  two entries of a type with slugs of languages have one address in a language
    empty_span       an edition ends before it begins, or as it begins
    missing_title    a published edition lacks a column that its model requires

SQLite refuses the statement, so who moves spans or slugs ends or removes editions first, and then writes those that
follow. PostgreSQL looks at the end of the transaction. There, changes of a type's published editions are committed
one after the other, because each renews the type's revision (`models/revisions.py`), and those of an entry's draft
because each locks the entry: none overlooks another.
Guards follow from the models, as the triggers of revisions do, and are no part of migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from models.components import is_required
from models.edition import Edition, content_types, own_fields
from models.entry import database
from models.errors import EditionsClash
from models.language_slugs import slugs_field
from models.translations import Locale
from models.triggers import Trigger, create, missing, remove

OVERLAPS = "other.live_from < {this}.live_until AND other.live_until > {this}.live_from"


def rules(model: type[Edition]) -> dict[str, str]:
    """Write by name what must be true of no edition, which SQL knows as `{this}`."""
    others = f'EXISTS (SELECT 1 FROM "{model._meta.table_name}" AS other WHERE '
    same_entry = others + "other.entry = {this}.entry AND other.edition <> {this}.edition AND "
    found = {
        "empty_span": "{this}.live_from >= {this}.live_until",
        "clashing_spans": f"{same_entry}{OVERLAPS})",
        "clashing_drafts": "{this}.live_from IS NULL AND " + same_entry + "other.live_from IS NULL)",
    }
    for column in required_columns(model):
        found[f"missing_{column}"] = f'{{this}}.live_from IS NOT NULL AND {{this}}."{column}" IS NULL'
    for key in dict.fromkeys(("slug", model.key)):
        same_key = f"other.{key} = {{this}}.{key} AND other.entry <> {{this}}.entry AND "
        found[f"clashing_{key}"] = f"{others}{same_key}{OVERLAPS})"
    return found | rules_of_slugs(model, others)


def rules_of_slugs(model: type[Edition], others: str) -> dict[str, str]:
    """Write by name that no two entries have a slug in a language: `slug` is that of those without their own one."""
    field, found = slugs_field(model), dict[str, str]()
    if field is None:
        return found
    for locale in Locale:
        own, apart = field.text_name(locale), f"other.entry <> {{this}}.entry AND {OVERLAPS})"
        same = f"{others}other.{own} = COALESCE({{this}}.{own}, {{this}}.slug) AND {apart}"
        plain = f"{others}other.slug = {{this}}.{own} AND other.{own} IS NULL AND {apart}"
        found[f"clashing_{field.name}.{locale.tag}"] = f"({same} OR {plain})"
    return found


def columns_of_slugs(model: type[Edition]) -> list[str]:
    """List the columns of a type's slugs of languages."""
    field = slugs_field(model)
    return [field.text_name(locale) for locale in Locale] if field else []


def required_columns(model: type[Edition]) -> list[str]:
    """List the columns that a published edition must have a value in."""
    return [field.column_name for field in own_fields(model).values() if is_required(field)]


def watched(model: type[Edition]) -> str:
    """List the columns whose change may break a rule."""
    own = (*required_columns(model), *columns_of_slugs(model))
    columns = ("entry", "slug", "live_from", "live_until", model.key, *own)
    return ", ".join(f'"{column}"' for column in dict.fromkeys(columns))


def sqlite_guards(model: type[Edition]) -> list[Trigger]:
    """Make the triggers of a type that refuse a row at once."""
    conditions = rules(model).items()
    body = " ".join(f"SELECT RAISE(ABORT, '{name}') WHERE {rule.format(this='NEW')};" for name, rule in conditions)
    table = str(model._meta.table_name)
    events = {"insert": "INSERT", "update": f"UPDATE OF {watched(model)}"}
    return [Trigger(f"guard_{table}_{name}", table, event, "", body) for name, event in events.items()]


def postgresql_guards(model: type[Edition]) -> list[Trigger]:
    """Make the trigger of a type that looks at the end of the transaction at what has become of each row."""
    table = str(model._meta.table_name)
    cases = " ".join(f"WHEN {rule.format(this='this')} THEN '{name}'" for name, rule in rules(model).items())
    body = (
        "DECLARE broken text; BEGIN IF NEW.live_from IS NULL THEN"
        " PERFORM 1 FROM entry WHERE entry.entry = NEW.entry FOR NO KEY UPDATE; END IF;"
        f' SELECT CASE {cases} END INTO broken FROM "{table}" AS this'
        " WHERE this.edition = NEW.edition;"
        " IF broken IS NOT NULL THEN RAISE EXCEPTION USING MESSAGE = broken, ERRCODE = 'exclusion_violation';"
        " END IF; RETURN NULL; END"
    )
    clauses = " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    event = f"INSERT OR UPDATE OF {watched(model)}"
    return [Trigger(f"guard_{table}", table, event, clauses, body, is_constraint=True)]


GUARDS = {"sqlite": sqlite_guards, "postgresql": postgresql_guards}
"""How the triggers of a type are made, by the kind of database."""


def guards() -> list[Trigger]:
    """List the guards that there must be of the tables that are there."""
    tables = set(database.get_tables())
    present = [model for model in content_types() if model._meta.table_name in tables]
    return [trigger for model in present for trigger in GUARDS[database.kind](model)]


def missing_guards() -> list[Trigger]:
    """List those that are not there, do not run, or are not as this code makes them."""
    return missing(guards())


def start_guarding() -> None:
    """Let the database guard every table that is there; raise `EditionsClash` if it has come too late for one.

    A table that lacks columns, as one does after a migration was reverted, waits for them.
    """
    waiting = {model._meta.table_name for model in content_types() if not has_columns(model)}
    found = [each for each in missing_guards() if each.table not in waiting]
    create(found)
    tables = {each.table for each in found}
    for model in content_types():
        if model._meta.table_name in tables:
            require_sound(model)


def has_columns(model: type[Edition]) -> bool:
    """Tell whether the table of a type that is there has what its guards look at."""
    table = model._meta.table_name
    found = {column.name for column in database.get_columns(table)} if table in database.get_tables() else set()
    return found >= {model._meta.fields[model.key].column_name, *required_columns(model), *columns_of_slugs(model)}


def require_sound(model: type[Edition]) -> None:
    """Raise `EditionsClash` if the editions of a type break a rule."""
    for name, rule in rules(model).items():
        sql = f'SELECT this.entry, this.slug FROM "{model._meta.table_name}" AS this WHERE {rule.format(this="this")}'
        if found := database.execute_sql(f"{sql} ORDER BY this.edition LIMIT 1").fetchone():
            raise EditionsClash(model.__name__, found[1], name)


@contextmanager
def unguarded() -> Iterator[None]:
    """Guard nothing inside, and look at all editions when it is over: for migrations, and to write much at once."""
    remove(guards())
    yield
    start_guarding()
