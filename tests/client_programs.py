"""The programs in `tests/clients`, each of which uses a client library: how the libraries are installed, and it is run."""

import json
import os
import subprocess
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"
LOCK, INSTALLED = CLIENTS / "package-lock.json", CLIENTS / "node_modules" / ".package-lock.json"


def run(*command, **environment):
    """Run a command among the clients; return what it printed."""
    environment = {**os.environ, **environment}
    done = subprocess.run(
        command, cwd=CLIENTS, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ask(*command, **environment):
    """Run a program that prints JSON."""
    return json.loads(run(*command, **environment))


def install_from_npm():
    """Install the clients where they are not yet; without npm, or a network, skip the test, except in CI."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    try:
        run("npm", "ci", "--no-progress", "--loglevel=error")
    except (OSError, AssertionError, subprocess.TimeoutExpired):
        if "CI" in os.environ:
            raise
        pytest.skip("npm does not install the clients; `make clients` shows why")


def python_of(name):
    """The folder of the programs of an environment that `make clients` makes of `python/<name>.txt`."""
    environment = CLIENTS / ".venv" / name
    if not (environment / "installed").exists() and "CI" not in os.environ:
        pytest.skip("`make clients` installs the clients in Python")
    return environment / "bin"


def counted(found):
    """The total that the server told, how many were shown, and how many of these were different ones."""
    return found["total"], len(found["names"]), len({slug for slug, _ in found["names"]})
