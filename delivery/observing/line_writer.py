"""Lines for standard output, written by a thread of their own, a few times a second.

A write gives up the interpreter's lock. Where each request writes its line itself, the threads of a
server hand the lock to each other for it, which costs a request 0.14 ms.
"""

import atexit
import sys
import threading
import time
from collections import deque
from contextlib import suppress

PAUSE = 0.1
"""Seconds in which lines gather."""

MOST_LINES = 10_000
"""Lines that wait at most, of 2 kB at most: the oldest are lost when nobody reads what is written."""


class LineWriter:
    """Writes what is added, in its order; the thread starts with the first line, so in the process that adds it."""

    def __init__(self) -> None:
        self.write = write_out
        self.lines: deque[bytes] = deque(maxlen=MOST_LINES)
        self.has_lines = threading.Event()
        self.thread: threading.Thread | None = None

    def add(self, line: bytes) -> None:
        """Add a line, with its end."""
        self.lines.append(line)
        if self.thread is None:
            self.thread = threading.Thread(target=self.run, name="line-writer", daemon=True)
            self.thread.start()
            atexit.register(self.flush)
        if not self.has_lines.is_set():
            self.has_lines.set()

    def run(self) -> None:
        """Write for as long as the process lives."""
        while self.has_lines.wait():
            time.sleep(PAUSE)
            self.has_lines.clear()
            self.flush()

    def flush(self) -> None:
        """Write what there is."""
        lines = []
        with suppress(IndexError):
            while True:
                lines.append(self.lines.popleft())
        if lines:
            self.write(b"".join(lines))


def write_out(text: bytes) -> None:
    """Write to standard output; a reader that has gone is no reason to fail."""
    with suppress(OSError, ValueError):
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
