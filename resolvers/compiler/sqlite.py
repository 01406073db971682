"""The dialect of SQLite."""

from collections.abc import Sequence
from typing import Any

import orjson
from peewee import SQL, Case, Expression, ModelSelect, Node, NodeList, SqliteDatabase, fn

from models.search.columns import TITLE_TOKENS, TOKENS
from models.search_index import index_of
from models.sqlite import keeps_json_of_subqueries
from resolvers.compiler.dialect import Dialect, ListedRows, dialect_of
from resolvers.compiler.matching import FTS5, Group, Sought
from resolvers.compiler.parameters import ListParameter, Parameter


class SqliteDialect(Dialect):
    """How SQLite writes it."""

    peewee_mark, sign = "?", "?"
    null, nothing, empty_object, empty_list = "NULL", "''", "'{}'", "json_array()"
    position, least, syntax, elements_function = "instr", "min", FTS5, "json_each"
    id_suffix_sign, components_end, writes_tables_out = "char(0,0)", "char(2)", True
    concatenation = "group_concat"

    def bytes_literal(self, value: bytes) -> str:
        """Write bytes that are part of a statement for good."""
        return f"X'{value.hex()}'"

    def encode_list(self, values: Any) -> Any:
        """Write a list as the JSON text that `json_each` reads."""
        return orjson.dumps(list(values)).decode()

    def constant(self, value: str) -> str:
        """Write a text that is the same always; it is a name."""
        return f"'{value}'"

    def text(self, value: str, *, nullable: bool = True) -> str:
        """Write a text."""
        return value

    def number(self, value: str, *, nullable: bool = True) -> str:
        """Write a whole number."""
        return value

    def boolean(self, value: str, *, nullable: bool = True) -> str:
        """Write a truth value, which is stored as 0 or 1."""
        return f"json(CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"

    def real(self, value: str, *, nullable: bool = True) -> str:
        """Write a number with a fraction, to its last digit; SQLite's JSON would keep 15."""
        return f"json(float_text({value}))"

    def or_null(self, json: str) -> str:
        """Write JSON of a value that may be NULL."""
        return json

    def object_of(self, members: Sequence[tuple[str, str]]) -> str:
        """Write an object; its keys are names."""
        pairs = [f"'{key}',{value}" for key, value in members]
        return f"json_object({','.join(pairs)})"

    def array_of(self, elements: Sequence[str]) -> str:
        """Write a list of as many elements as are given."""
        return f"json_array({','.join(elements)})"

    def gathered(self, element: str, condition: str = "") -> str:
        """Write the list of an element of each row, as an aggregate; of those that meet a *condition*."""
        return f"json_group_array({element})" + (f" FILTER (WHERE {condition})" if condition else "")

    def joined_rows(self, column: str, between: str) -> str:
        """Write the texts of a column as one, as an aggregate, with a sign in between."""
        return f"group_concat({column},'{between}')"

    def keyed(self, key: str, element: str) -> str:
        """Write the object that holds an element of each row under a whole number of that row, as an aggregate."""
        return f"json_group_object({key},{element})"

    def json_in(self, column: str) -> str:
        """Write the JSON that a column of a subquery holds, of which SQLite knows no more that it is JSON."""
        return f"json({column})"

    def nested(self, value: str, *, nullable: bool = False) -> str:
        """Write JSON that comes out of a subquery; some builds of SQLite forget there that it is JSON."""
        return value if keeps_json_of_subqueries() else f"json({value})"

    def again(self, json: str) -> str:
        """Write JSON that comes out of a column of a compound query, where it is text to SQLite."""
        return f"json({json})"

    def id_of(self, parts: Sequence[str]) -> str:
        """Write a text that is joined of *parts*, none of which needs escaping or is NULL."""
        return "||".join(parts)

    def placeholder(self, number: int, payload: str, *, is_plain: bool) -> str:
        """Write the string that a formatter replaces."""
        return f"char(0)||'{number}:'||{payload}||char(1)"

    def quoted(self, placeholder: str) -> str:
        """Write a placeholder as the JSON string that objects and lists make of it."""
        return f"json_quote({placeholder})"

    def joined(self, texts: Sequence[str]) -> str:
        """Write several texts as one, with U+001E in between."""
        return "||char(30)||".join(f"COALESCE({text},'null')" for text in texts) if len(texts) > 1 else texts[0]

    def measured(self, text: str, largest: str, others: str) -> str:
        """Write the statement of a text, which comes in UTF-8, as it is sent on.

        The connection has a limit on texts, which ends the statement where one is too long.
        """
        return f"SELECT CAST({text} AS BLOB){others}"

    def unindexed(self, value: Node) -> Any:
        """Write a column with a sign: SQLite would take it that a bound leaves a quarter of the rows."""
        return NodeList((SQL("+"), value), glue="")

    def rarely(self, condition: str) -> str:
        """Say so: for the many rows that it would look up else, SQLite first reads a whole table into a filter."""
        return f"likelihood({condition}, 0.00001)"

    def first_if(self, rows: ModelSelect, condition: Expression, number: Any) -> ModelSelect:
        """Put the condition into LIMIT, which SQLite looks at first; it would hold each row against one in WHERE."""
        return rows.limit(Case(None, [(condition, number)], SQL("0")))

    def among(self, column: Node, values: ListParameter, kind: str = "bigint") -> Expression:
        """Build `column IN (values)` with all values in one parameter."""
        return Expression(column, "IN", SQL("(SELECT value FROM json_each(?))", [values]))

    def among_few(self, column: Node, rows: str) -> Expression:
        """Build `column IN (rows)`, as SQLite looks up what it finds so."""
        return Expression(column, "IN", SQL(f"({rows})"))

    def listed(self, values: ListParameter, alias: str, kind: str) -> ListedRows:
        """Read a list parameter as rows named *alias*."""
        return ListedRows(f'json_each({values.mark}) AS "{alias}"', f'"{alias}"."value"', f'"{alias}"."key"')

    def listed_together(self, **lists: ListParameter) -> str:
        """Select the rows of lists of texts side by side: a column for each, and `place`."""
        (first, *_), columns = lists, ", ".join(f'"{name}_list".value AS "{name}"' for name in lists)
        tables = [f'json_each({values.mark}) AS "{name}_list"' for name, values in lists.items()]
        keys = [f' ON "{name}_list".key = "{first}_list".key' if name != first else "" for name in lists]
        joined = " JOIN ".join(table + key for table, key in zip(tables, keys, strict=True))
        return f'SELECT {columns}, "{first}_list".key AS place FROM {joined}'

    def day(self, column: Any) -> Any:
        """Write a column of days as ISO 8601 text, as it is stored."""
        return column

    def local_day(self, instant: str, zone: str) -> str:
        """Write the day on which an instant lies in a time zone, by a function of Python."""
        return f"local_day({instant},{zone})"

    def iso_week(self, day: str) -> str:
        """Write the week in which a day lies: that of its Thursday, in whose year it is."""
        thursday = f"date({day},'-3 days','weekday 4')"
        return f"substr({thursday},1,4)||'-W'||printf('%02d',(strftime('%j',{thursday}) - 1) / 7 + 1)"

    def weekday(self, day: str) -> str:
        """Write the day of the week; SQLite counts from 0 for Sunday."""
        return f"CAST((strftime('%w',{day}) + 6) % 7 + 1 AS TEXT)"

    def hexadecimal(self, column: Any) -> Any:
        """Write bytes in hexadecimal digits, in small letters."""
        return fn.lower(fn.hex(column))

    def in_code_points(self, column: Any) -> Any:
        """Compare a text by its code points, as SQLite does: UTF-8 keeps their order."""
        return column

    def apart(self, rows: ModelSelect) -> ModelSelect:
        """Leave a subquery as it is: SQLite runs it for each row."""
        return rows

    def matching(self, model: Any, match: str, *, is_of_titles: bool) -> str:
        """Select the editions of a type that FTS5 finds; tokens of titles have forms of their own."""
        index = index_of(model._meta.table_name)
        return f'SELECT rowid AS edition FROM "{index}" WHERE "{index}" MATCH {match}'

    def has_match(self, model: Any, edition: str, match: str) -> str:
        """Ask FTS5 for one edition."""
        index = index_of(model._meta.table_name)
        return f'EXISTS (SELECT 1 FROM "{index}" WHERE "{index}" MATCH {match} AND rowid = {edition})'

    def among_found(self, edition: Any, editions: str, *, are_few: bool) -> Expression:
        """Look into a set of them."""
        return Expression(edition, "IN", SQL(f"({editions})"))

    def number_matching(self, model: Any, match: str, most: int, *, is_of_titles: bool) -> str:
        """Count them one by one."""
        index = index_of(model._meta.table_name)
        return f'SELECT COUNT(*) FROM (SELECT 1 FROM "{index}" WHERE "{index}" MATCH {match} LIMIT {most}) AS found'

    def newest_matching(self, sought: Sought, most: int) -> str:
        """List the newest editions that FTS5 finds: it gives them in the order of their numbers, one by one."""
        cases = []
        for kind, table, alias, first, condition in sought.editions:
            index = index_of(table)
            found, asked = f'"{index}" AS found', f'found."{index}" MATCH {sought.match.mark} AND '
            if sought.newest is not None:
                rows = f"SELECT rowid FROM {found} WHERE {asked.removesuffix(' AND ')} ORDER BY rowid DESC"
                found, asked = f"({rows} LIMIT {sought.newest}) AS found", ""
            newest = (
                f'SELECT found.rowid + {first} AS place FROM {found} CROSS JOIN "{table}" AS "{alias}"'
                f' ON "{alias}".edition = found.rowid WHERE {asked}{condition}'
                f" ORDER BY found.rowid DESC LIMIT {most}"
            )
            cases.append(f"WHEN '{kind}' THEN {self.gathered_places(newest)}")
        return f"CASE kind.kind {' '.join(cases)} END"

    def gathered_places(self, rows: str) -> str:
        """Write the list of the column `place` of some rows."""
        return f"(SELECT json_group_array(place) FROM ({rows}))"

    def places_in(self, places: str, alias: str) -> str:
        """Read a list of places as rows with a column `value`."""
        return f"json_each({places}) AS {alias}"

    def number_of_places(self, places: str) -> str:
        """Count the places in a list."""
        return f"json_array_length({places})"

    def sum_of_first(self, groups: Sequence[Group], packed: Parameter, *columns: str) -> str:
        """Write the sum of what the first text of each group counts, by a function of Python."""
        return f"sum_of_first({','.join([packed.mark, *(f'CAST({column} AS BLOB)' for column in columns)])})"

    def points(self, groups: Sequence[Group], packed: Parameter, rows: str, first: int) -> str:
        """Write the same of the columns of tokens; that of all texts is read only where titles do not give it."""
        columns = [f'{rows}."{column}"' for column in (TITLE_TOKENS, TOKENS)]
        of_titles, of_texts = (self.sum_of_first(groups, packed, *columns[:number]) for number in (1, 2))
        return f"COALESCE({of_titles},{of_texts})"

    def texts_in(self, column: str, alias: str) -> tuple[str, str]:
        """Write the list of texts that a column of JSON holds as rows named *alias*, and the column of the text."""
        return f'json_each({column}) AS "{alias}"', f'"{alias}"."value"'

    def member(self, column: str, name: str) -> str:
        """Write a member of the object of JSON that a column of text holds; one that it lacks is null."""
        return f"CASE WHEN {column} IS NOT NULL THEN COALESCE({column} -> '{name}','null') END"

    def member_text(self, value: str, name: str) -> str:
        """Write a member of an object of JSON as text; NULL where there is none."""
        return f"json_extract({value},'$.{name}')"

    def elements(self, column: str) -> str:
        """Select the whole numbers of the list that a column of JSON holds."""
        return f"(SELECT value FROM json_each({column}))"


DIALECT = SqliteDialect(SqliteDatabase(None))


@dialect_of.register
def _(database: SqliteDatabase) -> Dialect:
    return DIALECT
