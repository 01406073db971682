"""The applications that gunicorn serves while benchmarks measure them."""

import os
from pathlib import Path

from flask import Flask, Response

from server import create_app


def floor() -> Flask:
    """Make a bare Flask application that answers every request with the bytes of a file: what HTTP costs alone."""
    app = Flask("floor")
    body = Path(os.environ["FLOOR_BODY"]).read_bytes()

    @app.route("/graphql", methods=["GET", "POST"])
    def answer() -> Response:
        return Response(body, content_type="application/json; charset=utf-8")

    return app


def uncached() -> Flask:
    """Make Sundial's application so that it reads every answer from the database."""
    return create_app({**os.environ, "SUNDIAL_CACHE": "0"})


def unread() -> Flask:
    """Make Sundial's application so that it reads every request as if it had not met it before."""
    app = uncached()
    app.extensions["known_requests"].may_know = False
    return app


def stock() -> Flask:
    """Make Sundial's application without compiled operations: all run under Strawberry's executor."""
    app = uncached()
    app.extensions["executor"].is_compiling = False
    return app
