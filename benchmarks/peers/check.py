"""Check that every peer serves all of B36: `python benchmarks/peers/check.py [name ...]`."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks import b36
from benchmarks.peers import tables
from benchmarks.peers.setup import PEERS, Peer, post

COLLECTIONS = {"story": "stories", "event": "events", "award": "awards"}


def nodes(served: Any) -> Any:
    """Take a list out of its connection, where a peer has connections."""
    return served["nodes"] if isinstance(served, dict) else served


def camel(name: str) -> str:
    """Name a column as GraphQL does."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def value(stored: Any, served: Any) -> Any:
    """Read a served moment or date, so that peers may write them as they like; a moment without a zone is in UTC."""
    if isinstance(stored, datetime):
        read = datetime.fromisoformat(served)
        return read if read.tzinfo else read.replace(tzinfo=UTC)
    return date.fromisoformat(served) if isinstance(stored, date) else served


def linked(served: Any) -> list[tuple[Any, ...]]:
    """Read linked entries: in order of their first value, as no peer is asked for any order."""
    return sorted(tuple(entry.values()) for entry in nodes(served))


def check(answer: dict[str, Any]) -> None:
    """Compare an answer with the content, value by value."""
    assert "errors" not in answer, answer["errors"]
    data, made = answer["data"], b36.rows()
    assert b36.leaves(data) == b36.LEAVES, b36.leaves(data)
    assert linked(data["sdgs"]) == b36.GOALS
    for table, (kind, columns) in tables.KINDS.items():
        newest, served = made[kind][: -b36.NEWEST - 1 : -1], nodes(data[COLLECTIONS[table]])
        assert len(served) == b36.NEWEST
        for entry, got in zip(newest, served, strict=True):
            assert [value(entry[name], got[camel(name)]) for name in columns] == [entry[name] for name in columns]
            assert linked(got["sdgs"]) == [goal for goal in b36.GOALS if goal[0] in entry["sdgs"]]
            assert linked(got["schools"]) == [school for school in b36.SCHOOLS if school[0] in entry["schools"]]


def check_peer(peer: Peer) -> None:
    """Start a peer, check its answer twice and stop it."""
    peer.install()
    running = peer.start()
    try:
        answer = post(running)
        check(json.loads(answer))
        assert answer == post(running)
    finally:
        running.stop()
    print(f"{peer.name}, {peer.engine}: {b36.LEAVES} values in {len(answer):,} bytes, as they should be", flush=True)


if __name__ == "__main__":
    for each in PEERS:
        if not sys.argv[1:] or any(word in f"{each.folder} {each.engine}" for word in sys.argv[1:]):
            check_peer(each)
