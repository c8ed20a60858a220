"""Solving the week, deciding against the solution, and turning it into proposals."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from ..models import Need, WeekPair, WeekPlan
from ..services import introduction as introductions
from ..services import proposal as proposals
from ..transitions import NotAllowedError
from . import candidates, planning, prices
from .planning import Board

AT_ONCE = 200
"""Needs ranked while a person waits; the nightly run ranks all."""


def monday() -> date:
    """The first day of this week in Japan."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def target(plan: WeekPlan) -> str:
    """The name of ``plan`` in audit records."""
    return f"week:{plan.week:%Y-%m-%d}"


def current() -> WeekPlan:
    """The plan of this week, made if there is none."""
    return WeekPlan.objects.get_or_create(week=monday())[0]


def _locked(plan: WeekPlan) -> WeekPlan:
    return WeekPlan.objects.select_for_update().get(pk=plan.pk)


def _write(board: Board) -> WeekPlan:
    """Keep what is chosen and what it is worth."""
    plan = board.plan
    chosen = {board.pairs[place].pk for place in board.decided.pairs.tolist()}
    was = set(plan.pairs.filter(chosen=True).values_list("pk", flat=True))
    plan.pairs.filter(pk__in=was - chosen).update(chosen=False)
    plan.pairs.filter(pk__in=chosen - was).update(chosen=True)
    best, found = board.optimum.worth, board.decided.worth
    plan.best_served, plan.best_points = best.served, best.points
    plan.served, plan.points = found.served, found.points
    plan.solved_at = timezone.now()
    plan.save()
    return plan


def refresh(*, plan: WeekPlan, limit: int | None = None) -> WeekPlan:
    """Rank what waits and solve the week; decisions by hand stay.

    A need that would go without a proposal although its list was full is
    ranked again with a longer one. ``limit`` ranks only the longest waiting.
    """
    needs = list(candidates.waiting_needs().prefetch_related("themes")[:limit])
    for width in candidates.WIDTHS:
        found = candidates.rank(needs, width=width)
        plan, served = _keep(plan, found)
        needs = [need for need in needs if len(found[need.pk]) == width and need.pk not in served]
        if not needs:
            break
    return plan


@transaction.atomic
def _keep(plan: WeekPlan, found: candidates.Found) -> tuple[WeekPlan, set[int]]:
    """Write candidates and solution together; the needs that are served."""
    plan = _locked(plan)
    candidates.drop_others(plan, list(found))
    candidates.keep(plan, found)
    board = planning.board(plan)
    served = {board.pairs[place].need_id for place in board.decided.pairs.tolist()}
    return _write(board), served


def nightly() -> None:
    """Rank and solve the present week; of past ones only what was chosen or decided stays."""
    WeekPair.objects.filter(plan__week__lt=monday(), mark="", chosen=False).delete()
    refresh(plan=current())


@transaction.atomic
def set_per_need(*, plan: WeekPlan, number: int) -> WeekPlan:
    """Propose up to ``number`` experts for each need, and solve again."""
    plan = _locked(plan)
    plan.per_need = number
    plan.full_clean(exclude=["resting"])
    return _write(planning.board(plan))


def _place(board: Board, pair: WeekPair) -> int:
    found = prices.places(board, [pair.pk])
    if not found:
        raise NotAllowedError(
            _("この組み合わせは、いまは提案できません。計算し直してからお選びください。")
        )
    return found[0]


def _note(plan: WeekPlan, action: str, actor: Any, change: prices.Change, **detail: int) -> None:
    privacy.record(
        action=f"week.{action}",
        target=target(plan),
        actor=actor,
        detail={**detail, "cost": round(change.more, 4), "unserved": change.unserved},
    )


@transaction.atomic
def pin(*, pair: WeekPair, actor: Any) -> WeekPlan:
    """Propose this pair whatever else is solved; the need's other pins give way.

    Raises:
        NotAllowedError: there is no room for it.
    """
    board = planning.board(_locked(pair.plan))
    place = _place(board, pair)
    change = prices.of_pinning(board, place)
    if not change.possible:
        raise NotAllowedError(
            _(
                "この支援者の今月の枠は、いっぱいです。ほかの固定を外すか、別の支援をお選びください。"
            )
        )
    stay = [board.pairs[one].pk for one in prices.pins_with(board, place)]
    own = board.plan.pairs.filter(need_id=pair.need_id, mark=WeekPair.Mark.PINNED)
    own.exclude(pk__in=stay).update(mark="")
    board.plan.resting.remove(pair.need_id)
    return _mark(board.plan, pair, WeekPair.Mark.PINNED, actor, change, "pinned")


@transaction.atomic
def leave_out(*, pair: WeekPair, actor: Any) -> WeekPlan:
    """Do not propose this pair this week."""
    board = planning.board(_locked(pair.plan))
    change = prices.of_leaving_out(board, _place(board, pair))
    return _mark(board.plan, pair, WeekPair.Mark.LEFT_OUT, actor, change, "left_out")


def _mark(
    plan: WeekPlan, pair: WeekPair, mark: str, actor: Any, change: prices.Change, action: str
) -> WeekPlan:
    WeekPair.objects.filter(pk=pair.pk).update(mark=mark)
    _note(plan, action, actor, change, need=pair.need_id, seed=pair.seed_id)
    return _write(planning.board(plan))


@transaction.atomic
def rest(*, plan: WeekPlan, need: Need, actor: Any) -> WeekPlan:
    """Propose nothing for ``need`` this week."""
    plan = _locked(plan)
    change = prices.of_resting(planning.board(plan), need.pk)
    plan.resting.add(need)
    _note(plan, "rested", actor, change, need=need.pk)
    return _write(planning.board(plan))


@transaction.atomic
def undo(*, plan: WeekPlan, need: Need, actor: Any) -> WeekPlan:
    """Take back every decision about ``need``."""
    plan = _locked(plan)
    plan.resting.remove(need)
    plan.pairs.filter(need=need).exclude(mark="").update(mark="")
    privacy.record(
        action="week.undone", target=target(plan), actor=actor, detail={"need": need.pk}
    )
    return _write(planning.board(plan))


@transaction.atomic
def accept(*, plan: WeekPlan, pairs: Sequence[int], actor: Any, message: str = "") -> int:
    """Propose ``pairs`` (ids) to both sides; returns how many.

    All or none: what was decided on a screen that has aged is not half done.

    Raises:
        NotAllowedError: one of them is no longer part of the solution, or may not be.
    """
    board = planning.board(_locked(plan))
    chosen = {board.pairs[place].pk: board.pairs[place] for place in board.decided.pairs.tolist()}
    if not pairs or set(pairs) - set(chosen):
        _write(board)
        raise NotAllowedError(_("この間に状況が変わりました。計算し直した結果をご確認ください。"))
    needs, seeds = proposals.hold(
        needs=[chosen[pk].need_id for pk in pairs], seeds=[chosen[pk].seed_id for pk in pairs]
    )
    for pk in pairs:
        pair = chosen[pk]
        made = proposals.propose(
            need=needs[pair.need_id],
            seed=seeds[pair.seed_id],
            actor=actor,
            score=pair.quality,
            reasons=pair.reasons,
        )
        introductions.review(introduction=made, actor=actor, message=message)
    _write(planning.board(board.plan))
    return len(pairs)
