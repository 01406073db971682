"""Paths in SQL: the path of the row that an edition is in, in the language that is read.

Nothing is stored of it. What stands in a path needs no escaping: it is in ASCII, and percent-encoded.
"""

from peewee import SQL

from models.addresses.patterns import DEEPEST, PARTS, SLUG_COLUMN, TREE_COLUMN, Value
from models.language_slugs import column_of_slug
from models.translations import Locale
from resolvers.compiler.localized import CHAIN, own_chain
from resolvers.compiler.writer import Rows, StatementWriter


def path_json(writer: StatementWriter, rows: Rows, origins: bool = False) -> str:  # noqa: FBT001, FBT002
    """Write the path of each of *rows*, in the first language of the chain; null where its type has no pages.

    With *origins* it is the whole address, null where the site has none.
    """
    parts = path_parts(writer, rows, origins=origins)
    return writer.dialect.null if parts is None else writer.dialect.id_of(parts)


def path_parts(writer: StatementWriter, rows: Rows, *, origins: bool = False) -> list[str] | None:
    """Write the same as texts of SQL that are to be joined, the first of which is a literal."""
    addresses, chain = writer.context.site.addresses, writer.context.chain
    if not addresses.has_page(rows.model):
        return None
    if origins and not all(each.origin for each in addresses.languages.values()):
        return None
    if own_chain(chain):
        return parts_in(writer, rows, chain[0], origins=origins)
    found = {locale: "||".join(parts_in(writer, rows, locale, origins=origins)) for locale in Locale}
    cases = " ".join(f"WHEN '{locale.tag}' THEN {path}" for locale, path in found.items())
    return ["''", f"(CASE CAST({CHAIN[0].mark} AS TEXT) {cases} END)"]


def parts_in(writer: StatementWriter, rows: Rows, locale: Locale, *, origins: bool = False) -> list[str]:
    """Write the parts of a path in one language."""
    addresses = writer.context.site.addresses
    pattern, language = addresses.pattern(rows.model, locale), addresses.languages[locale]
    assert pattern is not None
    first, *others = pattern.pieces
    opening = (language.origin if origins else "") + ((language.prefix + str(first)) or "/")
    return [f"'{opening}'", *(piece_sql(writer, rows, piece) for piece in others)]


def piece_sql(writer: StatementWriter, rows: Rows, piece: str | Value) -> str:
    """Write a piece of a pattern."""
    return value_sql(writer, rows, piece) if isinstance(piece, Value) else f"'{piece}'"


def value_sql(writer: StatementWriter, rows: Rows, value: Value) -> str:
    """Write a value of a pattern, as text without spaces."""
    if value.column == TREE_COLUMN:
        write = tree_path_in_front if writer.is_flat else tree_path
        slug, path = slug_sql(rows, value.locale), write(writer, rows, value.locale)
        return f"(CASE WHEN {rows.column(TREE_COLUMN)} IS NULL THEN {slug} ELSE {path} END)"
    if not value.part:
        return slug_sql(rows, value.locale)
    day, part = writer.sql(writer.dialect.day(getattr(rows.table, value.column))), PARTS[value.part]
    return f"substr({day},{part.start},{part.length})"


def slug_sql(rows: Rows, locale: Locale | None) -> str:
    """Write the slug of a row as it stands in paths: its own in a language, where the type has such, or else `slug`."""
    return own_or_plain(rows, locale, rows.column(SLUG_COLUMN))


def own_or_plain(rows: Rows, locale: Locale | None, plain: str) -> str:
    """Write the slug that a row has of its own in a language, or else the *plain* one."""
    own = column_of_slug(rows.model, locale) if locale else None
    return f"COALESCE({rows.column(own)},{plain})" if own else plain


def tree_path(writer: StatementWriter, rows: Rows, locale: Locale | None) -> str:
    """Write the slugs of all entries down to each row of a tree, with slashes in between."""
    return f"({tree_sql(writer, rows, locale=locale)} ORDER BY height DESC LIMIT 1)"


def tree_path_in_front(writer: StatementWriter, rows: Rows, locale: Locale | None) -> str:
    """Write the same as a look into a table of paths that stands in front of the statement, which nests less."""
    name = f"{rows.model._meta.table_name}_paths{f'_{locale.name.lower()}' if locale else ''}"
    every = Rows(rows.model, "every")

    def paths() -> str:
        path = SQL(tree_path(writer.unflattened(), every, locale)).alias("path")
        return writer.sql(every.table.select(every.table.edition, path))

    return f"(SELECT path FROM {writer.in_front(name, paths)} WHERE edition = {rows.column('edition')})"


def tree_sql(
    writer: StatementWriter, rows: Rows, source: str = "", columns: str = "path", locale: Locale | None = None
) -> str:
    """Select *columns* of a row and of those above it by the link `parent`: entry, path from there, parent and height.

    It is out of a *source*, or else one of those around. What stands above is live; below what is not, a path begins.
    Of slugs that languages have, the path has those of a *locale*.
    """
    above = Rows(rows.model, f"{rows.alias}_above")
    name, up, table = above.alias, f"{rows.alias}_up", rows.model._meta.table_name
    live, parent = writer.sql(writer.live(above.table)), rows.model.parent.column_name
    slug = own_or_plain(above, locale, f'"{name}".slug')
    return (
        f"WITH RECURSIVE {up}(entry, path, parent, height) AS"
        f" (SELECT {rows.column('entry')}, {slug_sql(rows, locale)}, {rows.column('parent')}, 1 {source} UNION ALL"
        f' SELECT "{name}".entry, {slug}||\'/\'||{up}.path, "{name}"."{parent}", height + 1'
        f' FROM {up} JOIN "{table}" AS "{name}" ON "{name}".entry = {up}.parent'
        f" WHERE {writer.dialect.rarely(f'height < {DEEPEST}')} AND {live})"
        f" SELECT {columns} FROM {up}"
    )
