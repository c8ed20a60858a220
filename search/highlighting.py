"""Marks and the best passage, from the offsets kept with each document."""

import html
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString, mark_safe

from .entries import unpack

PASSAGE = 120
Span = tuple[int, int]
_STARTS = "。．！？!?\n"
_CLAUSES = _STARTS + "、，,."
MIN_CLAUSE, MAX_CLAUSE = 6, 60


def spans(
    tokens: Sequence[str], offsets: bytes, phrases: Iterable[tuple[tuple[str, ...], float]]
) -> list[tuple[int, int, float]]:
    """Where ``phrases`` (tokens, weight) stand: start, end, weight; none overlap."""
    places = unpack(offsets)
    if len(places) != 2 * len(tokens):
        return []
    first: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        first.setdefault(token, []).append(number)
    found: list[tuple[int, int, float]] = []
    for phrase, weight in sorted(phrases, key=lambda item: (-len(item[0]), -item[1])):
        for number in first.get(phrase[0], ()):
            end = number + len(phrase)
            if tuple(tokens[number:end]) == phrase:
                found.append((places[2 * number], places[2 * end - 1], weight))
    result: list[tuple[int, int, float]] = []
    for start, end, weight in sorted(found, key=lambda span: (span[0], -span[1])):
        if not result or start >= result[-1][1]:
            result.append((start, end, weight))
    return result


def best_passage(text: str, marks: Sequence[tuple[int, int, float]]) -> tuple[Span, float]:
    """The stretch of about ``PASSAGE`` characters with the weightiest marks, and their weight."""
    starts = [start for start, _, _ in marks]
    best, best_weight = 0, 0.0
    for number, start in enumerate(starts):
        end = bisect_left(starts, start + PASSAGE - 10)
        seen: dict[str, float] = {}
        for mark_start, mark_end, weight in marks[number:end]:
            word = text[mark_start:mark_end]
            # A second mark of the same word adds little: variety makes a good passage.
            seen[word] = max(seen.get(word, 0.0), weight) + 0.05
        total = sum(seen.values())
        if total > best_weight:
            best, best_weight = start, total
    if len(text) <= PASSAGE or not marks:
        return _between_words(text, 0, min(len(text), PASSAGE)), best_weight
    begin = max((text.rfind(mark, 0, best) for mark in _STARTS), default=-1) + 1
    if best - begin > PASSAGE // 3:
        begin = best - PASSAGE // 6
    begin = max(0, min(begin, len(text) - PASSAGE))
    return _between_words(text, begin, min(len(text), begin + PASSAGE)), best_weight


def clause(text: str, marks: Sequence[tuple[int, int, float]], window: Span) -> str:
    """The clause around the weightiest mark in ``window``, empty if there is none to quote."""
    inside = [mark for mark in marks if window[0] <= mark[0] and mark[1] <= window[1]]
    if not inside:
        return ""
    start, end, _ = max(inside, key=lambda mark: (mark[2], -mark[0]))
    begin = max(text.rfind(sign, 0, start) for sign in _CLAUSES) + 1
    stop = min(
        place if place >= 0 else len(text) for place in (text.find(s, end) for s in _CLAUSES)
    )
    found = text[begin:stop].strip()
    return found if MIN_CLAUSE <= len(found) <= MAX_CLAUSE else ""


def _between_words(text: str, begin: int, end: int) -> Span:
    """The same stretch without halves of words written in letters."""
    while 0 < begin < end and _in_word(text, begin):
        begin += 1
    while begin < end < len(text) and _in_word(text, end):
        end -= 1
    return begin, end


def _in_word(text: str, place: int) -> bool:
    return all(char.isascii() and char.isalnum() for char in text[place - 1 : place + 1])


def marked(
    text: str, marks: Sequence[tuple[int, int, float]], window: Span | None = None
) -> SafeString:
    """``text`` (or a window of it) escaped for HTML, with ``<mark>`` around ``marks``."""
    begin, end = window or (0, len(text))
    parts: list[str] = ["…" if begin > 0 else ""]
    position = begin
    for start, stop, _ in marks:
        if start < begin or stop > end:
            continue
        parts += [
            html.escape(text[position:start]),
            "<mark>",
            html.escape(text[start:stop]),
            "</mark>",
        ]
        position = stop
    parts += [html.escape(text[position:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - every piece is escaped above
