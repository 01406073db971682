"""Slugs of languages: types of a package that have them, in a process of its own, as no type of the project has any."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from servers import PROJECT

HERE = Path(__file__).parent / "slugged"
FLASK = ("-m", "flask", "--app", "server", "migrate")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A package with the types, and the migration that is written for them."""
    folder = tmp_path_factory.mktemp("types")
    (folder / "notices" / "migrations").mkdir(parents=True)
    (folder / "notices" / "__init__.py").touch()
    for name in ("models.py", "schema.py"):
        shutil.copyfile(HERE / name, folder / "notices" / name)
    own = {"SUNDIAL_TYPES": "notices", "PYTHONPATH": f"{folder}:{PROJECT}"}
    made = {**os.environ, **own, "SUNDIAL_DATABASE_URL": f"sqlite:///{folder}/own.db"}
    for words in (FLASK, (*FLASK, "new", "notices"), FLASK):
        run(made, *words)
    return {**os.environ, **own}


def run(environment, *words):
    done = subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_slugs_of_languages(environment, kind):
    options = ("-p", "no:randomly", "-p", "no:cacheprovider", "-k", kind)
    said = run(environment, "-m", "pytest", "-v", *options, str(HERE / "cases.py"))
    assert " passed" in said
    assert "skipped" not in said
