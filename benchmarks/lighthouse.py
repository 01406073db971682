"""The homepage as Lighthouse judges it, through nginx and gunicorn as deployed: `make lighthouse`.

It is run several times as a phone and as a desktop, in turns. Printed are medians of the four scores, the lowest one of
performance, and medians of what a visitor waits for. It needs npm, chromium and nginx.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from deployed import deployed

from benchmarks.databases import address

LIGHTHOUSE = "lighthouse@12.2.3"
FORMS = {"phone": [], "desktop": ["--preset=desktop"]}
SCORES = ("performance", "accessibility", "best-practices", "seo")
WAITS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def judged(page: str, options: list[str], folder: str) -> dict[str, Any]:
    """Run Lighthouse once on a page; return its report."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"
    command = ["npm", "exec", "--yes", "--", LIGHTHOUSE, page, "--output=json", "--quiet", flags, *options]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--path", default="/")
    options = parser.parse_args()
    reports: dict[str, list[dict[str, Any]]] = {form: [] for form in FORMS}
    with (
        tempfile.TemporaryDirectory() as folder,
        deployed(address("sqlite", 0), SUNDIAL_REQUEST_LOG="off") as pair,
    ):
        for _ in range(options.rounds):
            for form, more in FORMS.items():
                reports[form].append(judged(f"http://127.0.0.1:{pair.port}{options.path}", more, folder))
    for form, several in reports.items():
        scores = {name: [report["categories"][name]["score"] for report in several] for name in SCORES}
        waits = {name: median(report["audits"][name]["numericValue"] for report in several) for name in WAITS}
        print(f"{form}: " + ", ".join(f"{name} {median(found):.2f}" for name, found in scores.items()))
        print(f"  performance at least {min(scores['performance']):.2f} in {options.rounds} rounds")
        print("  " + ", ".join(f"{name} {value:,.2f}" for name, value in waits.items()))


main()
