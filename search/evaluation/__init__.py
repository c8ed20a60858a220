"""How well search finds, measured on labelled queries outside the engines."""
