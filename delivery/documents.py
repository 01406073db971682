"""The GraphQL documents of known clients, kept with the project."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"


@cache
def document(name: str) -> str:
    """Read a document by its name."""
    return (DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")


@cache
def variables(name: str) -> dict[str, Any] | None:
    """Read the variables that a document is shown with; `None` where it has none."""
    path = DOCUMENTS / f"{name}.variables.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@cache
def names() -> list[str]:
    """List the names of all documents, sorted."""
    return sorted(path.stem for path in DOCUMENTS.glob("*.graphql"))
