"""Editing, read by those who have a right to it: entries as links name them, schedules, work for translators."""
