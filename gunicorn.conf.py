"""How gunicorn serves the application, alone or behind nginx; it finds this file by itself.

The variables are those of `delivery.settings`; WEB_CONCURRENCY is gunicorn's own.
"""

import gc
import json
import os
import shlex
import shutil
import tempfile
from contextlib import suppress
from typing import Any

from delivery.settings import open_database, read_settings, time_zone
from delivery.settings import threads as threads_of
from models.errors import SundialError

_settings = read_settings()
_host = f"[{_settings['HOST']}]" if ":" in _settings["HOST"] else _settings["HOST"]
_address = f"http://{_host}:{_settings['PORT']}"
_counted = "PROMETHEUS_MULTIPROC_DIR"  # the folder in which workers count what `delivery.observing.metrics` tells of

wsgi_app = "server:create_app()"
bind = f"unix:{_settings['SOCKET']}" if _settings["SOCKET"] else _address.removeprefix("http://")
workers = int(_settings["WEB_CONCURRENCY"])
worker_class = "delivery.edge.gunicorn_worker.Worker"  # with threads, and one more for /livez
with suppress(SundialError):  # what is wrong with a setting, what uses it says
    threads = threads_of(_settings)
graceful_timeout = 30  # seconds that a worker has to finish what it was asked before it was told to end
limit_request_line = 8190  # bytes, the most there is: an operation by GET stands in the address
control_socket_disable = True  # nobody uses it, and it would leave a file behind


LONGEST_LINE = 500
"""Characters of a line that gunicorn logs: it quotes what is no HTTP, 4,000 bytes of it written out."""


def cut(record: Any) -> bool:
    """Cut what gunicorn logs short."""
    record.msg, record.args = record.getMessage()[:LONGEST_LINE], ()
    return True


def on_starting(server: Any) -> None:
    """Refuse to start on a database that cannot answer, with what to do about it; give metrics a folder."""
    server.log.error_log.addFilter(cut)
    from models import database, derivations, schema_changes
    from models.access import people
    from models.errors import SundialError

    try:
        zone = time_zone(_settings)
        with database.entered(open_database(_settings)):
            schema_changes.require_current()
            derivations.require_derived(zone)
            database.require_settings()
            server.has_admin = people.has_admin()
    except SundialError as error:
        raise SystemExit(f"Error: {error}") from None
    finally:
        database.disconnect()
    server.metrics_folder = None
    if _settings["SUNDIAL_METRICS_TOKEN"] and _counted not in os.environ:
        # before workers are forked, and before anything imports the library, which looks for it then
        server.metrics_folder = os.environ[_counted] = tempfile.mkdtemp(prefix="sundial-metrics-")


def post_worker_init(worker: Any) -> None:
    """Run the documents that are known, so that the first visitor need not wait for their plans.

    Then take what start-up made, the schema above all, out of the sight of the garbage collector: it stays for good,
    and every full collection would walk all of it again.
    """
    from delivery.execution.warming import warm
    from delivery.services import KEY

    made = getattr(worker.wsgi, "extensions", {}).get(KEY)  # the benchmarks serve other applications, too
    if made:
        warm(made.executor, made.database, made.documents.known(), revisions=made.response_cache.reads_revisions)
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """Forget what a worker measured of itself while it lived; what it counted stays."""
    if _counted in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Remove the folder of metrics, if it was made here."""
    if server.metrics_folder:
        shutil.rmtree(server.metrics_folder, ignore_errors=True)


NO_ADMIN = "Nobody may sign in to manage it yet. To add somebody: flask --app server people add EMAIL --role admin\n"


def when_ready(server: Any) -> None:
    """Say where the server is and what to ask it first."""
    from pathlib import Path

    from fixtures.files import shown_at

    instant = shown_at(time_zone(_settings), Path(_settings["SUNDIAL_CONTENT"]))
    query = "query($asOf: DateTime) { homepage(asOf: $asOf) { site { name } news { items { title } } } }"
    body = json.dumps({"query": query, "variables": {"asOf": instant.isoformat()} if instant else {}})
    socket = str(server.LISTENERS[0]).partition("unix:")[2]
    asked = f"--unix-socket {socket} http://localhost" if socket else _address
    address = f"on the socket {socket}" if socket else f"{_address}/graphql"
    print(
        f"\nSundial serves {address}\n"
        f"Open it in a browser for GraphiQL, with the whole homepage ready to run, or ask:\n\n"
        f"  curl {asked}/graphql -H 'Content-Type: application/json' -d {shlex.quote(body)}\n",
        flush=True,
    )
    if not server.has_admin:
        print(NO_ADMIN, flush=True)
