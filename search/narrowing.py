"""Plans in which words have become filters, from all conditions to none.

An engine answers the first plan that has hits: so a condition that would leave nothing is
not kept, and its word is searched for as it was typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import translation

from . import analysis, labels, query, reading
from .periods import months
from .plan import Condition, Filters, Origin, Phrase, QueryPlan

# A word that became a filter still lifts what holds it: 北九州 among events of 福岡県.
READ_WEIGHT = 0.4
LABEL_WEIGHT = 0.1
LANGUAGES = ("ja", "en")


def plans(text: str, limits: Filters, read: Sequence[Condition]) -> list[QueryPlan]:
    """Plans for ``text``, words of which are the conditions ``read``; the boldest first."""
    if not read:
        return query.plans(text, limits)
    text = query.normalized(text)
    everything = tuple(read)
    steps = [_plan(text, limits, everything)]
    if any(len(one.periods) > 1 for one in read):  # the past where nothing is to come
        past = tuple(replace(one, periods=one.periods[1:] or one.periods) for one in read)
        steps.append(_plan(text, limits, past))
    if any(phrase.origin is Origin.PART for phrase in steps[0].phrases):
        steps.append(replace(steps[0], wide=True))
    for fewer in _fewer(everything):
        steps.append(replace(_plan(text, limits, fewer), wide=True))
        # The word that was dropped need not even be found: 2099年5月 セミナー.
        bare = query.plan(reading.rest(text, everything), narrowed(limits, fewer), wide=True)
        steps.append(_with_words(bare, fewer, everything))
    return [*steps, *query.plans(text, limits)]


def _fewer(read: tuple[Condition, ...]) -> Iterator[tuple[Condition, ...]]:
    """The conditions without places, and without dates."""
    for facet in ("prefecture", "day"):
        fewer = tuple(reading.leaning([one for one in read if one.facet != facet]))
        if fewer and fewer != read:
            yield fewer


def _plan(text: str, limits: Filters, kept: tuple[Condition, ...]) -> QueryPlan:
    plan = query.plan(reading.rest(text, kept), narrowed(limits, kept))
    return _with_words(plan, kept, kept)


def narrowed(limits: Filters, kept: Sequence[Condition]) -> Filters:
    """``limits`` with what ``kept`` ask for."""
    facets = dict(limits.facets)
    since, until = limits.since, limits.until
    for one in kept:
        if one.facet == "day":
            since, until = one.periods[0].since, one.periods[0].until
        else:
            facets[one.facet] = tuple(dict.fromkeys((*facets.get(one.facet, ()), *one.values)))
    return replace(limits, facets=facets, since=since, until=until)


def _with_words(
    plan: QueryPlan, kept: tuple[Condition, ...], said: Sequence[Condition]
) -> QueryPlan:
    """``plan`` filtered by ``kept``: the words ``said`` lift hits, and make them if none does."""
    first = max((phrase.group for phrase in plan.phrases), default=-1) + 1
    words = [
        Phrase(tokens, READ_WEIGHT, group, Origin.READ)
        for group, one in enumerate(said, first)
        if (tokens := analysis.norms(one.word))
    ]
    if plan.is_empty:
        words += [
            Phrase(tokens, LABEL_WEIGHT, first, Origin.SYNONYM)
            for tokens in _labels(kept[0], plan.filters.language)
        ]
    return replace(plan, phrases=(*plan.phrases, *words), read=kept, enough=1)


def _labels(condition: Condition, language: str | None) -> list[tuple[str, ...]]:
    """Words that stand in the index beside everything that fits ``condition``."""
    texts = [f"{year}年{month}月" for one in condition.periods[:1] for year, month in months(one)]
    for code in LANGUAGES if language is None else (language,):
        with translation.override(code):
            names = labels.names(condition.facet) if condition.values else {}
            texts += [names[value] for value in condition.values if value in names]
    return list(dict.fromkeys(filter(None, map(analysis.norms, texts))))
