"""Short words kept in both languages beside each other (``…_ja``, ``…_en``)."""

from typing import Any

from django.utils.translation import get_language


def in_language(instance: Any, field: str, language: str | None = None) -> str:
    """``field`` of ``instance`` in ``language`` (default: the active one), else in Japanese."""
    code = (language or get_language() or "ja")[:2]
    return getattr(instance, f"{field}_{code}", "") or getattr(instance, f"{field}_ja")
