"""Path converters of the room."""

from .references import ALPHABET


class ReferenceConverter:
    """``R-7K3M-9PQX``; small letters, as typed from paper, are taken too."""

    regex = rf"(?i:R-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})"

    def to_python(self, value: str) -> str:
        """The reference as kept."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """The reference as kept."""
        return value
