"""Sundial on a machine whose clock is another: what it takes for now, and the `Date` that gunicorn says."""

import os
import time
from datetime import UTC, datetime, timedelta

import server

AHEAD = float(os.environ.get("SECONDS_AHEAD", "0"))

genuine = time.time


def create_app():
    time.time = lambda: genuine() + AHEAD
    return server.create_app(clock=lambda: datetime.now(UTC) + timedelta(seconds=AHEAD))
