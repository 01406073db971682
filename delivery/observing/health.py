"""Health: whether the process lives, whether it can answer, and what it has counted."""

import hmac
import logging

import orjson
from flask import Blueprint, Response, abort, request

from delivery.execution.errors import failed
from delivery.services import services
from models.database import connection, reachable
from models.derivations import require_derived
from models.errors import DatabaseError
from models.schema_changes import require_current
from models.soundness import require_sound

logger = logging.getLogger(__name__)

health = Blueprint("health", __name__)

HEADERS = {"Cache-Control": "no-store"}


@health.get("/livez")
def live() -> Response:
    """Say that the process answers; nothing else is looked at."""
    return Response(orjson.dumps({"status": "ok"}), content_type="application/json", headers=HEADERS)


@health.get("/readyz")
def ready() -> Response:
    """Say whether operations can be answered: the database is there, whole, and as code and settings need it."""
    try:
        with reachable(), connection():
            require_current()
            require_derived(services().executor.zone)
            require_sound()
    except DatabaseError as error:
        logger.error("%s", error)  # noqa: TRY400  (it says what to do; where it was raised helps nobody)
        body = orjson.dumps(failed(error.code, cause=error.cause))
        return Response(body, 503, content_type="application/json", headers=HEADERS)
    return live()


@health.get("/metrics")
def metrics() -> Response:
    """Show what was counted to those who have the token."""
    token = services().settings["SUNDIAL_METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        abort(404)
    body, content_type = services().metrics.exposition()
    return Response(body, content_type=content_type, headers=HEADERS)
