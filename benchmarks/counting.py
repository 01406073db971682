"""Counts the project's calls on the way of a request: run in a checkout, writes JSON to the file that it is told.

Imports nothing of the checkout that this file is in: the application counted is that of the working directory.
"""

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

CHECKOUT = Path.cwd()
FOLDERS = ("schema", "models", "resolvers", "delivery", "fixtures")
REPETITIONS = 3
"""How often a request is sent: by the last, nothing is made for it any more."""

OTHER = '{ tag(slug: "donation") { name } }'
"""Sent before: it opens the connection, and makes what is made once in a process."""


class Counting:
    """Notes the module of every function of the project that is called, and that of the project's nearest caller.

    Comprehensions and resumed generators count as calls, as Python 3.11 runs them.
    """

    def __init__(self) -> None:
        self.modules: list[str] = []
        self.callers: list[str | None] = []

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        module = module_of(frame)
        if event == "call" and module:
            self.modules.append(module)
            self.callers.append(caller_of(frame))

    def result(self) -> dict[str, Any]:
        """Add up: calls, modules, moves from call to call, calls from another module, and calls by module."""
        modules = self.modules
        return {
            "calls": len(modules),
            "modules": len(set(modules)),
            "moves": sum(one != other for one, other in pairwise(modules)),
            "across": sum(one not in (None, other) for one, other in zip(self.callers, modules, strict=True)),
            "by_module": dict(Counter(modules).most_common()),
        }


def module_of(frame: FrameType) -> str | None:
    """Return the file of a frame's code within the checkout; None for code that is not the project's."""
    path = frame.f_code.co_filename.removeprefix(f"{CHECKOUT}/")
    return path if path == "server.py" or path.startswith(FOLDERS) else None


def caller_of(frame: FrameType) -> str | None:
    """Return the module of the nearest frame below that is the project's."""
    below = frame.f_back
    while below is not None and not module_of(below):
        below = below.f_back
    return module_of(below) if below else None


def environment(document: str) -> dict[str, Any]:
    """Write a document as the environment of a POST (PEP 3333)."""
    body = json.dumps({"query": document}).encode()
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/graphql",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def count(application: Callable[..., Any], document: str) -> dict[str, Any]:
    """Send a document, from the call of the application to the closing of its answer."""
    counting, sent = Counting(), environment(document)
    sys.setprofile(counting)
    try:
        answer = application(sent, lambda *_: None)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
    finally:
        sys.setprofile(None)
    assert "errors" not in json.loads(body), body
    return counting.result()


def main() -> None:
    """Count the requests of a document, sent several times after another one."""
    path, document = sys.argv[1:]
    sys.path[0] = str(CHECKOUT)
    from server import create_app

    application = create_app({"SUNDIAL_DATABASE_URL": os.environ["SUNDIAL_DATABASE_URL"]}).wsgi_app
    start = count(application, OTHER)
    first, *_, repeated = [count(application, document) for _ in range(REPETITIONS)]
    Path(path).write_text(json.dumps({"start": start, "first": first, "repeated": repeated}), encoding="utf-8")


if __name__ == "__main__":
    main()
