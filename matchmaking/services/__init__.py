"""Verbs of the room; each module is named by its noun."""
