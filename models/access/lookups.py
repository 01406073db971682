"""Look-ups of a row by the digest of its secret: with whose it is and what that person may, in one statement.

    {"session": 1, "began_at": …} | {"person": 1, "email": …} | {"4": "editor"} | {"4": "{…}"} | {"2": "{…}"}
     the row                        whose it is                 roles             conditions     grants

Every request with credentials makes one. What people may is read from the texts once, and kept by them.
"""

from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

import orjson

from models.access.credentials import LONGEST, digest
from models.access.grants import NO_GRANTS, Grants
from models.access.roles import HeldRole
from models.access.stored_grants import read
from models.access.tables import Person, PersonGrant, PersonRole
from models.database import connection, fetch_row, reachable
from models.entry import Record, database

Row = TypeVar("Row", bound=Record)

NONE = b"{}"
"""What there is nothing of."""


class Found(NamedTuple):
    """A row, whose it is, and what that person may: nothing while they are disabled."""

    row: Any
    person: Person
    grants: Grants


def find(model: type[Record], secret: str) -> Found | None:
    """Find the row of a table that a secret is of; None for a secret of no row."""
    if len(secret) > LONGEST:
        return None
    with reachable(), connection():
        row, person, roles, conditions, grants = fetch_row(statement(model, database.kind), (digest(secret),))
    if row is None:
        return None
    found, whose = model(**orjson.loads(row)), Person(**orjson.loads(person))
    may = NO_GRANTS if whose.is_disabled else rights(bytes_of(roles), bytes_of(conditions), bytes_of(grants))
    setattr(found, owner(model).name, whose)
    return Found(found, whose, may)


@lru_cache(maxsize=256)
def rights(roles: bytes, conditions: bytes, grants: bytes) -> Grants:
    """Read what somebody may from roles, their conditions and grants, each by number as JSON."""
    under = orjson.loads(conditions)
    held = [
        HeldRole(role, None if under[number] is None else orjson.loads(under[number]))
        for number, role in orjson.loads(roles).items()
    ]
    own = read(f"[{','.join(orjson.loads(grants).values())}]")
    return Grants(own.all.union(grant for role in held for grant in role.grants if grant.actions))


def bytes_of(text: str | bytes | None) -> bytes:
    """Return JSON as one database gives it, or the other, which has none for no rows."""
    return NONE if text is None else text.encode() if isinstance(text, str) else text


@cache
def statement(model: type[Record], kind: str) -> str:
    """Write the look-up of a table for a kind of database; there is a row of it in any case."""
    held, whose = str(model._meta.table_name), str(Person._meta.table_name)
    of_person = f'"{{}}" WHERE "{{}}".person = "{whose}".person'
    roles, grants = (
        of_person.format(table, table) for table in (PersonRole._meta.table_name, PersonGrant._meta.table_name)
    )
    selected = [
        f'CASE WHEN "{held}".digest IS NOT NULL THEN {object_of(model)} END',
        object_of(Person),
        database.object_of_rows("number", "role", roles),
        database.object_of_rows("number", "conditions", roles),
        database.object_of_rows("number", '"grant"', grants),
    ]
    return (
        f'SELECT {", ".join(selected)} FROM (SELECT 1) AS one LEFT JOIN "{held}" ON digest = {database.sign}1'
        f' LEFT JOIN "{whose}" ON "{whose}".person = "{held}"."{owner(model).column_name}"'
    )


def object_of(model: type[Record]) -> str:
    """Write a row of a table as a JSON object of its fields."""
    table = str(model._meta.table_name)
    fields = {field.name: f'"{table}"."{field.column_name}"' for field in model._meta.sorted_fields}
    return str(database.object_of(fields))


def owner(model: type[Record]) -> Any:
    """Return the field of a table that says whose a row is."""
    (field,) = model._meta.refs
    return field
