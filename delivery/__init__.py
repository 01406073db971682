"""Delivery: all that stands between a client's bytes and the schema, and nothing of the content."""
