"""A better spelling of a query, from the vocabulary and from the words of titles."""

from . import analysis, folding, likeness, query, romaji, title_words
from .engines.base import Answer, Engine
from .plan import Origin, QueryPlan

# One letter changed makes another word of anything shorter.
SHORTEST_NEAR = 5


def better(
    text: str, plan: QueryPlan, answer: Answer, *, engine: Engine, language: str | None
) -> str:
    """``text`` with near spellings put right, empty if nothing is to be put right.

    The vocabulary is asked about every word, titles only about words that no document has.
    """
    changes: list[tuple[str, str]] = []
    for group, run in enumerate(query.terms(plan.text)):
        start, end = likeness.extent(plan.text, run)
        surface = plan.text[start:end]
        similar = likeness.similar_word(surface, run)
        if not similar and language and _is_unheard(group, plan, answer):
            similar = _in_titles(surface, title_words.words(engine, language))
        if similar and query.normalized(similar) != surface:
            changes.append((surface, similar))
    corrected = original = query.normalized(text)
    for surface, similar in changes:
        corrected = corrected.replace(surface, similar, 1)
    return corrected if corrected != original else ""


def _is_unheard(group: int, plan: QueryPlan, answer: Answer) -> bool:
    """Whether no document has the term, and none has some part of it."""
    counts = [
        (phrase.origin, count)
        for phrase, count in zip(plan.phrases, answer.frequencies, strict=False)
        if phrase.group == group and phrase.origin in (Origin.TERM, Origin.PART)
    ]
    whole = [count for origin, count in counts if origin is Origin.TERM]
    parts = [count for origin, count in counts if origin is Origin.PART]
    return not any(whole) and (not parts or not all(parts))


def _in_titles(surface: str, words: title_words.Words) -> str | None:
    """A word that is read the same (点研簿: 点検簿), in Roman letters, or spelt nearly so."""
    folded = folding.fold(surface)
    if len(folded) < title_words.SHORTEST or folded in words.spellings:
        return None
    read = romaji.spellings(folded) if folded.isascii() else (analysis.reading(surface),)
    for kana in map(folding.fold, read):
        if same := words.readings.get(kana) or words.spellings.get(kana):
            return same
    return likeness.nearest(folded, words.spellings) if len(folded) >= SHORTEST_NEAR else None
