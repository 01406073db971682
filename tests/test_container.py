"""The container: what the Dockerfile copies is there and enough, and its commands are those of the Makefile.

Nothing is built here. What the last stage copies is laid out in a folder, in which its command is run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from fnmatch import fnmatch
from pathlib import Path

import pytest
from servers import PROJECT, free_port

TEXT = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def stages():
    """Read the instructions of each stage: pairs of a word and what follows it."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE))
    found = []
    for line in filter(str.strip, joined.splitlines()):
        word, rest = line.split(" ", 1)
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


BUILDING, RUNNING = stages()


def words_of(stage, instruction):
    return [rest for word, rest in stage if word == instruction]


def copies(stage):
    """Give what a stage copies from the checkout: sources and their target."""
    for rest in words_of(stage, "COPY"):
        if not rest.startswith("--from="):
            *sources, target = rest.split()
            yield sources, target


def environment():
    return dict(pair.split("=", 1) for rest in words_of(RUNNING, "ENV") for pair in rest.split())


def recipe(target):
    """Give the commands of a target of the Makefile as plain ones."""
    lines = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)[1].splitlines()
    commands = [line.strip().lstrip("@").replace("$(BIN)/", "") for line in lines]
    return [command for command in commands if not command.startswith(("echo", "touch"))]


def start():
    (command,) = words_of(RUNNING, "CMD")
    return json.loads(command)


def test_what_is_copied_is_tracked_and_not_ignored():
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    taken = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    left = [rule for rule in rules[1:] if not rule.startswith("!")]
    sources = [source for stage in (BUILDING, RUNNING) for several, _ in copies(stage) for source in several]
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for source in sources:
        assert any(name == source or name.startswith(f"{source}/") for name in tracked.splitlines()), source
        assert source.split("/")[0] in taken
        assert not any(fnmatch(source, rule) for rule in left)
    assert set(taken) == {source.split("/")[0] for source in sources}


def test_commands_are_those_of_the_makefile():
    shell, option, line = start()
    assert (shell, option) == ("sh", "-c")
    assert line.split(" && ") == [*recipe("content"), *recipe("serve")]
    install = re.search(r"^PIP := \$\(BIN\)/(.*)$", MAKEFILE, re.MULTILINE)[1]
    (installing,) = (run for run in words_of(RUNNING, "RUN") if run.startswith("pip"))
    assert installing.replace(" --no-cache-dir", "") == f"{install} '.[postgresql,openid]'"
    web = " ".join(recipe("web/node_modules/.package-lock.json") + recipe("web/dist/.vite/manifest.json"))
    for run in words_of(BUILDING, "RUN"):
        assert run in web


def test_it_runs_as_a_user_of_its_own_who_may_write_the_volume_alone():
    (user,), (volume,) = words_of(RUNNING, "USER"), words_of(RUNNING, "VOLUME")
    assert user not in ("root", "0")
    assert environment()["SUNDIAL_DATABASE_URL"].startswith(f"sqlite:///{volume}/")
    assert words_of(RUNNING, "EXPOSE") == [environment()["PORT"]]
    (made,) = (run for run in words_of(RUNNING, "RUN") if "useradd" in run)
    assert f"--owner={user}" in made
    assert made.endswith(f" {volume}")
    order = [word for word, _ in RUNNING]
    assert max(place for place, word in enumerate(order) if word in ("COPY", "RUN")) < order.index("USER")


@pytest.fixture
def laid_out(tmp_path):
    """A folder with what the last stage copies, and nothing else of the checkout."""
    folder = tmp_path / "sundial"
    folder.mkdir()
    for sources, target in copies(RUNNING):
        for source in sources:
            if target == "./":
                shutil.copy(PROJECT / source, folder)
            else:
                shutil.copytree(PROJECT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_what_is_copied_serves(laid_out, tmp_path):
    port = free_port()
    own = {**environment(), "HOST": "127.0.0.1", "PORT": str(port), "SUNDIAL_REQUEST_LOG": "off"}
    own["SUNDIAL_DATABASE_URL"] = f"sqlite:///{tmp_path}/data.db"
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    ran = {**kept, **own, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    (rest,) = words_of(RUNNING, "HEALTHCHECK")
    check = json.loads(rest.partition("CMD ")[2])
    assert subprocess.run(check, env=ran, check=False, capture_output=True).returncode != 0
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(start(), cwd=laid_out, env=ran, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while subprocess.run(check, env=ran, check=False, capture_output=True).returncode:
            assert server.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until
            time.sleep(0.2)
        address = f"http://127.0.0.1:{port}/graphql?query=%7Bschools%7Bnodes%7Bslug%7D%7D%7D"
        with urllib.request.urlopen(address, timeout=10) as response:
            assert len(json.load(response)["data"]["schools"]["nodes"]) > 3
    finally:
        server.terminate()
        assert server.wait(30) == 0
