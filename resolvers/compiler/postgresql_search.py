"""How PostgreSQL is asked for the newest editions that the index of tokens finds, and for their points.

GIN gives all that it finds at once, in no order, so it is asked for few: for those in a segment of editions and the
one before it. What it is asked for as conditions of their own it reads side by side, each from where the one before it
stands, and all from there again where one stands further; in one condition it would walk through the shortest list of
all. So segments come first, and then what is rare.
"""

from models.search.columns import TOKENS
from models.search_index import BITS, INDEX, SEGMENTS, TITLES
from resolvers.compiler.matching import IN_TEXTS, IN_TITLES, TSQUERY, Group, Sought
from resolvers.compiler.parameters import MatchParameter, Parameter

SAMPLE = 64
"""Editions that are looked at to see how many have what is searched for."""

STARTS = {8: 0, 1: SEGMENTS[0], 0: SEGMENTS[1]}
"""The bits of the segments that are asked for first, by how many of the sample have it; 0 where editions are walked."""

STARTS_OF_BEGINNINGS = {2: 0, 0: SEGMENTS[1]}
"""The same of the beginning of a word: GIN collects all that has such words, however small the segments are."""

FEW = 200
"""Editions that are walked through, whatever is searched for: the index would be asked anew for each type."""


def index_of(is_of_titles: bool) -> str:  # noqa: FBT001  (which of two it is)
    """Name the index of titles, or that of all texts."""
    return TITLES if is_of_titles else INDEX


def kinds_with_newest(kinds: str) -> str:
    """Add the place of the newest edition to types with the `first` and the `last` of their places."""
    newest = f'SELECT MAX(place) FROM "{TITLES}" WHERE place BETWEEN first AND last'
    return f"(SELECT kind, first, last, ({newest}) AS newest FROM {kinds} AS kinds OFFSET 0)"


def newest_matching(sought: Sought, most: int) -> str:
    """List the newest editions whose `tsvector` has what is asked for.

    What one in eight of the newest has is found by walking back from them. Else the newest two segments are asked for,
    which are the larger the fewer of the newest have it, then larger ones, and the whole type at last, as long as too
    few are found; the order is that of the editions all along.
    """
    index, shown = index_of(sought.is_of_titles), is_shown(sought)
    of_kind = f'FROM "{index}" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC'
    walked = f"SELECT place, {TOKENS} {of_kind} OFFSET 0"
    asked = f"{TOKENS} @@ (SELECT {sought.match.mark}::tsquery)"
    found = (
        f"({way(f'SELECT {TOKENS} {of_kind} LIMIT {SAMPLE}', sought)}) AS way"
        f" CROSS JOIN LATERAL ((SELECT place FROM ({walked}) AS walked WHERE way.start = 0 AND {asked} OFFSET 0)"
        f" UNION ALL ({by_segments(index, len(sought.parts))})) AS found"
    )
    if sought.newest is not None:
        found = f"(SELECT found.place FROM {found} LIMIT {sought.newest}) AS found"
    return f"ARRAY(SELECT found.place FROM {found} WHERE {shown} LIMIT {most})"


def is_shown(sought: Sought) -> str:
    """Write that the edition of a place that is found is shown."""
    cases = " ".join(
        f'WHEN \'{kind}\' THEN (SELECT 1 FROM "{table}" AS "{alias}"'
        f' WHERE "{alias}".edition = found.place - {first} AND {condition})'
        for kind, table, alias, first, condition in sought.editions
    )
    return f"CASE kind.kind {cases} END = 1"


