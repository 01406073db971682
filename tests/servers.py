"""A real gunicorn on a loopback port, as `make serve` runs it, and how to ask it."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextmanager
def serving(url, application=(), folder=PROJECT, **more):
    """Run gunicorn on a database until it answers, with another *application* if one is named; stop it afterwards.

    *folder* is where the project is.
    """
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": url, "PORT": free_port(), "PYTHONUNBUFFERED": "1", **more}
    lines = []
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*GUNICORN, *application], cwd=folder, env=environment, **output) as server:
        reader = threading.Thread(target=lambda: lines.extend(server.stdout))  # who logs much must not wait for us
        reader.start()
        try:
            while not any("curl " in line for line in lines.copy()):
                assert reader.is_alive(), "".join(lines)
                time.sleep(0.01)
            yield f"http://127.0.0.1:{environment['PORT']}", lines
        finally:
            server.terminate()
            reader.join()


def fetch(address, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json", **headers})
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.read()
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
