"""Backups of the content database: one file with one consistent state of it, made while others write."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from models.entry import database
from models.errors import SundialError
from models.sqlite import BUSY_TIMEOUT, file_at

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the files that it has beside it."""


class BackupRefused(SundialError):
    """A backup is not written to the file that was named."""

    code = "BACKUP_REFUSED"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"No backup is written to {file}: {reason}.")
        self.file, self.reason = file, reason


class BackupFailed(SundialError):
    """A backup was begun and could not be finished; nothing of it is left."""

    code = "BACKUP_FAILED"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"The backup to {file} has failed: {reason}")
        self.file, self.reason = file, reason


def write_backup(file: Path, programs: str = "", *, replaces: bool = False) -> None:
    """Write the state of the database to a file, all of it or nothing, which its owner alone may read.

    The programs of PostgreSQL are looked for in the folder *programs*, or on PATH. A file that is there is refused,
    unless the backup *replaces* it.
    """
    pool = database.obj
    require_free(file, pool, replaces=replaces)
    with replaced(file) as written:
        if pool.kind == "sqlite":
            back_up_sqlite(pool.database, written, file)
        else:
            dump_postgresql(pool.database, written, file, programs)


def require_free(file: Path, pool: Any, *, replaces: bool) -> None:
    """Raise `BackupRefused` for a file that must not be replaced."""
    if pool.kind == "sqlite" and file_at(str(file)) and file_at(str(file)) == file_at(pool.database):
        raise BackupRefused(file, "it is the database itself")
    if os.path.lexists(file) and not replaces:
        raise BackupRefused(file, "the file exists; --force replaces it")
    for beside in (Path(f"{file}{suffix}") for suffix in BESIDE):
        if beside.exists():
            raise BackupRefused(file, f"{beside.name} beside it belongs to a database of this name")


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """Give a new file in the same folder that becomes *file* at the end, and is removed if anything fails."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # with mode 0600
    os.close(handle)
    try:
        yield Path(name)
        Path(name).replace(file)
    finally:
        for suffix in ("", *BESIDE):
            Path(f"{name}{suffix}").unlink(missing_ok=True)


def back_up_sqlite(path: str, written: Path, file: Path) -> None:
    """Copy all pages in one transaction, into a file that has no log beside it; writers go on meanwhile."""
    address = f"{Path(path).absolute().as_uri()}?mode=rw"  # makes no database where there is none
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT)) as source:
            source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # a locked database is an error
            with closing(sqlite3.connect(written)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = delete")
    except sqlite3.Error as error:
        raise BackupFailed(file, str(error)) from error


def dump_postgresql(url: str, written: Path, file: Path, programs: str) -> None:
    """Run pg_dump, which reads one snapshot; the password is in its environment, not among its arguments."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from models.postgresql import PARAMETERS

    program = shutil.which("pg_dump", path=programs or None)
    if program is None:
        where = f"in {programs}" if programs else "on PATH; SUNDIAL_POSTGRESQL_PROGRAMS names its folder"
        raise BackupFailed(file, f"there is no pg_dump {where}")
    parameters: dict[str, Any] = {**PARAMETERS, **conninfo_to_dict(url)}
    secrets = {name: str(parameters.pop(name)) for name in ("password", "sslpassword") if name in parameters}
    environment = {**os.environ, **({"PGPASSWORD": secrets["password"]} if "password" in secrets else {})}
    arguments = ["--format=custom", "--no-password", f"--file={written}", f"--dbname={make_conninfo(**parameters)}"]
    done = subprocess.run(  # noqa: S603  (the program of the setting or of PATH)
        [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise BackupFailed(file, last_line(done.stderr, secrets.values()))


def last_line(output: bytes, secrets: Any) -> str:
    """Return the last line that a program has written, without secrets."""
    text = (output.decode(errors="replace").strip().splitlines() or ["pg_dump has failed without a word"])[-1]
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    return text
