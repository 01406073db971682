"""Revisions of editions, as clients see them."""

from typing import NewType

import strawberry

Revision = NewType("Revision", str)

REVISION = strawberry.scalar(
    name="Revision",
    description="What one edition said when it was read: opaque, and compared for equality alone.",
    serialize=str,
    parse_value=str,
)
"""The scalar."""
