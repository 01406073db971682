"""Cells: a table as CSV (RFC 4180) that spreadsheets show, and run nothing of.

A cell that begins as a formula does gets an apostrophe before it, as OWASP advises; Excel, LibreOffice and Google's
take the rest for text. Numbers are no texts, and stay. It is UTF-8 with a byte order mark: Excel takes a file without
one for the code page of its computer, and shows 科大 as other signs.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import orjson

from delivery.execution.tables import NoTable, Table

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

BETWEEN = "; "
"""What stands between values of one cell."""

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001  (some spreadsheets take the wide signs for the narrow ones)
"""What a formula may begin with; of control characters, those behind which a spreadsheet looks for one."""

WORDS = {None: "", True: "true", False: "false"}
"""What is written of values that are neither texts nor numbers."""

MOST_PENDING = 65_536
"""Characters that are written before their bytes are counted."""


def csv_of(table: Table, data: Any, most: int) -> bytes:
    """Write the table of an answer, its names first; raise `NoTable` beyond so many bytes."""
    written = [BYTE_ORDER_MARK]
    left = most - len(BYTE_ORDER_MARK)
    for piece in pieces(table, data):
        left -= len(piece)
        if left < 0:
            raise NoTable("The table is too large. Ask for fewer rows or fields.", "LIMIT_EXCEEDED")
        written.append(piece)
    return b"".join(written)


def pieces(table: Table, data: Any) -> Iterator[bytes]:
    """Yield the lines of a table, several at a time."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.names)
    for values in table.values(data):
        writer.writerow(map(cell, values))
        if text.tell() > MOST_PENDING:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def cell(value: Any) -> str:
    """Write a cell: values of a list one after the other, each made harmless."""
    return BETWEEN.join(map(cell, value)) if isinstance(value, list) else harmless(value)


def harmless(value: Any) -> str:
    """Write a value so that no spreadsheet runs it."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(DANGEROUS) else value
    if value is None or isinstance(value, bool):
        return WORDS[value]
    return orjson.dumps(value).decode()
