"""The one rule by which hits are ordered, whichever engine found them.

BM25F over title, summary, body and keywords for each phrase; phrases that stand for the
same word of the query do not add up but the best counts most; documents that answer
more of the query's words, and in the title, come first.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

from .engines.base import Answer, Candidate
from .plan import Origin, QueryPlan

K1 = 1.2
B = {"title": 0.3, "summary": 0.5, "body": 0.75, "keywords": 0.0}
WEIGHTS = {"title": 5.0, "summary": 2.0, "body": 1.0, "keywords": 1.0}
# Of alternatives to the best phrase of a word, so much still counts.
REST = 0.35
# … but never more than this share of the best.
REST_LIMIT = 0.5
COVERAGE = 0.5
# How much rarer an added word may count than what was typed.
ALLOWANCE = 0.5
GRAM_WEIGHT = 0.3
# How much more a document counts whose whole title is what was asked for.
NAMED = 2.0


def rank(
    answer: Answer, plan: QueryPlan, *, named: float = NAMED
) -> list[tuple[float, Candidate]]:
    """Candidates of ``answer`` with scores, best first; ties broken the same everywhere.

    A document counts ``named`` times as much when its whole title is what was asked for.
    """
    scores = _scores(answer, plan, named)
    return sorted(
        zip(scores, answer.candidates, strict=True),
        key=lambda hit: (
            -round(hit[0], 6),
            -(hit[1].date.toordinal() if hit[1].date else 0),
            hit[1].source,
            hit[1].pk,
        ),
    )


def _scores(answer: Answer, plan: QueryPlan, named: float) -> list[float]:
    candidates = answer.candidates
    if not candidates:
        return []
    lengths = [_lengths(candidate) for candidate in candidates]
    averages = {
        field: max(1.0, sum(length[field] for length in lengths) / max(1, len(lengths)))
        for field in WEIGHTS
    }
    rarity_of = rarities(plan, answer.frequencies, answer.documents)
    present = [
        (phrase, "".join(f" {token} " for token in phrase.tokens), rarity)
        for phrase, rarity, number in zip(plan.phrases, rarity_of, answer.frequencies, strict=True)
        if number
    ]
    best_possible: dict[int, float] = defaultdict(float)
    for phrase, rarity in zip(plan.phrases, rarity_of, strict=True):
        if phrase.origin is not Origin.PART:
            best_possible[phrase.group] = max(best_possible[phrase.group], rarity)
    asked = _asked(plan)
    scores = []
    for candidate, length in zip(candidates, lengths, strict=True):
        texts = [
            (candidate.tokens[field], weight / _stretch(field, length, averages))
            for field, weight in WEIGHTS.items()
        ]
        groups: dict[int, list[float]] = defaultdict(list)
        parts: dict[int, float] = defaultdict(float)
        for phrase, needle, rarity in present:
            frequency = 0.0
            for text, worth in texts:
                if needle in text:
                    frequency += worth * text.count(needle)
            if not frequency:
                continue
            score = phrase.weight * rarity * frequency * (K1 + 1) / (frequency + K1)
            if phrase.origin is Origin.PART:
                parts[phrase.group] += score
            else:
                groups[phrase.group].append(score)
        total = covered = 0.0
        for group in {*groups, *parts}:
            strong = sorted(groups[group], reverse=True)
            rest = REST * sum(strong[1:])
            whole = strong[0] + min(rest, REST_LIMIT * strong[0]) if strong else 0.0
            total += whole + parts[group]
            if strong:
                covered += best_possible[group]
            elif parts[group]:
                covered += 0.5 * best_possible[group]
        coverage = covered / (sum(best_possible.values()) or 1.0)
        total *= (1 - COVERAGE) + COVERAGE * coverage
        total += GRAM_WEIGHT * _gram_score(candidate, plan)
        total *= named if candidate.tokens["title"] == asked else 1.0
        scores.append(total * candidate.boost)
    return scores


def _asked(plan: QueryPlan) -> str:
    """The words that were typed, as the tokens of a title are kept."""
    typed: dict[int, tuple[str, ...]] = {}
    for phrase in plan.phrases:
        if phrase.origin is Origin.TERM:
            typed[phrase.group] = max(typed.get(phrase.group, ()), phrase.tokens, key=len)
    return "".join(f" {token} " for group in sorted(typed) for token in typed[group])


def _lengths(candidate: Candidate) -> dict[str, int]:
    # Two blanks a token, see engines.base.token_text.
    return {field: candidate.tokens[field].count(" ") // 2 for field in WEIGHTS}


def _stretch(field: str, length: dict[str, int], averages: dict[str, float]) -> float:
    """How little one occurrence says in a field that is longer than others."""
    return 1 - B[field] + B[field] * length[field] / averages[field]


def rarities(plan: QueryPlan, frequencies: Sequence[int], documents: int) -> list[float]:
    """Inverse document frequency of each phrase (never below zero).

    A word that was added counts as no rarer than the word that it stands for: or else a
    rare synonym would beat what was typed.
    """
    found = [
        math.log(1 + (documents - n + 0.5) / (n + 0.5)) if n <= documents else 0.0
        for n in frequencies
    ]
    typed: dict[int, float] = {}
    for phrase, rarity, n in zip(plan.phrases, found, frequencies, strict=True):
        if phrase.origin is Origin.TERM and n:
            typed[phrase.group] = max(typed.get(phrase.group, 0.0), rarity)
    return [
        min(rarity, typed.get(phrase.group, rarity) + ALLOWANCE)
        if phrase.origin in (Origin.SYNONYM, Origin.LAY)
        else rarity
        for phrase, rarity in zip(plan.phrases, found, strict=True)
    ]


def _gram_score(candidate: Candidate, plan: QueryPlan) -> float:
    """Share of the query's bigrams in the title, times their number's logarithm."""
    if not plan.grams:
        return 0.0
    text = candidate.tokens.get("grams", "")
    found = sum(f" {gram} " in text for gram in plan.grams)
    return found / len(plan.grams) * math.log(1 + len(plan.grams))
