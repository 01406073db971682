"""Attributes: what a field may read, one module a kind. Each registers how its JSON is written."""
