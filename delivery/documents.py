"""The GraphQL documents of known clients, kept with the project."""

from functools import cache
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"


@cache
def document(name: str) -> str:
    """Read a document by its name."""
    return (DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")
