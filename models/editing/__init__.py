"""Editing: how content is written, by acts (`models/editing/acts.py`), and what came of it."""
