"""The homepage by GET through the deployed pair, nginx keeping answers for seconds: `make bench-nginx`.

The floor is the same nginx with a file of the same bytes. Both are asked by wrk, as clients in Python
ask less than nginx can answer, in turns.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from deployed import HOMEPAGE, Deployed, deployed

from benchmarks.bench import database
from benchmarks.databases import DATA

CONNECTIONS = 16
CODINGS = ("identity", "gzip", "br")


def measure(pair: Deployed, path: str, coding: str, seconds: float) -> float:
    """Ask for so many seconds over kept connections; return requests a second, all of which were answered."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "-H", f"Accept-Encoding: {coding}"]
    shown = subprocess.run(
        [*command, f"http://127.0.0.1:{pair.port}{path}"], capture_output=True, text=True, check=True
    )
    assert "Non-2xx" not in shown.stdout, shown.stdout
    assert "Socket errors" not in shown.stdout, shown.stdout
    (found,) = re.findall(r"Requests/sec: *([\d.]+)", shown.stdout)
    return float(found)


def floor(pair: Deployed, coding: str) -> str:
    """Write what is answered in a content coding as a file that nginx serves; return its path."""
    answer = pair.get(HOMEPAGE, Accept_Encoding=coding)
    assert answer.status == 200
    assert answer.headers.get("Content-Encoding", "identity") == coding
    (DATA / f"floor-{coding}").write_bytes(answer.body)
    assert pair.get(f"/floor-{coding}").body == answer.body
    return f"/floor-{coding}"


def compare(pair: Deployed, rounds: int, seconds: float) -> None:
    """Measure each coding and its floor in turns, and print the ratios."""
    paths = {coding: floor(pair, coding) for coding in CODINGS}
    found: dict[str, list[tuple[float, float]]] = {coding: [] for coding in CODINGS}
    for number in range(rounds):
        for coding, path in paths.items():
            found[coding].append((measure(pair, HOMEPAGE, coding, seconds), measure(pair, path, coding, seconds)))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr, flush=True)
    print(f"\n{'homepage through nginx':24} {'ratio to a file':>20} {'requests/s':>11} {'file':>8}")
    for coding, rates in found.items():
        ratios = sorted(ours / bare for ours, bare in rates)
        shown = f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
        ours, bare = (median(each) for each in zip(*rates, strict=True))
        print(f"{coding:24} {shown:>20} {ours:11.0f} {bare:8.0f}")


def main() -> None:
    """Measure and print, where there is what measuring needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    missing = [
        name for name in ("nginx", "wrk") if not shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")
    ]
    if missing:
        print(f"not measured through nginx: {' and '.join(missing)} not installed")
        return
    url = database("homepage")
    locations = f"    location ~ ^/floor- {{\n      root {DATA};\n    }}\n\n"
    with deployed(url, locations, SUNDIAL_REQUEST_LOG="off") as pair:
        compare(pair, options.rounds, options.seconds)


if __name__ == "__main__":
    main()
