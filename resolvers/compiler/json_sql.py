"""JSON in SQL: the values of the response, written as expressions of the database.

A value is SQL text that stands in an object or a list. On SQLite it is what `json_object` takes: plain
values become JSON there, and what is JSON already keeps its form. On PostgreSQL it is the text of
the JSON, which is put together faster than its functions do it; so it is never NULL.
"""

from collections.abc import Callable, Sequence
from itertools import starmap

from peewee import ModelSelect

from models.database import is_postgresql, keeps_json_of_subqueries
from resolvers.compiler.statements import sql


def nothing() -> str:
    """Write null."""
    return "'null'" if is_postgresql() else "NULL"


def constant(value: str) -> str:
    """Write a text that is the same always; it is a name."""
    return f"'\"{value}\"'" if is_postgresql() else f"'{value}'"


def text(value: str, *, nullable: bool = True) -> str:
    """Write a text."""
    return or_null(f"to_json({value})::text", nullable=nullable) if is_postgresql() else value


def number(value: str, *, nullable: bool = True) -> str:
    """Write a whole number."""
    return or_null(f"({value})::text", nullable=nullable) if is_postgresql() else value


def boolean(value: str, *, nullable: bool = True) -> str:
    """Write a truth value, which SQLite keeps as 0 or 1."""
    if is_postgresql():
        return or_null(f"({value})::text", nullable=nullable)
    return f"json(CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"


def real(value: str, *, nullable: bool = True) -> str:
    """Write a number with a fraction, to its last digit; SQLite's JSON would keep 15."""
    if is_postgresql():
        digits = f"({value})::text"
        fraction = f"CASE WHEN strpos({digits},'.') + strpos({digits},'e') > 0 THEN '' ELSE '.0' END"
        return or_null(f"{digits}||{fraction}", nullable=nullable)
    return f"json(float_text({value}))"


WRITERS: dict[type, Callable[..., str]] = {bool: boolean, int: number, float: real}
"""How values of a type are written; as text where nothing is said."""


def or_null(json: str, *, nullable: bool = True) -> str:
    """Write JSON of a value that may be NULL, which on PostgreSQL has a text, too."""
    return f"COALESCE({json},'null')" if nullable and is_postgresql() else json


def object_of(members: Sequence[tuple[str, str]]) -> str:
    """Write an object; its keys are names."""
    if not is_postgresql():
        pairs = ",".join(f"'{key}',{value}" for key, value in members)
        return f"json_object({pairs})"
    return "(" + "||".join(starmap(member_of, with_openings(members))) + "||'}')" if members else "'{}'"


def with_openings(members: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Give each member of an object with what stands before it."""
    return [("," if number else "{", key, value) for number, (key, value) in enumerate(members)]


def member_of(opening: str, key: str, value: str) -> str:
    """Write a member of an object for PostgreSQL; a constant joins its key."""
    before = f'\'{opening}"{key}":'
    return before + value[1:] if value.startswith("'") else f"{before}'||{value}"


def array_of(elements: Sequence[str]) -> str:
    """Write a list of as many elements as are given."""
    return "'['||" + "||','||".join(elements) + "||']'" if is_postgresql() else f"json_array({','.join(elements)})"


def gathered(element: str, condition: str = "") -> str:
    """Write the list of an element of each row, as an aggregate; of those that meet a *condition*."""
    kept = f" FILTER (WHERE {condition})" if condition else ""
    if is_postgresql():
        return f"'['||COALESCE(string_agg({element},','){kept},'')||']'"
    return f"json_group_array({element}){kept}"


def list_of(element: str, rows: str, alias: str) -> str:
    """Write the list of an element of each row of a query, in its order."""
    return nested(f'(SELECT {gathered(element)} FROM ({rows}) AS "{alias}")')


def first_of(element: str, rows: ModelSelect, alias: str) -> str:
    """Write an element of the first row of an ordered query, or null where it finds none."""
    return nested(f'(SELECT {element} FROM ({sql(rows.limit(1))}) AS "{alias}")', nullable=True)


def one_of(rows: ModelSelect) -> str:
    """Write the value that a query selects, or null where it finds no row."""
    return nested(f"({sql(rows.limit(1))})", nullable=True)


def nested(value: str, *, nullable: bool = False) -> str:
    """Write JSON that comes out of a subquery."""
    if is_postgresql() or keeps_json_of_subqueries():
        return or_null(value, nullable=nullable)
    return f"json({value})"
