"""Metrics: what Prometheus reads. Workers write to files that they share, so that any of them answers for all.

They are counted only where somebody may read them.
"""

import os

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from delivery.wsgi import CACHE, CODES, Environment
from models.statement_meter import meter

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Bounds of the histogram: from a cached response to one that times out."""


class Metrics:
    """The metrics of one application; *is_counting* says whether anything is counted."""

    def __init__(self, *, is_counting: bool) -> None:
        self.is_counting = is_counting
        self.registry = CollectorRegistry()
        if not is_counting:
            return
        registry = self.registry
        self.requests = Counter("sundial_requests", "Requests.", ["status", "cache"], registry=registry)
        self.seconds = Histogram("sundial_request_seconds", "Time to answer.", buckets=SECONDS, registry=registry)
        self.statements = Counter("sundial_statements", "Statements that read or wrote.", registry=registry)
        self.database = Counter("sundial_statement_seconds", "Time that statements took.", registry=registry)
        self.operations = Counter("sundial_operations", "Operations that ran.", registry=registry)
        self.errors = Counter("sundial_errors", "Errors that were sent to clients.", ["code"], registry=registry)

    def observe(self, environ: Environment, status: int, seconds: float) -> None:
        """Count a request that is over."""
        if not self.is_counting:
            return
        self.requests.labels(str(status), environ.get(CACHE, "none")).inc()
        self.seconds.observe(seconds)
        self.statements.inc(meter.statements)
        self.database.inc(meter.seconds)
        for code in environ.get(CODES, ()):
            self.errors.labels(code).inc()

    def ran(self) -> None:
        """Count an operation that ran."""
        if self.is_counting:
            self.operations.inc()

    def exposition(self) -> tuple[bytes, str]:
        """Write what was counted by all workers, in Prometheus' text form, and its content type."""
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST
