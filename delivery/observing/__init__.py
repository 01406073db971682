"""Observing: what operators see of a server that runs."""
