"""Whether one document answers a plan, without an engine: the same rule whichever runs.

Stricter than a page of results, where ranking puts the accidental behind: a document that
is told of must answer nearly all words that were asked.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from .engines.base import token_text
from .entries import FIELDS, Entry
from .periods import Period
from .plan import Filters, Origin, QueryPlan

# Of the words of a query so many must be answered: all of two, two of three, three of four.
SHARE = 2 / 3


def answers(plan: QueryPlan, entry: Entry) -> bool:
    """Whether ``entry`` passes the filters of ``plan`` and answers its words."""
    if plan.is_empty or not _passes(plan.filters, entry):
        return False
    texts = [token_text(entry.tokens[field]) for field in FIELDS]

    def stands(tokens: tuple[str, ...]) -> bool:
        needle = token_text(tokens)
        return any(needle in text for text in texts)

    if not all(map(stands, plan.required)) or any(map(stands, plan.excluded)):
        return False
    return _answered(plan, stands) >= SHARE


def _answered(plan: QueryPlan, stands: Callable[[tuple[str, ...]], bool]) -> float:
    """The share of the query's terms that the document answers.

    A term is answered by itself, by what stands for it, or by all its pieces.
    """
    whole: dict[int, bool] = defaultdict(bool)
    pieces: dict[int, list[bool]] = defaultdict(list)
    for phrase in plan.phrases:
        if phrase.origin is Origin.READ:
            continue  # it became a filter, which the document has passed
        found = stands(phrase.tokens)
        if phrase.origin is not Origin.PART:
            whole[phrase.group] |= found
        elif len(phrase.tokens) == 1:
            pieces[phrase.group].append(found)
    if not whole:
        return 1.0  # only quoted words and filters, which have been looked at already
    hits = [
        answered or (bool(pieces[group]) and all(pieces[group]))
        for group, answered in whole.items()
    ]
    return sum(hits) / len(hits)


def _passes(filters: Filters, entry: Entry) -> bool:
    document, labels = entry.document, entry.labels()
    if filters.scopes.isdisjoint(document.visibility):
        return False
    if filters.language not in (None, document.language):
        return False
    if not all(_lies_in(document.date, period) for period in filters.wanted_days()):
        return False
    return all(
        not set(values).isdisjoint(labels.get(facet, ()))
        for facet, values in filters.facets.items()
        if values
    )


def _lies_in(day: date | None, period: Period) -> bool:
    return (
        day is not None
        and (period.since is None or day >= period.since)
        and (period.until is None or day <= period.until)
    )
