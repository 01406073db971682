"""Editing, as clients see it: what editors read beside what is public, and the acts by which content changes."""
