"""Pairs of need and seed: asked for, proposed, set aside."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from .. import conflicts, transitions
from ..enums import ENDED, DismissReason, ProposalState, SeedState
from ..models import Introduction, Need, Proposal, Seed
from ..weekly import capacity


def target(proposal: Proposal) -> str:
    """The name of ``proposal`` in audit records."""
    return f"proposal:{proposal.pk}"


def hold(
    *, needs: Collection[int], seeds: Collection[int]
) -> tuple[dict[int, Need], dict[int, Seed]]:
    """``needs`` and ``seeds`` (ids) as they are now, by id, until the transaction ends.

    Whoever else proposes one of the seeds waits, so that its last place of the month is given
    once; whoever closes one ends what was proposed. Always in the same order: nobody waits
    for one who waits for them. Rows that only name them are written meanwhile.
    """
    return (
        Need.objects.select_for_update(no_key=True).order_by("pk").in_bulk(needs),
        Seed.objects.select_for_update(no_key=True).order_by("pk").in_bulk(seeds),
    )


def _pair(need: Need, seed: Seed) -> Proposal | None:
    return Proposal.objects.select_for_update().filter(need=need, seed=seed).first()


def _refuse(need: Need, seed: Seed, pair: Proposal | None) -> None:
    if need.organization_id == seed.organization_id:
        raise transitions.NotAllowedError(_("同じ事業者どうしを紹介することはできません。"))
    if seed.state != SeedState.PUBLISHED or seed.expired:
        raise transitions.NotAllowedError(
            _("この支援は、いま公開されていません。ほかの候補をお選びください。")
        )
    if seed.capacity_per_month == 0:
        raise transitions.NotAllowedError(
            _("この支援者は、いま新しい相談を受けていません。ほかの候補をお選びください。")
        )
    if need.state != "published" or need.expired:
        raise transitions.NotAllowedError(
            _("受付中の困りごとだけ紹介できます。公開または期限の延長をしてください。")
        )
    if seed.organization_id in conflicts.providers(need.organization_id):
        raise transitions.NotAllowedError(
            _("利害関係のため見送られた相手どうしは、紹介できません。")
        )
    if pair is not None and Introduction.objects.filter(proposal=pair, state__in=ENDED).exists():
        raise transitions.NotAllowedError(
            _("この組み合わせの紹介は、前に終わっています。ほかの候補をお選びください。")
        )
    if (pair is None or not _begun(pair)) and capacity.left(seed) == 0:
        raise transitions.NotAllowedError(
            _(
                "この支援者の今月の受付は、いっぱいです。来月まで待つか、ほかの候補をお選びください。"
            )
        )


def _begun(pair: Proposal) -> bool:
    """Whether it is being introduced: asked for once more, it stays as it is."""
    return Introduction.objects.filter(proposal=pair).exists()


def _keep(
    need: Need,
    seed: Seed,
    state: ProposalState,
    actor: Any,
    score: float,
    reasons: list[dict[str, Any]],
) -> tuple[Proposal, bool]:
    """The pair, and whether anything about it is new."""
    needs, seeds = hold(needs=[need.pk], seeds=[seed.pk])
    need, seed = needs[need.pk], seeds[seed.pk]
    pair = _pair(need, seed)
    _refuse(need, seed, pair)
    if pair is None:
        made = Proposal.objects.create(
            need=need,
            seed=seed,
            company_id=need.organization_id,
            provider_id=seed.organization_id,
            state=state,
            score=score,
            reasons=reasons,
            created_by=actor,
        )
        return made, True
    if _begun(pair):
        return pair, False
    transitions.check(transitions.PROPOSAL, pair.state, state)
    pair.state = state
    pair.dismiss_reason = ""
    pair.score, pair.reasons = score, reasons
    pair.save()
    return pair, True


@transaction.atomic
def request(
    *, need: Need, seed: Seed, actor: Any, score: float = 0.0, reasons: list[dict[str, Any]]
) -> Introduction:
    """The company asks to meet the provider; the coordinator reviews it first.

    Raises:
        NotAllowedError: the pair may not be introduced; the text says why.
    """
    pair, new = _keep(need, seed, ProposalState.REQUESTED, actor, score, reasons)
    introduction, _made = Introduction.objects.get_or_create(proposal=pair)
    if new:
        privacy.record(
            action="proposal.requested",
            target=target(pair),
            actor=actor,
            detail={"need": need.pk, "seed": seed.pk},
        )
    return introduction


@transaction.atomic
def propose(
    *, need: Need, seed: Seed, actor: Any, score: float = 0.0, reasons: list[dict[str, Any]]
) -> Introduction:
    """The coordinator brings a pair forward; ``introduction.review`` tells both sides.

    Raises:
        NotAllowedError: the pair may not be introduced; the text says why.
    """
    pair, new = _keep(need, seed, ProposalState.PROPOSED, actor, score, reasons)
    introduction, _made = Introduction.objects.get_or_create(proposal=pair)
    if new:
        privacy.record(
            action="proposal.proposed",
            target=target(pair),
            actor=actor,
            detail={"need": need.pk, "seed": seed.pk},
        )
    return introduction


@transaction.atomic
def dismiss(*, need: Need, seed: Seed, actor: Any, reason: str) -> Proposal:
    """Set a pair aside: "not this one". For a conflict it never comes back.

    Raises:
        NotAllowedError: the reason is unknown, or the pair is already introduced.
    """
    if reason not in DismissReason.values:
        raise transitions.NotAllowedError(_("見送りの理由を選んでください。"))
    pair = _pair(need, seed)
    if pair is not None and Introduction.objects.filter(proposal=pair).exists():
        raise transitions.NotAllowedError(
            _("この組み合わせは紹介が始まっています。紹介の画面から辞退できます。")
        )
    if pair is None:
        pair = Proposal.objects.create(
            need=need,
            seed=seed,
            company=need.organization,
            provider=seed.organization,
            state=ProposalState.DISMISSED,
            dismiss_reason=reason,
            created_by=actor,
        )
    elif pair.dismiss_reason == DismissReason.CONFLICT:
        return pair
    elif pair.state != ProposalState.DISMISSED or pair.dismiss_reason != reason:
        if pair.state != ProposalState.DISMISSED:
            transitions.check(transitions.PROPOSAL, pair.state, ProposalState.DISMISSED)
        pair.state = ProposalState.DISMISSED
        pair.dismiss_reason = reason
        pair.save()
    privacy.record(
        action="proposal.dismissed", target=target(pair), actor=actor, reason=str(reason)
    )
    return pair
