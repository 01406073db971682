"""Sundial on a database whose searches in texts do not end before they are let go.

SQLite's own search is replaced by one that waits for as long as a file is there; on PostgreSQL a table is locked.
"""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

import server
from delivery.services import services

APPLICATION = ("tests.held_statements:create_app()",)
"""What gunicorn runs, where `HELD` names the file."""

SEARCH = "query($x: String!) { newsStories(where: {title: {contains: $x}}) { totalCount } }"


def create_app(environment=None):
    environment = os.environ if environment is None else environment
    app, file = server.create_app(environment), Path(environment["HELD"])

    def instr(text, part):
        while file.exists():
            time.sleep(0.01)
        return 0 if text is None else str(text).find(str(part)) + 1

    database = services(app).database
    if database.kind == "sqlite":
        database.register_function(instr, "instr", 2)
    return app


@contextmanager
def held(url, file):
    """Hold searches inside."""
    if url.startswith("sqlite"):
        file.touch()
        try:
            yield
        finally:
            file.unlink()
    else:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE news_story IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()
