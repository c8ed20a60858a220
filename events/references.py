"""Public references of registrations: short enough to say on the phone."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without 0, 1, I, L, O, which are misread."""


def new_reference() -> str:
    """For example ``R-7K3M-9PQX``: 31^8 possibilities, so it cannot be guessed in practice."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"R-{letters[:4]}-{letters[4:]}"
