"""The request log: one line of JSON for each request, its id, and what it took, for operators and for browsers.

    {"time": ..., "id": ..., "method": "GET", "path": "/graphql", "status": 200, "ms": 0.6, "bytes": 5431,
     "operation": "Homepage", "hash": "c4f1...", "cost": 1870, "cache": "hit", "statements": 1, "db_ms": 0.1}

A line is bounded: of what clients choose, only names are written, and cut short. The document is written
when an operation is slow.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from random import getrandbits
from time import perf_counter
from typing import Any

import orjson

from delivery.observing.line_writer import LineWriter
from delivery.observing.metrics import Metrics
from delivery.wsgi import (
    CACHE,
    CODES,
    OPERATION,
    QUEUED,
    REQUEST_ID,
    Application,
    Environment,
    Headers,
    Logged,
    StartResponse,
)
from models.statement_meter import meter

LONGEST_NAME = 80
"""Characters of a name that are written at most."""

ACCEPTED_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
"""The ids that are taken over from clients and proxies."""


class RequestLog:
    """A WSGI application around all others. Operations that take *slow* milliseconds are written whole."""

    def __init__(self, app: Application, metrics: Metrics, *, is_written: bool, slow: int) -> None:
        self.app, self.metrics, self.is_written, self.slow = app, metrics, is_written, slow
        self.lines = LineWriter()

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and write down what it took."""
        started, given = perf_counter(), environ.get("HTTP_X_REQUEST_ID", "")
        identity = environ[REQUEST_ID] = given if ACCEPTED_ID.fullmatch(given) else f"{getrandbits(64):016x}"
        line: dict[str, Any] = {"status": 500, "bytes": 0}
        meter.reset()

        def start(status: str, headers: Headers, *failure: Any) -> Any:
            line["status"] = int(status[:3])
            line["bytes"] = next((int(value) for name, value in headers if name == "Content-Length"), 0)
            total, database = (perf_counter() - started) * 1_000, meter.seconds * 1_000
            timing = f"db;dur={database:.2f}, total;dur={total:.2f}"
            return start_response(status, [*headers, ("X-Request-Id", identity), ("Server-Timing", timing)], *failure)

        try:
            return self.app(environ, start)
        finally:
            seconds = perf_counter() - started
            self.metrics.observe(environ, line["status"], seconds)
            if self.is_written:
                shown = self.described(environ, line, seconds)
                self.lines.add(written({"time": datetime.now(UTC).isoformat(), "id": identity, **shown}))

    def described(self, environ: Environment, line: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Say what is known of a request when it is over."""
        method, path = environ["REQUEST_METHOD"][:LONGEST_NAME], environ["PATH_INFO"][:LONGEST_NAME]
        shown: dict[str, Any] = {"method": method, "path": path, **line, "ms": round(seconds * 1_000, 2)}
        logged: Logged | None = environ.get(OPERATION)
        if logged:
            name = logged.name and logged.name[:LONGEST_NAME]
            shown |= {"operation": name, "hash": logged.hash, "cost": logged.cost, "cache": environ.get(CACHE)}
            shown |= {"statements": meter.statements, "db_ms": round(meter.seconds * 1_000, 2)}
            if seconds * 1_000 >= self.slow:
                shown["document"] = logged.document
        if QUEUED in environ:
            shown["queue_ms"] = round(environ[QUEUED] * 1_000, 2)
        if environ.get(CODES):
            shown["codes"] = environ[CODES]
        return shown


def written(line: dict[str, Any]) -> bytes:
    """Write what a line says as JSON."""
    try:
        return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a lone surrogate
        return orjson.dumps({name: ascii(value) for name, value in line.items()}, option=orjson.OPT_APPEND_NEWLINE)
