"""Which pairs may not be proposed, whatever their quality."""

from dataclasses import dataclass

from .. import conflicts
from ..enums import ProposalState
from ..models import Introduction, Proposal


@dataclass(frozen=True)
class Vetoes:
    """Pairs (need, seed) and whole sides (company, provider) that may not meet."""

    pairs: frozenset[tuple[int, int]]
    sides: frozenset[tuple[int, int]]

    def forbid(self, need: int, seed: int, company: int, provider: int) -> bool:
        """Whether this pair may not be proposed."""
        return (
            company == provider or (need, seed) in self.pairs or (company, provider) in self.sides
        )


def now() -> Vetoes:
    """Set aside for any reason, introduced already (declined ones too), or in conflict."""
    dismissed = Proposal.objects.filter(state=ProposalState.DISMISSED)
    begun = Introduction.objects.order_by("pk").values_list("proposal__need", "proposal__seed")
    return Vetoes(
        pairs=frozenset([*dismissed.order_by("pk").values_list("need_id", "seed_id"), *begun]),
        sides=conflicts.pairs(),
    )
