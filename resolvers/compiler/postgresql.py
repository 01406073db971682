"""The dialect of PostgreSQL."""

from collections.abc import Sequence
from itertools import starmap
from typing import Any

from peewee import SQL, Cast, Expression, ModelSelect, Node, PostgresqlDatabase, fn

from models.search.columns import TOKENS
from models.search_index import INDEX, TITLES, Places, places_of
from resolvers.compiler.dialect import Dialect, ListedRows, dialect_of
from resolvers.compiler.matching import TSQUERY, Group, Sought
from resolvers.compiler.parameters import ListParameter, Parameter
from resolvers.compiler.postgresql_search import (
    SAMPLE,
    index_of,
    kinds_with_newest,
    newest_matching,
    points_of,
    stands_in,
)

COMMON = 4
"""How many of a sample of the newest editions have what many have."""


class PostgresqlDialect(Dialect):
    """How PostgreSQL writes it: JSON is put together as text."""

    peewee_mark, sign = "%s", "$"
    null, nothing, empty_object, empty_list = "'null'", "'null'", "'{}'", "'[]'"
    position, least, measures, syntax = "strpos", "LEAST", True, TSQUERY
    elements_function = "jsonb_array_elements"
    id_suffix_sign, components_end = "'\\u0000\\u0000'", "chr(2)"
    concatenation = "string_agg"

    def bytes_literal(self, value: bytes) -> str:
        """Write bytes that are part of a statement for good."""
        return f"'\\x{value.hex()}'::bytea"

    def encode_list(self, values: Any) -> Any:
        """Give a list the form of an array."""
        return list(values)

    def constant(self, value: str) -> str:
        """Write a text that is the same always; it is a name."""
        return f"'\"{value}\"'"

    def text(self, value: str, *, nullable: bool = True) -> str:
        """Write a text."""
        return self.filled(f"to_json({value})::text", nullable=nullable)

    def number(self, value: str, *, nullable: bool = True) -> str:
        """Write a whole number."""
        return self.filled(f"({value})::text", nullable=nullable)

    def boolean(self, value: str, *, nullable: bool = True) -> str:
        """Write a truth value."""
        return self.filled(f"({value})::text", nullable=nullable)

    def real(self, value: str, *, nullable: bool = True) -> str:
        """Write a number with a fraction, to its last digit."""
        digits = f"({value})::text"
        fraction = f"CASE WHEN strpos({digits},'.') + strpos({digits},'e') > 0 THEN '' ELSE '.0' END"
        return self.filled(f"{digits}||{fraction}", nullable=nullable)

    def filled(self, json: str, *, nullable: bool) -> str:
        """Write JSON of a value, which has a text where it is NULL, too, if it may be."""
        return self.or_null(json) if nullable else json

    def or_null(self, json: str) -> str:
        """Write JSON of a value that may be NULL."""
        return f"COALESCE({json},'null')"

    def object_of(self, members: Sequence[tuple[str, str]]) -> str:
        """Write an object; its keys are names."""
        opened = [("," if number else "{", key, value) for number, (key, value) in enumerate(members)]
        return "(" + "||".join(starmap(member, opened)) + "||'}')" if members else self.empty_object

    def array_of(self, elements: Sequence[str]) -> str:
        """Write a list of as many elements as are given."""
        return "'['||" + "||','||".join(elements) + "||']'"

    def gathered(self, element: str, condition: str = "") -> str:
        """Write the list of an element of each row, as an aggregate; of those that meet a *condition*."""
        chosen = f" FILTER (WHERE {condition})" if condition else ""
        return f"'['||COALESCE(string_agg({element},','){chosen},'')||']'"

    def joined_rows(self, column: str, between: str) -> str:
        """Write the texts of a column as one, as an aggregate, with a sign in between."""
        return f"string_agg({column},'{between}')"

    def keyed(self, key: str, element: str) -> str:
        """Write the object that holds an element of each row under a whole number of that row, as an aggregate."""
        return f"""'{{'||COALESCE(string_agg('"'||{key}||'":'||{element},','),'')||'}}'"""

    def json_in(self, column: str) -> str:
        """Write the JSON that a column of a subquery holds, which is its text."""
        return column

    def nested(self, value: str, *, nullable: bool = False) -> str:
        """Write JSON that comes out of a subquery."""
        return self.filled(value, nullable=nullable)

    def again(self, json: str) -> str:
        """Return JSON, which is text."""
        return json

    def id_of(self, parts: Sequence[str]) -> str:
        """Write a text that is joined of *parts*, the first a literal, none of which needs escaping or is NULL."""
        first, *others = parts
        return "||".join((f"'\"{first[1:]}", *others, "'\"'"))

    def placeholder(self, number: int, payload: str, *, is_plain: bool) -> str:
        """Write the string that a formatter replaces; a *payload* of digits and letters is plain."""
        escaped = f"{payload}||'\\u0001\"'" if is_plain else f"substr(to_json({payload}||chr(1))::text,2)"
        return self.or_null(f"'\"\\u0000{number}:'||{escaped}")

    def quoted(self, placeholder: str) -> str:
        """Return a placeholder, which is a JSON string."""
        return placeholder

    def joined(self, texts: Sequence[str]) -> str:
        """Write several texts as one, with U+001E in between."""
        return "||chr(30)||".join(texts)

    def measured(self, text: str, largest: str, others: str) -> str:
        """Write the statement of a text, which is NULL where it has more bytes than the parameter *largest*.

        OFFSET keeps the subquery from being written out twice, and so from being run twice.
        """
        size = f"octet_length(answer) <= {largest}::int"
        return f"SELECT CASE WHEN {size} THEN answer END{others} FROM (SELECT {text} AS answer OFFSET 0) AS answers"

    def unindexed(self, value: Node) -> Any:
        """Write a column as it is: PostgreSQL counts how many rows an index would find."""
        return value

    def rarely(self, condition: str) -> str:
        """Write a condition as it is."""
        return condition

    def first_if(self, rows: ModelSelect, condition: Expression, number: Any) -> ModelSelect:
        """Put the condition into WHERE, which PostgreSQL looks at once where no column is in it."""
        found: ModelSelect = rows.where(condition).limit(number)
        return found

    def among(self, column: Node, values: ListParameter, kind: str = "bigint") -> Expression:
        """Build `column IN (values)` with all values in one parameter."""
        return Expression(column, "=", SQL(f"ANY(%s::{kind}[])", [values]))

    def among_few(self, column: Node, rows: str) -> Expression:
        """Compare with an array, which PostgreSQL takes to be short; of rows it would guess that they are many."""
        return Expression(column, "=", SQL(f"ANY(ARRAY({rows}))"))

    def listed(self, values: ListParameter, alias: str, kind: str) -> ListedRows:
        """Read a list parameter of an SQL type as rows named *alias*."""
        text = f'unnest({values.mark}::{kind}[]) WITH ORDINALITY AS "{alias}"("value", "key")'
        return ListedRows(text, f'"{alias}"."value"', f'"{alias}"."key"')

    def listed_together(self, **lists: ListParameter) -> str:
        """Select the rows of lists of texts side by side: a column for each, and `place`."""
        arrays = ", ".join(f"{values.mark}::text[]" for values in lists.values())
        columns = ", ".join(f'"{name}"' for name in lists)
        return f"SELECT * FROM unnest({arrays}) WITH ORDINALITY AS listed({columns}, place)"

    def day(self, column: Any) -> Any:
        """Write a column of days as ISO 8601 text."""
        return Cast(column, "TEXT")

    def local_day(self, instant: str, zone: str) -> str:
        """Write the day on which an instant lies in a time zone; by whole seconds, which its clock has exactly."""
        second = f"({instant} - mod(mod({instant}, 1000000) + 1000000, 1000000)) / 1000000"
        return f"CAST(CAST(to_timestamp({second}) AT TIME ZONE CAST({zone} AS TEXT) AS DATE) AS TEXT)"

    def iso_week(self, day: str) -> str:
        """Write the week in which a day lies."""
        return f"to_char(CAST({day} AS DATE),'IYYY\"-W\"IW')"

    def weekday(self, day: str) -> str:
        """Write the day of the week."""
        return f"CAST(CAST(extract(isodow FROM CAST({day} AS DATE)) AS INTEGER) AS TEXT)"

    def hexadecimal(self, column: Any) -> Any:
        """Write bytes in hexadecimal digits, in small letters."""
        return fn.encode(column, SQL("'hex'"))

    def in_code_points(self, column: Any) -> Any:
        """Compare a text byte by byte: UTF-8 keeps the order of code points."""
        return Expression(column, "COLLATE", SQL('"C"'))

    def apart(self, rows: ModelSelect) -> ModelSelect:
        """Keep PostgreSQL from making a join of a subquery, and from looking for the best order of many joins."""
        return rows.offset(SQL("0"))

    def matching(self, model: Any, match: str, *, is_of_titles: bool) -> str:
        """Select the editions of a type whose `tsvector` has what is asked for."""
        places = places_of(model)
        found = found_of(places, match)
        return f'SELECT place - {places.first} AS edition FROM "{index_of(is_of_titles)}" WHERE {found}'

    def has_match(self, model: Any, edition: str, match: str) -> str:
        """Look at the row of one edition in the index."""
        row = f'SELECT {TOKENS} FROM "{INDEX}" AS indexed WHERE indexed.place = {edition} + {places_of(model).first}'
        return f"COALESCE(({row}) @@ (SELECT {match}::tsquery), FALSE)"

    def among_found(self, edition: Any, editions: str, *, are_few: bool) -> Expression:
        """Look into a set; few as an array, which is read once, and of which few values are expected."""
        if are_few:
            return Expression(edition, "=", SQL(f"ANY(ARRAY({editions}))"))
        return Expression(edition, "IN", SQL(f"({editions})"))

    def number_matching(self, model: Any, match: str, most: int, *, is_of_titles: bool) -> str:
        """Count them, unless many of the newest are among them: the index gives all at once."""
        places, index = places_of(model), index_of(is_of_titles)
        asked = f"{TOKENS} @@ (SELECT {match}::tsquery)"
        newest = f'SELECT {TOKENS} FROM "{index}" WHERE place BETWEEN {places.first} AND {places.last}'
        sample = f"{newest} ORDER BY place DESC LIMIT {SAMPLE}"
        is_common = f"(SELECT COUNT(*) > {COMMON} FROM ({sample}) AS sample WHERE {asked})"
        found = found_of(places, match)
        counted = f'SELECT COUNT(*) FROM (SELECT 1 FROM "{index}" WHERE {found} LIMIT {most}) AS found'
        return f"SELECT CASE WHEN {is_common} THEN {most} ELSE ({counted}) END"

    def newest_matching(self, sought: Sought, most: int) -> str:
        """Ask the index for editions of the newest segments, or walk through what many have."""
        return newest_matching(sought, most)

    def with_newest(self, kinds: str) -> str:
        """Look up the newest place of each once: segments are told by it."""
        return kinds_with_newest(kinds)

    def gathered_places(self, rows: str) -> str:
        """Write the list of the column `place` of some rows."""
        return f"ARRAY({rows})"

    def places_in(self, places: str, alias: str) -> str:
        """Read a list of places as rows with a column `value`."""
        return f"unnest({places}) AS {alias}(value)"

    def number_of_places(self, places: str) -> str:
        """Count the places in a list."""
        return f"cardinality({places})"

    def sum_of_first(self, groups: Sequence[Group], packed: Parameter, *columns: str) -> str:
        """Write the sum of what the first text of each group counts."""
        cases = [
            " ".join(
                [f"WHEN {stands_in(columns[where], text)} THEN {points}" for where, text, points in group.counting]
            )
            for group in groups
        ]
        return " + ".join(f"CASE {each} ELSE 0 END" for each in cases)

    def points(self, groups: Sequence[Group], packed: Parameter, rows: str, first: int) -> str:
        """Look the edition up in the index."""
        place = f'{rows}."edition" + {first}'
        return f"(SELECT points FROM ({self.points_at(groups, place)}) AS counted)"

    def points_at(self, groups: Sequence[Group], place: str) -> str:
        """Read them out of the index of titles, and of that of texts only where it takes it."""
        points = " + ".join(map(points_of, groups))
        return f'SELECT title.entry, {points} AS points FROM "{TITLES}" AS title WHERE title.place = {place}'

    def titles_at(self, place: str) -> str:
        """Read them out of the index of titles."""
        return f'(SELECT titles FROM "{TITLES}" AS title WHERE title.place = {place})'

    def texts_in(self, column: str, alias: str) -> tuple[str, str]:
        """Write the list of texts that a column of JSON holds as rows named *alias*, and the column of the text."""
        return f'jsonb_array_elements_text({column}) AS "{alias}"("value")', f'"{alias}"."value"'

    def member(self, column: str, name: str) -> str:
        """Write a member of the object of JSON that a column of text holds; one that it lacks is null."""
        return f"CASE WHEN {column} IS NOT NULL THEN COALESCE(({column}::json -> '{name}')::text,'null') END"

    def member_text(self, value: str, name: str) -> str:
        """Write a member of an object of JSON as text; NULL where there is none."""
        return f"({value}->>'{name}')"

    def elements(self, column: str) -> str:
        """Select the whole numbers of the list that a column of JSON holds."""
        return f"(SELECT CAST(jsonb_array_elements({column}) AS bigint))"


def found_of(places: Places, asked: str) -> str:
    """Write that the index finds a row of a type: as two conditions, which GIN reads side by side."""
    return f"{TOKENS} @@ '''{places.token}'''::tsquery AND {TOKENS} @@ (SELECT {asked}::tsquery)"


def member(opening: str, key: str, value: str) -> str:
    """Write a member of an object; a constant joins its key."""
    before = f'\'{opening}"{key}":'
    return before + value[1:] if value.startswith("'") else f"{before}'||{value}"


DIALECT = PostgresqlDialect(PostgresqlDatabase(None, prefer_psycopg3=True))


@dialect_of.register
def _(database: PostgresqlDatabase) -> Dialect:
    return DIALECT
