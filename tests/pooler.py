"""A real PgBouncer between a server and the tests, as Debian ships it, in whatever mode a test asks for."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from deployed import program_of, wait_until
from servers import free_port

USER = "pgserver"
"""Under root, PostgreSQL runs as this user, and PgBouncer must run as one that may open its socket."""


@contextmanager
def pooled(url, mode="transaction", connections=3, **settings):
    """Run it before the server at *url*, with so many connections to it; yield the address before it."""
    program, parts, port = program_of("pgbouncer"), urlsplit(url), free_port()
    folder = Path(tempfile.mkdtemp(prefix="sundial-pooler-"))
    settings |= {"listen_addr": "127.0.0.1", "listen_port": port, "unix_socket_dir": "", "auth_type": "any"}
    settings |= {"pool_mode": mode, "default_pool_size": connections, "logfile": folder / "log", "max_client_conn": 200}
    if os.geteuid() == 0:
        settings["user"] = USER
        shutil.chown(folder, pwd.getpwnam(USER).pw_uid)
    lines = ["[databases]", f"* = {parts.query} user=postgres", "[pgbouncer]"]
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(
        "\n".join(lines + [f"{name} = {value}" for name, value in settings.items()]), encoding="utf-8"
    )
    folder.chmod(0o755)
    address = f"postgresql://postgres@127.0.0.1:{port}{parts.path}"
    with subprocess.Popen([program, "-q", configuration], stderr=subprocess.DEVNULL) as running:
        try:
            wait_until(lambda: running.poll() is not None or answers(address))
            assert running.poll() is None, (folder / "log").read_text(encoding="utf-8")
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)
            shutil.rmtree(folder)


def answers(address):
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
