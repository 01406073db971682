"""gunicorn's worker with threads, in which `/livez` is answered even while all of them wait for the database.

A connection waits in the main loop until something was sent, so that a silent one holds no thread. A request for
`/livez` then goes to a thread of its own, which never uses the database; all others go to the pool of threads. Those
that are ready to run take turns by the millisecond, so that a short answer passes long operations.
"""

import selectors
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import DEFAULT_WORKER_DATA_TIMEOUT, ThreadWorker

from delivery.edge.lanes import Lanes
from delivery.settings import lanes, read_settings

SWITCH_INTERVAL = 0.001
"""Seconds after which a thread that waits for the interpreter gets it: a fifth of Python's default. An answer waits for
it some ten times. Beside operations that take 70 ms of Python, `/livez` took 169 and 75 ms at most in two runs, and
with this 41 and 59; what it costs an operation could not be measured."""

LIVENESS = (b"GET /livez ", b"HEAD /livez ")
"""How a request for `/livez` begins."""

HEAD_ENDS = b"\r\n\r\n"
LONGEST_HEAD = 4_096
"""Bytes of a head that are looked at: a head that is not complete would keep the thread waiting for the rest."""


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads, and one more that answers `/livez`."""

    def init_process(self) -> None:
        """Make the threads, then run."""
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.spare = ThreadPoolExecutor(1, thread_name_prefix="livez")
        super().init_process()

    def get_thread_pool(self) -> Lanes:
        """Make the threads."""
        return Lanes(self.cfg.threads, lanes(read_settings()))

    def enqueue_req(self, conn: Any) -> None:
        """Let a thread answer the request; if nothing was sent yet, wait for it in the main loop."""
        sent = peek(conn.sock)
        if sent is None and not has_read_ahead(conn):
            self.await_request(conn)
            return
        pool = self.spare if sent and sent.startswith(LIVENESS) and HEAD_ENDS in sent else self.tpool
        answered = pool.submit(self.handle, conn)
        answered.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def await_request(self, conn: Any) -> None:
        """Look at a connection again when something was sent, and close it if nothing is."""
        conn.sock.settimeout(0)
        conn.timeout = time.monotonic() + DEFAULT_WORKER_DATA_TIMEOUT
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))


def peek(sock: socket.socket) -> bytes | None:
    """Look at what was sent and is not read yet; None for nothing, empty at the end of a connection."""
    try:
        return sock.recv(LONGEST_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def has_read_ahead(conn: Any) -> bool:
    """Tell whether the beginning of the next request was read together with the one before."""
    return conn.initialized and bool(conn.parser.unreader.buf.getvalue())
