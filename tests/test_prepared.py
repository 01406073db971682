"""Prepared statements on PostgreSQL: what comes again is sent without a cursor, and fails and is forgotten like others."""

import peewee
import pytest

from models import database
from models.entry import database as connected
from models.errors import StatementTimedOut

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

NAMED = "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements"


@pytest.fixture
def held(copy):
    """A connection to a database of its own, which a test holds; statements end after a second."""
    database.connect(copy, 1)
    with database.connection():
        yield connected.connection()
    connected.close_all()


def prepared(connection):
    """How often each statement that is prepared was run, with a generic and with a custom plan."""
    return {statement: tuple(runs) for statement, *runs in connection.execute(NAMED).fetchall()}


def test_a_statement_is_prepared_when_it_comes_again_and_has_one_plan_for_all_values(held):
    double = "SELECT ($1 * 2)::text"
    assert [database.fetch_row(double, (number,)) for number in range(4)] == [[b"0"], [b"2"], [b"4"], [b"6"]]
    assert prepared(held) == {double: (3, 0)}


def test_numbers_of_any_size_lists_and_nothing_are_bound_to_a_prepared_statement(held):
    given = "SELECT ($1::bigint)::text, array_to_string($2::text[], '|'), $3::text"
    for _ in range(3):
        for number in (1, 70_000, 2**40):
            assert database.fetch_row(given, (number, ["a", "研"], None)) == [
                str(number).encode(),
                "a|研".encode(),
                None,
            ]


def test_one_that_fails_says_so_and_the_connection_goes_on(held):
    divided = "SELECT (12 / $1)::text"
    for _ in range(3):
        assert database.fetch_row(divided, (4,)) == [b"3"]
        with pytest.raises(peewee.DataError, match="division by zero"):
            database.fetch_row(divided, (0,))
    with database.snapshot(), pytest.raises(peewee.DataError):
        database.fetch_row(divided, (0,))
    assert database.fetch_row(divided, (6,)) == [b"2"]


def test_one_that_takes_too_long_is_ended(held):
    for seconds in (0, 0, 0):
        database.fetch_row("SELECT pg_sleep($1)::text", (seconds,))
    with pytest.raises(StatementTimedOut):
        database.fetch_row("SELECT pg_sleep($1)::text", (3,))


def test_those_that_made_room_or_were_let_go_are_prepared_again(held):
    texts = [f"SELECT ($1 + {number})::text" for number in range(held.prepared_max + 5)]
    for number, text in enumerate(texts):
        assert [database.fetch_row(text, (1,)) for _ in range(2)] == [[str(number + 1).encode()]] * 2
    assert texts[0] not in prepared(held)
    assert texts[-1] in prepared(held)
    assert [database.fetch_row(texts[0], (1,)) for _ in range(3)] == [[b"1"]] * 3
    held.execute("DEALLOCATE ALL")
    assert [database.fetch_row(texts[-1], (1,)) for _ in range(3)] == [[str(len(texts)).encode()]] * 3
    assert texts[-1] in prepared(held)
