"""Limits: what a document may ask for, and what it costs, known before anything is read."""
