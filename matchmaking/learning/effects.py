"""What other weights would do to the labelled set: shown before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from .. import evaluation, fitting, pairs

FIRST = 5
SHOWN = 12


@dataclass(frozen=True)
class ChangedNeed:
    """A labelled need whose first places change; offers that come in and those that go."""

    title: str
    ndcg: float
    ndcg_before: float
    comes: list[str]
    goes: list[str]

    @property
    def better(self) -> bool:
        """Whether the order agrees more with the grades than before."""
        return self.ndcg > self.ndcg_before


@dataclass(frozen=True)
class Measure:
    """One measure before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class Effect:
    """All measures, and the needs whose first five change, the most changed first."""

    measures: list[Measure]
    changed: list[ChangedNeed]
    needs: int


def measured(by: Mapping[str, float]) -> dict[str, float]:
    """The measures of the labelled set under ``by``."""
    known = pairs.shipped()
    rows = fitting.compare(known.tables, known.grades, by)["rows"]
    return evaluation.means(rows)


def of(before: Mapping[str, float], after: Mapping[str, float]) -> Effect:
    """The effect of ranking by ``after`` rather than ``before``."""
    known = pairs.shipped()
    changed = []
    for key, rows in known.tables.items():
        old, new = fitting.order(rows, before), fitting.order(rows, after)
        if old[:FIRST] == new[:FIRST]:
            continue
        grades = known.grades[key]
        changed.append(
            ChangedNeed(
                title=known.needs[key].title,
                ndcg=evaluation.ndcg(new, grades),
                ndcg_before=evaluation.ndcg(old, grades),
                comes=[known.titles[one] for one in new[:FIRST] if one not in old[:FIRST]],
                goes=[known.titles[one] for one in old[:FIRST] if one not in new[:FIRST]],
            )
        )
    changed.sort(key=lambda one: (-abs(one.ndcg - one.ndcg_before), one.title))
    was, would = measured(before), measured(after)
    return Effect(
        measures=[Measure(name, was[name], would[name]) for name in was],
        changed=changed,
        needs=len(known.tables),
    )
