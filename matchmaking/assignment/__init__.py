"""Which expert is proposed to which company, solved for all needs at once.

Pure: arrays in, a solution out; no records and no clock.
"""
