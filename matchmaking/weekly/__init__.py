"""The coordinator's week: all open needs, solved together, decided by a person."""
