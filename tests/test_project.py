"""What the project says of itself: its version and its licence."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent
DESCRIBED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_changelog_and_the_version_agree():
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## \[?([\w.]+)", changes, flags=re.MULTILINE)
    assert first in ("Unreleased", DESCRIBED["version"])
    assert first != "Unreleased" or released[:1] in ([], [DESCRIBED["version"]])


def test_the_licence_is_the_one_that_is_named():
    (name,) = DESCRIBED["license-files"]
    assert DESCRIBED["license"] == "MIT"
    assert (
        (PROJECT / name)
        .read_text(encoding="utf-8")
        .startswith("MIT License\n\nCopyright (c) 2026 Sundial contributors")
    )
