"""The services of an application: what its requests and commands share, and how they find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:  # folders import this module, and are not imported by it
    from datetime import datetime

    from delivery.access.callers import Callers
    from delivery.access.provider import Provider
    from delivery.edge.rate_limits import RateLimits
    from delivery.edge.request_cache import RequestCache
    from delivery.edge.response_cache import ResponseCache
    from delivery.edge.slots import Slots
    from delivery.execution.documents import Documents
    from delivery.execution.operations import Executor
    from delivery.observing.metrics import Metrics
    from delivery.observing.request_log import RequestLog
    from delivery.settings import Settings
    from models.database import Pool

KEY = "sundial"
"""Where Flask keeps the services: its name among the extensions of an application."""


@dataclass(frozen=True)
class Services:
    """What one application is made of; nothing in it is shared with another application of the process."""

    settings: Settings
    shown_at: datetime | None
    database: Pool
    callers: Callers
    provider: Provider | None
    executor: Executor
    documents: Documents
    rate_limits: RateLimits
    slots: Slots
    metrics: Metrics
    response_cache: ResponseCache
    request_cache: RequestCache
    request_log: RequestLog


def services(app: Flask = current_app) -> Services:
    """Return the services of an application: by default of the one that answers a request or runs a command."""
    found: Services = app.extensions[KEY]
    return found
