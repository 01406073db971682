"""The application that gunicorn serves beside Sundial while benchmarks measure it."""

import os
from pathlib import Path

from flask import Flask, Response


def floor() -> Flask:
    """Make a bare Flask application that answers every request with the bytes of a file: what HTTP costs alone."""
    app = Flask("floor")
    body = Path(os.environ["FLOOR_BODY"]).read_bytes()

    @app.route("/graphql", methods=["GET", "POST"])
    def answer() -> Response:
        return Response(body, content_type="application/json; charset=utf-8")

    return app
