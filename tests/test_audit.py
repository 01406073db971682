"""GraphQL over HTTP as its specification has it: the audits of the npm package `graphql-http`, on a real server."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import REMARKS
from servers import serving

AUDIT = Path(__file__).parent / "audit"

pytestmark = pytest.mark.skipif(
    not (AUDIT / "node_modules").exists() and "CI" not in os.environ, reason="`make audit` installs the audits"
)


def test_all_audits_pass(engine, loaded, request):
    with serving(engine.create(loaded)) as (address, _):
        command = ["node", str(AUDIT / "audit.mjs"), f"{address}/graphql"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    request.config.stash[REMARKS].append(f"{engine.name}: {done.stdout.splitlines()[-1]}")
    assert done.stdout == "61 of 61 audits passed\n", done.stdout + done.stderr
