"""Reading the room: lists, candidates, the coordinator's worklist."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from . import matching, permissions, ranking, today
from .enums import IntroductionState, NeedState, SeedState, Side
from .learning import feedback
from .models import Introduction, Need, Seed
from .posting import availability

# Below these a candidate helps nobody: of the scale, and of the best one.
MIN_SCORE = 0.12
MIN_SHARE = 0.15


def open_needs(user: Any, *, sector: str = "", theme: str = "") -> QuerySet[Need]:
    """Published needs that ``user`` may read, newest first."""
    found = Need.objects.open().readable_with(permissions.scopes(user)).with_terms()
    if sector:
        found = found.filter(sector_id=sector)
    if theme:
        found = found.filter(themes__code=theme)
    return found.order_by("-published_at", "-id")


def open_seeds(
    *, sector: str = "", theme: str = "", prefecture: str = "", form: str = ""
) -> QuerySet[Seed]:
    """Published seeds, newest first; sector ``common`` offers fit every sector."""
    found = Seed.objects.open().with_terms()
    if sector:
        found = found.filter(sectors__code__in={sector, "common"})
    if theme:
        found = found.filter(themes__code=theme)
    if prefecture == matching.ONLINE:
        found = found.filter(online=True)
    elif prefecture:
        found = found.filter(prefectures__code=prefecture)
    if form:
        found = found.filter(service_types__icontains=f'"{form}"')
    return found.distinct().order_by("-published_at", "-id")


def needs_of(user: Any) -> QuerySet[Need]:
    """All needs of the organizations of ``user``, newest first."""
    return (
        Need.objects.filter(organization_id__in=permissions.organization_ids(user))
        .select_related("sector", "prefecture")
        .order_by("-updated_at", "-id")
    )


def seeds_of(user: Any) -> QuerySet[Seed]:
    """All seeds of the organizations of ``user``, newest first."""
    return (
        Seed.objects.filter(organization_id__in=permissions.organization_ids(user))
        .with_terms()
        .order_by("-updated_at", "-id")
    )


def introductions_of(user: Any, side: Side) -> QuerySet[Introduction]:
    """Introductions in which organizations of ``user`` stand on ``side``, newest first.

    The provider's list holds only those a coordinator has reviewed.
    """
    ids = permissions.organization_ids(user)
    found = Introduction.objects.with_sides().order_by("-updated_at", "-id")
    if side is Side.PROVIDER:
        return found.filter(proposal__provider_id__in=ids, reviewed_at__isnull=False)
    return found.filter(proposal__company_id__in=ids)


@dataclass(frozen=True)
class Candidate:
    """A ranked seed and, if there is one, the introduction it has led to."""

    match: matching.Match
    introduction: Introduction | None


def candidates(need: Need, *, limit: int = 5) -> list[Candidate]:
    """The best open seeds for ``need``, without those set aside, full or of the same company."""
    begun = {
        introduction.proposal.seed_id: introduction
        for introduction in Introduction.objects.filter(proposal__need=need).select_related(
            "proposal"
        )
    }
    full = {str(pk) for pk in availability.full() - set(begun)}
    matches = _matches(need, without=full, limit=limit)
    best = max((match.score for match in matches), default=0.0)
    floor = max(MIN_SCORE, best * MIN_SHARE)
    return [
        Candidate(match, begun.get(match.seed.pk)) for match in matches if match.score >= floor
    ]


def _matches(need: Need, *, without: set[str], limit: int) -> list[matching.Match]:
    prepared = ranking.prepare_need(matching.need_profile(need))
    order = today.order()
    left_out = without | feedback.left_out(need, order.seeds)
    ranked = order.best(prepared, limit=limit, without=left_out)
    records = Seed.objects.with_terms().in_bulk([int(entry.seed.seed.key) for entry in ranked])
    return matching.explain(prepared, ranked, records, order.weighing)


def match_of(need: Need, seed: Seed) -> matching.Match | None:
    """How ``seed`` fits ``need``, with reasons; None for a pair that cannot be."""
    prepared = ranking.prepare_need(matching.need_profile(need))
    ranked = today.order().among(prepared, [matching.prepared(seed)])
    return next(iter(matching.explain(prepared, ranked, {seed.pk: seed})), None)


@dataclass(frozen=True)
class Worklist:
    """What waits for a coordinator, the oldest first."""

    needs: QuerySet[Need]
    seeds: QuerySet[Seed]
    requests: QuerySet[Introduction]
    replacements: QuerySet[Introduction]
    unmatched: QuerySet[Need]


def worklist() -> Worklist:
    """Submissions to read, requests to review, experts to replace, needs without a proposal."""
    live = Introduction.objects.live()
    left = replacements()
    return Worklist(
        needs=Need.objects.filter(state=NeedState.SUBMITTED)
        .select_related("organization", "sector", "prefecture")
        .order_by("updated_at", "id"),
        seeds=Seed.objects.filter(state=SeedState.SUBMITTED)
        .select_related("organization")
        .order_by("updated_at", "id"),
        requests=Introduction.objects.filter(state=IntroductionState.PROPOSED)
        .with_sides()
        .order_by("created_at", "id"),
        replacements=left,
        unmatched=Need.objects.open()
        .exclude(proposals__introduction__in=live)
        .exclude(pk__in=left.values("proposal__need"))
        .select_related("organization", "sector", "prefecture")
        .order_by("published_at", "id"),
    )


def replacements() -> QuerySet[Introduction]:
    """Introductions whose expert left while the need is still open and without another."""
    live = Introduction.objects.live()
    waiting = Need.objects.open().exclude(proposals__introduction__in=live)
    return (
        Introduction.objects.filter(
            state=IntroductionState.LEFT, ended_by=Side.PROVIDER, proposal__need__in=waiting
        )
        .with_sides()
        .order_by("ended_at", "id")
    )


def introductions_with_sides() -> QuerySet[Introduction]:
    """All introductions with both sides, for the register of the bureau."""
    return Introduction.objects.with_sides().order_by("-updated_at", "-id")
