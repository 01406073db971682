"""The words of each content type's texts, each under all of its endings, so that what has a piece inside is found.

    ending       word
    robots       robots
    obots        robots
    bots         robots
    ots          robots

`bot` is inside the words whose ending begins with it. A word stands here from the first edition on that has it, and
stays: the index of tokens tells which editions have it now. The triggers of the index keep the table, and it is made
anew with the index.
"""

from models.entry import database
from models.search.tokens import LONGEST_WORD

SHORTEST = 3
"""Letters of the shortest ending, and of the shortest piece that is looked for."""

SIGNS = "~^=!|"
"""What stands behind the language of a token that is no exact one."""

TABLE = "{table}_tokens_words"
"""The name of the words of a type, by the table of its editions."""


def words_of(table: str) -> str:
    """Name the words of a type."""
    return TABLE.format(table=table)


def is_word(column: str, position: str) -> str:
    """Write that a token is an exact word, not one of the shorter ones; pairs of characters are as short."""
    return f"length({column}) > {SHORTEST} AND {position}('{SIGNS}', substr({column}, 2, 1)) = 0"


STARTS = "json_each('[" + ",".join(str(place) for place in range(1, LONGEST_WORD - SHORTEST + 2)) + "]')"

SQLITE_PUT = (
    'INSERT OR IGNORE INTO "{words}" SELECT substr(each.word, place.value), each.word FROM ({found}) AS each'
    f" CROSS JOIN {STARTS} AS place WHERE place.value <= length(each.word) - {SHORTEST - 1}"
)
SQLITE_NEW = (
    "SELECT DISTINCT substr(token.value, 2) AS word"
    " FROM json_each('[\"' || replace(trim(NEW.tokens), ' ', '\",\"') || '\"]') AS token WHERE "
    + is_word("token.value", "instr")
)
UNKNOWN = ' AND NOT EXISTS (SELECT 1 FROM "{words}" AS known WHERE known.ending = each.word AND known.word = each.word)'
"""Most words of an edition are there; only those that are not are written, under all of their endings."""

POSTGRESQL_PUT = (
    'INSERT INTO "{words}" SELECT substr(each.word, place), each.word FROM ({found}) AS each'
    f" CROSS JOIN LATERAL generate_series(1, length(each.word) - {SHORTEST - 1}) AS place WHERE true"
)
POSTGRESQL_NEW = (
    "SELECT DISTINCT substr(token, 2) AS word FROM unnest(string_to_array(NEW.tokens, ' ')) AS token"
    f" WHERE {is_word('token', 'strpos')}"
)


PUT = {"sqlite": (SQLITE_PUT, SQLITE_NEW), "postgresql": (POSTGRESQL_PUT, POSTGRESQL_NEW)}


def put(table: str, kind: str) -> str:
    """Write the statement of a trigger that adds the words of a new row, on a kind of database."""
    statement, found = PUT[kind]
    return (statement + UNKNOWN).format(words=words_of(table), found=found) + ";"


SQLITE = (
    'CREATE TABLE "{words}" (ending TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (ending, word)) WITHOUT ROWID',
    "CREATE VIRTUAL TABLE \"{words}_all\" USING fts5vocab('{terms}', 'row')",
    SQLITE_PUT.replace(
        "{found}", f'SELECT DISTINCT substr(term, 2) AS word FROM "{{words}}_all" WHERE {is_word("term", "instr")}'
    ),
    'DROP TABLE "{words}_all"',
)
POSTGRESQL = (
    'CREATE TABLE "{words}" (ending text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL)',
    POSTGRESQL_PUT.replace(
        "{found}",
        "SELECT DISTINCT substr(token, 2) AS word"
        " FROM ({terms}) AS kept CROSS JOIN LATERAL unnest(tsvector_to_array(kept.tokens)) AS token"
        f" WHERE left(token, 1) <> '#' AND {is_word('token', 'strpos')}",
    ),
    'CREATE INDEX "{words}_endings" ON "{words}" (ending, word)',
    'ANALYZE "{words}"',
)
MADE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
"""The statements that make the table of what the index of tokens has, by the kind of database.

On PostgreSQL it has no key, so that nobody waits for another who adds the same word. One that is there twice does no
harm. Its `ts_stat` would tell all words, but keeps them in a tree without balance: numbers in order take it the square.
"""


def make(table: str, terms: str) -> None:
    """Make the words of a type anew, of all tokens that its index has: *terms* says where."""
    drop(table)
    for statement in MADE[database.kind]:
        database.execute_sql(statement.format(words=words_of(table), terms=terms))


def drop(table: str) -> None:
    """Take the words of a type away."""
    database.execute_sql(f'DROP TABLE IF EXISTS "{words_of(table)}"')


OF_ROWS = {
    "sqlite": SQLITE_NEW.replace("NEW.", "kept.").replace("FROM json_each", 'FROM "{table}" AS kept, json_each'),
    "postgresql": POSTGRESQL_NEW.replace("NEW.", "kept.").replace("FROM unnest", 'FROM "{table}" AS kept, unnest'),
}
"""The words of all rows, by the kind of database."""


def is_right(table: str) -> bool:
    """Tell whether the words of all editions in a table are there."""
    found = OF_ROWS[database.kind].format(table=table)
    missing = f"SELECT 1 FROM ({found}) AS each WHERE true{UNKNOWN.format(words=words_of(table))} LIMIT 1"
    return not database.execute_sql(missing).fetchone()
