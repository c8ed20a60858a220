"""A plan as FTS5 expressions, and its filters over combinations of labels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..labels import FACETS
from ..periods import Period
from ..plan import Filters, Phrase, QueryPlan
from .base import FIELD_WEIGHTS

Labels = Mapping[str, list[str]]
_WORDS = "{title summary body keywords} : "
_GRAM_WEIGHT = 0.05
# Weights are rounded down to these: each step is one pass over the index.
_STEPS = (0.9, 0.6, 0.3)
# So many (document, phrase) pairs are scored when there are more hits than are ranked.
BUDGET = 8_000


def _quoted(tokens: tuple[str, ...]) -> str:
    # Tokens are letters and digits only, so nothing can leave the quotes.
    return '"' + " ".join(tokens) + '"'


def phrase_anywhere(tokens: tuple[str, ...]) -> str:
    """Documents with ``tokens`` in a row in any field of words."""
    return _WORDS + _quoted(tokens)


def _constraints(plan: QueryPlan) -> str:
    required = "".join(f" AND {phrase_anywhere(tokens)}" for tokens in plan.required)
    excluded = "".join(f" NOT {phrase_anywhere(tokens)}" for tokens in plan.excluded)
    return required + excluded


def match(plan: QueryPlan) -> str:
    """All hits of ``plan``, filters aside; empty if it asks for nothing."""
    wanted = " OR ".join(dict.fromkeys(_quoted(phrase.tokens) for phrase in plan.strong))
    alternatives = [f"({_WORDS}({wanted}))"] if wanted else []
    if plan.grams:
        grams = " OR ".join(f'"{gram}"' for gram in plan.grams)
        alternatives.append(f"(grams : ({grams}))")
    if not alternatives and plan.required:
        alternatives.append(f"({phrase_anywhere(plan.required[0])})")
    return "(" + " OR ".join(alternatives) + ")" + _constraints(plan) if alternatives else ""


def rarest(plan: QueryPlan, frequencies: Sequence[int]) -> tuple[Phrase, ...]:
    """The phrases that decide who comes first: the rarest, until they fill the budget.

    What stands in a great part of all documents says little about any of them and costs
    most to score; it counts again when the best are ranked.
    """
    chosen: list[Phrase] = []
    total = 0
    for number in sorted(range(len(plan.phrases)), key=lambda n: frequencies[n]):
        if chosen and total + frequencies[number] > BUDGET:
            break
        if frequencies[number]:
            chosen.append(plan.phrases[number])
            total += frequencies[number]
    return tuple(chosen)


def scored(plan: QueryPlan) -> tuple[str, list[object]]:
    """One SELECT of (id, score; the smaller the better) per step of weight, joined."""
    by_weight: dict[float, list[str]] = defaultdict(list)
    for phrase in plan.phrases:
        step = next(step for step in _STEPS if phrase.weight >= step or step == _STEPS[-1])
        by_weight[step].append(_quoted(phrase.tokens))
    words = ", ".join(str(weight) for weight in FIELD_WEIGHTS.values()) + ", 0.0"
    parts = [
        (weight, words, f"{_WORDS}({' OR '.join(dict.fromkeys(phrases))})")
        for weight, phrases in sorted(by_weight.items(), reverse=True)
    ]
    if plan.grams:
        grams = " OR ".join(f'"{gram}"' for gram in plan.grams)
        parts.append((_GRAM_WEIGHT, "0.0, 0.0, 0.0, 0.0, 1.0", f"grams : ({grams})"))
    if not parts:
        parts.append((1.0, words, match(plan)))
    selects = [
        f"SELECT rowid AS id, {weight} * bm25(search_text, {columns}) AS score"  # noqa: S608
        " FROM search_text WHERE search_text MATCH %s"
        for weight, columns, _ in parts
    ]
    return " UNION ALL ".join(selects), [expression for _, _, expression in parts]


def scores_more_than_hits(plan: QueryPlan) -> bool:
    """Whether ``scored`` yields documents that are no hits: then hits must be asked too."""
    weak = len(plan.strong) < len(plan.phrases)
    return weak or bool(plan.required or plan.excluded)


def days(periods: Sequence[Period]) -> tuple[str, list[str]]:
    """Conditions on the date of an entry, each begun by AND, and their parameters."""
    conditions, params = "", []
    for period in periods:
        for sign, day in ((">=", period.since), ("<=", period.until)):
            if day:
                conditions += f" AND e.day {sign} %s"
                params.append(day.isoformat())
    return conditions, params


def span_counts(filters: Filters) -> tuple[str, list[str]]:
    """Hits in each of the named spans as one JSON array, and its parameters."""
    columns, params = [], []
    for period in filters.spans.values():
        conditions, days_of = days([period])
        columns.append(f"count(*) FILTER (WHERE e.day IS NOT NULL{conditions})")
        params += days_of
    return f"json_array({', '.join(columns)})", params


def visible(labels: Labels, filters: Filters) -> bool:
    """Whether the viewer's scopes allow documents with ``labels``."""
    return not filters.scopes.isdisjoint(labels["scope"])


def allows(labels: Labels, filters: Filters, but: str = "") -> bool:
    """Whether documents with ``labels`` pass all filters (``but`` one facet's)."""
    if not visible(labels, filters):
        return False
    if filters.language and filters.language not in labels["language"]:
        return False
    return all(
        facet == but or not set(values).isdisjoint(labels.get(facet, ()))
        for facet, values in filters.facets.items()
        if values
    )


def counts_in_spans(
    combinations: Mapping[int, tuple[Labels, list[int]]], filters: Filters
) -> dict[str, int]:
    """Hits in each named span, the chosen span left aside."""
    found = [inside for labels, inside in combinations.values() if allows(labels, filters)]
    totals = [sum(numbers) for numbers in zip(*found, strict=True)]
    return {name: total for name, total in zip(filters.spans, totals, strict=False) if total}


def facet_counts(
    combinations: Mapping[int, tuple[Labels, int]], filters: Filters
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Hits per value of each facet (its own choice left aside), and per language."""
    facets: dict[str, dict[str, int]] = {facet: defaultdict(int) for facet in FACETS}
    languages: dict[str, int] = defaultdict(int)
    for labels, count in combinations.values():
        for facet in FACETS:
            if allows(labels, filters, but=facet):
                for value in labels.get(facet, ()):
                    facets[facet][value] += count
        if visible(labels, filters):
            for language in labels["language"]:
                languages[language] += count
    return {facet: dict(values) for facet, values in facets.items()}, dict(languages)
