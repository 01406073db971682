"""How many calls of the project's functions a request makes, in how many modules: first and repeated.

Counted in the default configuration, on SQLite, through the WSGI application; `--checkout` counts another checkout's.
A move is a call of a function in another module than that of the call before; a call across, one by another module.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench import database
from benchmarks.databases import PROJECT

SMALL = "{ newsStories(first: 3) { nodes { title schools { name } } } }"

NAMES = {
    "start": "first of a process (another document)",
    "first": "first",
    "repeated": "repeated",
}


def count(checkout: Path, document: str) -> dict[str, Any]:
    """Count in a process of its own, which imports that checkout."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.json"
        subprocess.run(
            [sys.executable, PROJECT / "benchmarks" / "counting.py", path, document],
            cwd=checkout,
            env={**os.environ, "SUNDIAL_DATABASE_URL": database("homepage", checkout)},
            stdout=subprocess.DEVNULL,  # the request log
            check=True,
        )
        counts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return counts


def report(counts: dict[str, Any], modules: int) -> None:
    """Print the counts, and the *modules* that the first request calls most."""
    print(f"\n{'request':40} {'calls':>6} {'modules':>8} {'moves':>6} {'calls across':>13}")
    for key, name in NAMES.items():
        counted = counts[key]
        print(f"{name:40} {counted['calls']:6} {counted['modules']:8} {counted['moves']:6} {counted['across']:13}")
    print(f"\n{'module':40} {'first':>6} {'repeated':>9}")
    for module, calls in list(counts["first"]["by_module"].items())[:modules]:
        print(f"{module:40} {calls:6} {counts['repeated']['by_module'].get(module, 0):9}")


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkout", type=Path, default=PROJECT, help="the checkout whose calls are counted")
    parser.add_argument("--document", default=SMALL, help=f"the request's document ({SMALL})")
    parser.add_argument("--modules", type=int, default=15, help="how many modules are listed, those with most calls")
    options = parser.parse_args()
    report(count(options.checkout.resolve(), options.document), options.modules)


if __name__ == "__main__":
    main()
