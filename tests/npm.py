"""The clients from npm in `tests/clients`: how they are installed, and run."""

import json
import os
import subprocess
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"
LOCK, INSTALLED = CLIENTS / "package-lock.json", CLIENTS / "node_modules" / ".package-lock.json"


def run(*command):
    """Run a command among the clients; return what it printed."""
    done = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ask(*command):
    """Run a client that prints JSON."""
    return json.loads(run(*command))


def install():
    """Install the clients where they are not yet; without npm, or a network, skip the test, except in CI."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    try:
        run("npm", "ci", "--no-progress", "--loglevel=error")
    except (OSError, AssertionError, subprocess.TimeoutExpired):
        if "CI" in os.environ:
            raise
        pytest.skip("npm does not install the clients; `make clients` shows why")
