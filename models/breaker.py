"""A circuit breaker: while a server does not answer, nobody waits for it, and one thread looks for its return."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

PROBES_EVERY = 0.5
"""Seconds from a probe to the next, whether or not it has ended: it may wait for a packet that is lost."""


class Breaker:
    """Closed until `trip` opens it; closed again by the first *probe* that does not raise."""

    def __init__(self, probe: Callable[[], object]) -> None:
        self.probe, self.is_open = probe, False
        self._changing = threading.Lock()

    def trip(self) -> None:
        """Open it, and send probes until one comes back."""
        with self._changing:
            if self.is_open:
                return
            self.is_open = True
        threading.Thread(target=self._watch, name="breaker", daemon=True).start()

    def reset(self) -> None:
        """Close it."""
        self.is_open = False

    def _watch(self) -> None:
        while self.is_open:
            threading.Thread(target=self._try, name="probe", daemon=True).start()
            time.sleep(PROBES_EVERY)

    def _try(self) -> None:
        with suppress(Exception):
            self.probe()
            self.reset()
