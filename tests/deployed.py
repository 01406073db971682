"""Sundial as it is deployed: gunicorn on a socket as systemd hands it over, behind nginx with the configuration of
`deploy/`, of which only paths, ports and the user are other ones, or with its site in another. And how to ask the two."""

import http.client
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import orjson
import pytest
from servers import PROJECT, free_port

from delivery.execution.documents import document
from delivery.execution.hashing import hash_of

DEPLOY = PROJECT / "deploy"
CONFIGURATION = DEPLOY / "nginx" / "nginx.conf"
SITE = DEPLOY / "nginx" / "sundial.conf"
(ORIGIN,) = re.findall(r"^SUNDIAL_ORIGINS=(.*)$", (DEPLOY / "systemd" / "environment").read_text(), re.MULTILINE)
"""The origin whose pages may ask, in the settings and in nginx's configuration."""
WORKERS = 2

ADOPT = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""
"""Starts gunicorn on a socket that is open already."""

ANOTHER_CLOCK = "tests.another_clock:create_app()"
"""The application on a machine whose clock is `SECONDS_AHEAD`."""

HOMEPAGE = "/graphql?" + urlencode(
    {
        "documentId": f"sha256:{hash_of(document('homepage'))}",
        "variables": '{"asOf": "2026-01-02T09:00:00+08:00"}',
    }
)
"""The whole homepage, by GET."""


