"""Verbs of the room, in modules named by the noun."""
