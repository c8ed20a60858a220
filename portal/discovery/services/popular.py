"""Popular queries, for suggestions: asked by several, found, not personal, not offensive."""

from collections.abc import Iterable
from functools import cache as once
from pathlib import Path

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef

from portal.discovery.models import AskedQuery, QueryMark
from portal.discovery.personal import looks_personal
from search import folding

DAYS = 90
MIN_ASKERS = 5
MOST = 200
KEPT_SECONDS = 600
LANGUAGES = ("ja", "en")
_OFFENSIVE = Path(__file__).parent.parent / "offensive_words.txt"


def _key(language: str) -> str:
    return f"discovery-popular:{language}"


def forget() -> None:
    """Look again, in every process."""
    cache.delete_many([_key(language) for language in LANGUAGES])


def queries(typed: str, language: str) -> Iterable[str]:
    """The most asked first; at most one query, and that every ten minutes."""
    if language not in LANGUAGES:
        return []
    found: list[str] | None = cache.get(_key(language))
    if found is None:
        found = _read(language)
        cache.set(_key(language), found, KEPT_SECONDS)
    return [text for text in found if typed in folding.fold(text)]


def _read(language: str) -> list[str]:
    blocked = QueryMark.objects.filter(
        text=OuterRef("text"), language=OuterRef("language"), is_blocked=True
    )
    rows = (
        AskedQuery.objects.last_days(DAYS)
        .filter(~Exists(blocked), language=language)
        .summed()
        .filter(people__gte=MIN_ASKERS, none__lt=F("n"))
        .order_by("-people", "text")
    )
    texts = [one["text"] for one in rows[:MOST]]
    return [text for text in texts if not is_offensive(text) and not looks_personal(text)]


@once
def _offensive() -> tuple[str, ...]:
    lines = _OFFENSIVE.read_text(encoding="utf-8").splitlines()
    return tuple(folding.fold(line) for line in lines if line and not line.startswith("#"))


def is_offensive(text: str) -> bool:
    """Whether ``text`` holds a word that the portal does not say to others."""
    folded = folding.fold(text)
    return any(word in folded for word in _offensive())
