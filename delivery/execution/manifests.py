"""Manifests: trusted documents as the tools of clients write them, by the ids that those clients send.

{"<id>": "query ..."}                                    graphql-codegen's persisted-documents.json, Relay's
{"format": "apollo-persisted-query-manifest",
"version": 1, "operations": [{"id", "body", ...}]}      Apollo's
*.graphql, *.gql                                         a document, by its SHA-256
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, parse

from delivery.execution.hashing import hash_of
from models.errors import SettingInvalid

APOLLO = "apollo-persisted-query-manifest"

SETTING = "SUNDIAL_TRUSTED_DOCUMENTS"

GRAPHQL_ENDINGS, MANIFEST_ENDINGS = (".graphql", ".gql"), (".json",)


def read_trusted(paths: Sequence[str]) -> dict[str, str]:
    """Read documents by id, out of files and of all files in folders; raise `SettingInvalid` for what holds none."""
    found: dict[str, str] = {}
    for path in paths:
        for file in files_at(Path(path)):
            for key, text in documents_in(file):
                require(found.setdefault(key, text) == text, file, f"the id {key} names another document, too")
    return found


def read_names(paths: Sequence[str]) -> dict[str, str]:
    """Read the hashes of documents by name: that of a file without its ending, or of the operation in a manifest.

    A name that several documents have names none.
    """
    found: dict[str, set[str]] = {}
    for file in (file for path in paths for file in files_at(Path(path))):
        for _, text in documents_in(file):
            name = file.stem if file.suffix in GRAPHQL_ENDINGS else operation_name(text)
            if name:
                found.setdefault(name, set()).add(hash_of(text))
    return {name: hashes.pop() for name, hashes in found.items() if len(hashes) == 1}


def operation_name(text: str) -> str | None:
    """Return the name of the one operation of a document; None where it has none, or where there are several."""
    operations = [
        each for each in parse(text, no_location=True).definitions if isinstance(each, OperationDefinitionNode)
    ]
    name = operations[0].name if len(operations) == 1 else None
    return name.value if name else None


def files_at(path: Path) -> list[Path]:
    """List the files that a path names: itself, or those in a folder and in folders within it."""
    require(path.exists(), path, "there is no such file or folder")
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.rglob("*") if each.suffix in GRAPHQL_ENDINGS + MANIFEST_ENDINGS)
    require(bool(found), path, "the folder has no documents")
    return found


def documents_in(file: Path) -> Iterator[tuple[str, str]]:
    """Read the documents of a file, each with its id; that a hash is of SHA-256 is no part of it."""
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix in GRAPHQL_ENDINGS:
            parse(text, no_location=True)
            yield hash_of(text), text
            return
        for key, body in entries_of(json.loads(text)):
            require(isinstance(key, str) and isinstance(body, str), file, "ids and documents must be texts")
            parse(body, no_location=True)
            yield key.removeprefix("sha256:"), body
    except (OSError, ValueError, RecursionError):
        raise SettingInvalid(SETTING, str(file), "it must be JSON, or a GraphQL document, in UTF-8") from None
    except GraphQLError as error:
        raise SettingInvalid(SETTING, str(file), f"a document in it is no GraphQL: {error.message}") from None
    except (KeyError, TypeError, AttributeError):
        raise SettingInvalid(SETTING, str(file), "it is no manifest of documents by their ids") from None


def entries_of(manifest: Any) -> Iterator[tuple[Any, Any]]:
    """List the ids and documents of a manifest; raise `AttributeError`, `KeyError` or `TypeError` for what is none."""
    if manifest.get("format") == APOLLO:
        return iter([(each["id"], each["body"]) for each in manifest["operations"]])
    return iter(manifest.items())


def require(condition: bool, file: Path, reason: str) -> None:  # noqa: FBT001
    """Raise `SettingInvalid` unless *condition* holds."""
    if not condition:
        raise SettingInvalid(SETTING, str(file), reason)