def way(sample: str, sought: Sought) -> str:
    """Select the bits of the segments that are asked for first, and what is asked for, as `parts`, the rarest first.

    The bits are 0 where editions are walked through.
    """
    parts = [f"(SELECT {part.mark}::tsquery)" for part in sought.parts]
    columns = [f"part_{number}" for number in range(len(parts))]
    has = ", ".join(f"{TOKENS} @@ {part} AS {column}" for part, column in zip(parts, columns, strict=True))
    starts, of_beginnings = (
        " ".join(f"WHEN number >= {number} THEN {bits}" for number, bits in each.items())
        for each in (STARTS, STARTS_OF_BEGINNINGS)
    )
    is_beginning = f"strpos(CAST({sought.match.mark} AS TEXT), '{TSQUERY.prefix}') > 0"
    start = f"CASE WHEN {is_beginning} THEN CASE {of_beginnings} END {starts} END"
    counted = ", ".join(f"COUNT(*) FILTER (WHERE {column}) AS {column}" for column in columns)
    number = f"COUNT(*) FILTER (WHERE {' AND '.join(columns)}) AS number"
    rows = f"SELECT {counted}, {number} FROM (SELECT {has} FROM ({sample}) AS sample OFFSET 0) AS sampled"
    listed = f"ARRAY[{parts[0]}]"
    if len(parts) > 1:
        values = ", ".join(f"({column}, {part})" for part, column in zip(parts, columns, strict=True))
        listed = f"ARRAY(SELECT part FROM (VALUES {values}) AS parts(number, part) ORDER BY number)"
    found = f"SELECT {start} AS start, {listed} AS parts FROM ({rows}) AS counted OFFSET 0"
    few = f"kind.newest - kind.first < {FEW}"
    return (
        f"SELECT 0 AS start, NULL::tsquery[] AS parts WHERE {few}"
        f" UNION ALL (SELECT * FROM ({found}) AS found WHERE NOT {few})"
    )


def by_segments(index: str, parts: int) -> str:
    """Select the places that the index finds in the newest two segments of a size, and then in those of the next."""
    before_these = "((kind.newest >> previous) - 1) << previous"
    named = "'''#' || bits || '.' || to_hex((kind.newest >> bits) - {}) || ''''"
    levels = ", ".join(
        f"({bits}, {previous})" for previous, bits in zip((0, *SEGMENTS), (*SEGMENTS, BITS), strict=True)
    )
    level = (
        f"SELECT CASE WHEN previous < way.start THEN kind.newest + 1 ELSE {before_these} END AS before,"
        f" ({named.format(0)} || CASE WHEN bits < {BITS} THEN '|' || {named.format(1)} ELSE '' END)::tsquery AS within"
        f" FROM (VALUES {levels}) AS levels(bits, previous) WHERE way.start BETWEEN 1 AND bits"
        f" AND (previous < way.start OR {before_these} > kind.first) OFFSET 0"
    )
    conditions = " AND ".join(f"{TOKENS} @@ way.parts[{number + 1}]" for number in range(parts))
    return (
        f"SELECT indexed.place FROM ({level}) AS level CROSS JOIN LATERAL ("
        f'SELECT place FROM "{index}" WHERE {TOKENS} @@ level.within AND {conditions} AND place + 0 < level.before'
        f" ORDER BY place + 0 DESC OFFSET 0) AS indexed"
    )


def stands_in(column: str, text: Parameter) -> str:
    """Write that a text stands in a column."""
    return f"strpos({column}, {text.mark}) > 0"


def points_of(group: Group) -> str:
    """Write the points of a group for a row of the index of titles, `title`; where titles give none, texts are read."""
    by_place: dict[int, list[str]] = {IN_TITLES: [], IN_TEXTS: []}
    for where, what, points in group.counting:
        by_place[where].append(f"WHEN {is_there('title' if where == IN_TITLES else 'texts', what)} THEN {points}")
    cases = f"CASE {' '.join(by_place[IN_TITLES])} END"
    if group.required:
        cases = f"CASE WHEN {' OR '.join([is_there('title', each) for each in group.required])} THEN {cases} END"
    others = "0"
    if by_place[IN_TEXTS]:
        case = f"CASE {' '.join(by_place[IN_TEXTS])} END"
        others = f'(SELECT {case} FROM "{INDEX}" AS texts WHERE texts.place = title.place), 0'
    return f"COALESCE({cases}, {others})"


def is_there(row: str, what: Parameter) -> str:
    """Write that something is in a row of the index."""
    if isinstance(what, MatchParameter):
        return f"{row}.{TOKENS} @@ (SELECT {what.mark}::tsquery)"
    return stands_in(f"{row}.titles", what)
