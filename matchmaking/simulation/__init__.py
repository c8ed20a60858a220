"""An invented year of matchmaking, to compare ways of assigning; no records are touched."""
