"""How the best candidates are told among all hits: in whole numbers, the same on every engine.

What counts is which phrases stand in a document, and which in its title. The exact
ranking (``search.ranking``) then looks at the best hundred only.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .. import ranking
from ..plan import Origin, QueryPlan

# So many steps to one unit of weight times rarity.
SCALE = 16
# One occurrence in the title against one in the body, as the ranking sees it.
TITLE = 1.75


@dataclass(frozen=True)
class Clause:
    """``tokens`` in a row in any field, or in the title, are worth ``amount``."""

    tokens: tuple[str, ...]
    amount: int
    in_title: bool = False


@dataclass(frozen=True)
class Scoring:
    """Of each of ``best`` the greatest clause that holds counts; ``every`` one of the others.

    Clauses of each of ``best`` are in falling order.
    """

    best: tuple[tuple[Clause, ...], ...]
    every: tuple[Clause, ...]

    @classmethod
    def of(cls, plan: QueryPlan, frequencies: Sequence[int], documents: int) -> "Scoring":
        """What each phrase is worth that stands in a document at all."""
        rarities = ranking.rarities(plan, frequencies, documents)
        best: dict[int, list[Clause]] = defaultdict(list)
        every: list[Clause] = []
        for phrase, rarity, number in zip(plan.phrases, rarities, frequencies, strict=True):
            if not number:
                continue
            worth = SCALE * phrase.weight * rarity
            anywhere = Clause(phrase.tokens, max(1, round(worth)))
            if phrase.origin is Origin.PART:
                every += [anywhere, Clause(phrase.tokens, round((TITLE - 1) * worth), True)]
            else:
                title = Clause(phrase.tokens, max(2, round(TITLE * worth)), True)
                best[phrase.group] += [anywhere, title]
        return cls(
            best=tuple(
                tuple(sorted(clauses, key=lambda clause: -clause.amount))
                for _, clauses in sorted(best.items())
            ),
            every=tuple(clause for clause in every if clause.amount),
        )
