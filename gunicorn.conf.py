"""How gunicorn serves the application; it finds this file by itself.

The variables are those of `delivery.settings`; WEB_CONCURRENCY is gunicorn's own.
"""

import gc
import json
import shlex
from typing import Any

from delivery.settings import read_settings, time_zone

_settings = read_settings()
_host = f"[{_settings['HOST']}]" if ":" in _settings["HOST"] else _settings["HOST"]
_address = f"http://{_host}:{_settings['PORT']}"

wsgi_app = "server:create_app()"
bind = _address.removeprefix("http://")
workers = int(_settings["WEB_CONCURRENCY"])
worker_class = "gthread"  # a sync worker waits 30 s for a connection that is opened and left silent, as browsers do
threads = 4  # so that silent connections, held for 5 s each, leave threads to others; behind a proxy, 1 is faster
control_socket_disable = True  # nobody uses it, and it would leave a file behind


LONGEST_LINE = 500
"""Characters of a line that gunicorn logs: it quotes what is no HTTP, 4,000 bytes of it written out."""


def cut(record: Any) -> bool:
    """Cut what gunicorn logs short."""
    record.msg, record.args = record.getMessage()[:LONGEST_LINE], ()
    return True


def on_starting(server: Any) -> None:
    """Refuse to start on a database that cannot answer, with what to do about it."""
    server.log.error_log.addFilter(cut)
    from models import database, schema_changes
    from models.errors import SundialError

    try:
        time_zone(_settings)
        database.connect(_settings["SUNDIAL_DATABASE_URL"])
        schema_changes.require_current()
    except SundialError as error:
        raise SystemExit(f"Error: {error}") from None
    finally:
        database.disconnect()


def post_worker_init(worker: Any) -> None:
    """Take what start-up made, the schema above all, out of the sight of the garbage collector.

    It stays for good; every full collection would walk all of it again.
    """
    gc.collect()
    gc.freeze()


def when_ready(server: Any) -> None:
    """Say where the server is and what to ask it first."""
    from fixtures.files import shown_at

    variables = json.dumps({"asOf": shown_at().isoformat()})
    query = "query($asOf: DateTime) { homepage(asOf: $asOf) { site { name } news { items { title } } } }"
    body = json.dumps({"query": query, "variables": json.loads(variables)})
    print(
        f"\nSundial serves {_address}/graphql\n"
        f"Open it in a browser for GraphiQL, with the whole homepage ready to run, or ask:\n\n"
        f"  curl {_address}/graphql -H 'Content-Type: application/json' -d {shlex.quote(body)}\n",
        flush=True,
    )
