"""What a form may send where a number is meant."""

MOST_DIGITS = 9


def number(text: str) -> int:
    """The whole number that ``text`` is; 0, which names no record, for anything else.

    Longer ones name nothing either: databases hold no such numbers, and Python reads none
    of several thousand digits.
    """
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits else 0
