"""A content type is three files: CONTRIBUTING.md shows one, and this makes it in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "*.db*", "__pycache__", ".*_cache", "node_modules", "*.egg-info", ".data"
)


@pytest.fixture
def project(tmp_path):
    """A copy of the project with the three files and the two lines of CONTRIBUTING.md."""
    shutil.copytree(PROJECT, tmp_path / "project", ignore=LEFT_OUT)
    guide = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(r"`([\w/]+\.(?:py|yaml))`[^`]*:\n\n```\w+\n(.*?)```", guide, re.DOTALL)
    assert len(files) == 3
    for name, text in files:
        (tmp_path / "project" / name).write_text(text, encoding="utf-8")
    lines = re.findall(r"`((?:from|import) [^`]+)` in\s+`([\w/]+\.py)`", guide)
    assert len(lines) == 2
    for line, name in lines:
        package = tmp_path / "project" / name
        package.write_text(f"{package.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    return tmp_path / "project"


def test_the_three_files_of_the_guide_make_a_content_type(project):
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": f"sqlite:///{project}/new.db"}

    def run(*command):
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    flask = [sys.executable, "-m", "flask", "--app", "server"]
    run(*flask, "migrate")
    written = Path(run(*flask, "migrate", "new", "publications").strip())
    assert written.name.endswith("_publications.py")
    assert run(*flask, "migrate") == f"applied {written.stem}\n"
    assert run(*flask, "migrate", "new", "nothing") == "the tables are those of the models\n"
    (project / "schema" / "schema.graphql").write_text(run(*flask, "schema"), encoding="utf-8")
    tests = ["tests/test_publication.py", "tests/test_schema.py", "tests/test_layers.py"]
    run(sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "-k", "not postgresql", *tests)