@dataclass
class Answer:
    """A response: its headers are found by any case of their names."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return orjson.loads(self.body)

    @property
    def cache(self):
        return self.headers["X-Cache"]


class OnSocket(http.client.HTTPConnection):
    """A connection to a server on a unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(connection, path, body=None, **headers):
    """Send a request over a connection of its own; with a body it is a POST."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    method = sent.pop("method", "GET" if body is None else "POST")
    if body is not None:
        body = body if isinstance(body, bytes) else orjson.dumps(body)
        sent.setdefault("Content-Type", "application/json")
    try:
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Deployed:
    """A gunicorn and an nginx of one folder."""

    def __init__(self, folder, url, settings, locations="", *, has_certificate=False, application=(), whole=None):
        self.application, self.whole = application, whole
        self.folder, self.socket, self.locations = folder, folder / "run" / "gunicorn.sock", locations
        self.port, self.inner, self.secure = int(free_port()), int(free_port()), int(free_port())
        self.has_certificate, self.nginx, self.gunicorn = has_certificate, None, None
        for name in ("run", "log", "lib"):
            (folder / name).mkdir()
        self.environment = {**os.environ, "SUNDIAL_DATABASE_URL": url, "WEB_CONCURRENCY": str(WORKERS)}
        self.environment |= {"SUNDIAL_PROXIES": "1", "SUNDIAL_ORIGINS": ORIGIN, "TMPDIR": str(folder / "run")}
        self.environment |= settings
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.socket))
        self.listener.listen(2048)

    def start_gunicorn(self):
        """Start it on the socket, and wait until it says that it is ready, as systemd does."""
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told,
            (self.folder / "log" / "gunicorn").open("ab") as log,
        ):
            address = self.folder / "run" / "notify"
            address.unlink(missing_ok=True)
            told.bind(str(address))
            told.settimeout(30)
            command = [sys.executable, "-c", ADOPT, str(self.listener.fileno()), *self.application]
            self.gunicorn = subprocess.Popen(
                command,
                cwd=PROJECT,
                env={**self.environment, "NOTIFY_SOCKET": str(address)},
                pass_fds=[self.listener.fileno()],
                stdout=log,
                stderr=log,
            )
            assert told.recv(1_000).startswith(b"READY=1")

    def start_nginx(self, nginx):
        """Start it, and wait until it listens."""
        (self.folder / "sundial.conf").write_text(self.site(), encoding="utf-8")
        (self.folder / "nginx.conf").write_text(self.configuration(), encoding="utf-8")
        self.nginx_command = [nginx, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"]
        with (self.folder / "log" / "nginx").open("ab") as log:
            self.nginx = subprocess.Popen(self.nginx_command, stdout=log, stderr=log)
        wait_until(lambda: self.nginx.poll() is not None or self.get("/livez").status in (200, 308))
        assert self.nginx.poll() is None, (self.folder / "log" / "nginx").read_text(encoding="utf-8")

    def configuration(self):
        """Read the configuration of `deploy/`, or take another that includes the site, and put in what is another here."""
        text = self.whole or CONFIGURATION.read_text(encoding="utf-8")
        return replaced(
            text,
            {
                r"^user www-data;": f"user {pwd.getpwuid(os.getuid()).pw_name};",
                r"/run/nginx\.pid": f"{self.folder}/run/nginx.pid",
                r"/var/log/nginx/": f"{self.folder}/log/",
                r"/etc/nginx/conf\.d/": f"{self.folder}/",
            },
        ).replace("127.0.0.1:80 ", f"127.0.0.1:{self.port} ")

    def site(self):
        """Read the site of `deploy/`, and put in what is another here; all of it must be there."""
        text = SITE.read_text(encoding="utf-8")
        if self.has_certificate:
            text = with_certificate(text, self.folder / "lib")
        return replaced(
            text,
            {
                r"/run/sundial/gunicorn\.sock": str(self.socket),
                r"/var/log/nginx/": f"{self.folder}/log/",
                r"/var/lib/nginx/": f"{self.folder}/lib/",
                r"\blisten 80 ": f"listen 127.0.0.1:{self.port} ",
                r"listen 443 ": f"listen 127.0.0.1:{self.secure} ",
                r"^.*listen \[::\].*\n": "",
                r"/etc/ssl/sundial/": f"{self.folder}/lib/",
                r"listen 127\.0\.0\.1:9180;": f"listen 127.0.0.1:{self.inner};",
                r"(?=^  location = /\.refused)": self.locations,
            },
        )

    def stop(self):
        """End both, nginx first."""
        for process in filter(None, (self.nginx, self.gunicorn)):
            process.terminate()
            process.wait(60)
        self.listener.close()

    def get(self, path, **headers):
        return ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), path, **headers)

    def post(self, body, **headers):
        return ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), "/graphql", body, **headers)

    def direct(self, path="/graphql", body=None, **headers):
        """Ask gunicorn, past nginx."""
        return ask(OnSocket(self.socket), path, body, **headers)

    def log(self):
        return (self.folder / "log" / "gunicorn").read_text(encoding="utf-8")

    def booted(self):
        """Return the workers that have ever been started."""
        return re.findall(r"Booting worker with pid: (\d+)", self.log())

    def reload_nginx(self):
        self.nginx.send_signal(signal.SIGHUP)


def replaced(text, others):
    """Put other texts in for patterns, each of which must be there."""
    for pattern, other in others.items():
        text, times = re.subn(pattern, other, text, flags=re.MULTILINE)
        assert times, pattern
    return text


def with_certificate(text, folder):
    """Do to the configuration what it says is to be done where there is a certificate, which is made here."""
    files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", *files]
    subprocess.run(command, check=True, capture_output=True)
    (program,) = re.findall(r"sed -i '(.*)' sundial\.conf", text)
    return subprocess.run(["sed", program], input=text, capture_output=True, text=True, check=True).stdout


def wait_until(is_so, seconds=30):
    """Wait for something to be so; errors of connections count as not yet."""
    until = time.monotonic() + seconds
    while True:
        try:
            if is_so():
                return
        except OSError:
            pass
        assert time.monotonic() < until, "it did not come to be in time"
        time.sleep(0.02)


def program_of(name):
    """Return where a program is; without it a test is skipped, except in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return found


@contextmanager
def deployed(url, locations="", *, has_certificate=False, application=(), whole=None, **settings):
    """Run the pair on a database, nginx with more *locations* than it is shipped with; end it afterwards.

    gunicorn runs another *application* than its own, if one is named. The site is included in the *whole* of another
    configuration, if one is given.
    """
    program = program_of("nginx")
    folder = Path(tempfile.mkdtemp(prefix="sundial-deployed-"))  # short: a socket's path has 107 bytes at most
    pair = Deployed(
        folder, url, settings, locations, has_certificate=has_certificate, application=application, whole=whole
    )
    try:
        pair.start_gunicorn()
        pair.start_nginx(program)
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(folder)
