"""Decisions about proposals, and what each reason teaches.

Accepted: both sides agreed, or the company itself asked and has not declined. Not relevant:
set aside as not fitting, or declined by the company. A price or a place that does not suit
says nothing of relevance: such a pair speaks of that feature alone, with the others as they
are in accepted pairs. Busy providers and conflicts teach no weights. How an offer stood on
the day of a decision (fresh, proven, places left) is not known any more, so that teaches none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .. import matching, ranking, seed_index
from ..enums import MET, DismissReason, IntroductionState, ProposalState, Side
from ..models import Introduction, Proposal, Seed
from ..weighing import FEATURES

LEAST = 200
"""Decisions needed before weights are learned."""
_SPEAKS_OF = {DismissReason.PRICE: "budget", DismissReason.PLACE: "place"}
_CHUNK = 200


@dataclass(frozen=True)
class Decided:
    """A pair with its features; ``only`` names the one feature the decision is about."""

    need: int
    features: dict[str, float]
    accepted: bool
    only: str = ""


def verdict(proposal: Proposal) -> tuple[bool, str] | None:
    """Whether ``proposal`` was accepted and which feature that is about; None: nothing learned."""
    if proposal.state == ProposalState.DISMISSED:
        if proposal.dismiss_reason == DismissReason.IRRELEVANT:
            return False, ""
        only = _SPEAKS_OF.get(DismissReason(proposal.dismiss_reason), "")
        return (False, only) if only else None
    introduction: Introduction | None = getattr(proposal, "introduction", None)
    if introduction is None:
        return None
    if introduction.state in MET:
        return True, ""
    if introduction.state == IntroductionState.DECLINED:
        return (False, "") if introduction.ended_by == Side.COMPANY else None
    asked = proposal.state == ProposalState.REQUESTED or introduction.company_agreed_at
    if asked and introduction.state != IntroductionState.WITHDRAWN:
        return True, ""
    return None


def _features(
    need: ranking.PreparedNeed, seed: ranking.PreparedSeed, words: ranking.Corpus
) -> dict[str, float]:
    found = ranking.features(need, seed, ranking.bm25(need.tokens, seed, words))
    return {name: found[name] for name in FEATURES}


def read() -> list[Decided]:
    """All decisions that teach weights, the oldest first."""
    words = seed_index.current().words
    decided = [
        (proposal, said)
        for proposal in Proposal.objects.select_related(
            "introduction", "need__sector", "need__prefecture"
        )
        .prefetch_related("need__themes")
        .order_by("pk")
        if (said := verdict(proposal)) is not None
    ]
    seeds = _prepared({proposal.seed_id for proposal, _said in decided})
    needs: dict[int, ranking.PreparedNeed] = {}
    found = []
    for proposal, (accepted, only) in decided:
        need = needs.get(proposal.need_id)
        if need is None:
            need = ranking.prepare_need(matching.need_profile(proposal.need))
            needs[proposal.need_id] = need
        features = _features(need, seeds[proposal.seed_id], words)
        found.append(Decided(proposal.need_id, features, accepted, only))
    return found


def _prepared(pks: Iterable[int]) -> dict[int, ranking.PreparedSeed]:
    wanted = sorted(pks)
    return {
        seed.pk: matching.prepared(seed)
        for start in range(0, len(wanted), _CHUNK)
        for seed in Seed.objects.with_terms().filter(pk__in=wanted[start : start + _CHUNK])
    }


def rows(decided: list[Decided]) -> tuple[list[list[float]], list[int], list[int]]:
    """Features, labels and needs, one a decision."""
    taken = [one for one in decided if one.accepted]
    usual = {
        name: sum(one.features[name] for one in taken) / len(taken) if taken else 0.0
        for name in FEATURES
    }
    features = [
        [one.features[name] if one.only in ("", name) else usual[name] for name in FEATURES]
        for one in decided
    ]
    return features, [int(one.accepted) for one in decided], [one.need for one in decided]
