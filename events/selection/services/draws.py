"""抽選: commit to a seed, draw once after the deadline, apply what was drawn."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Allocation, RegistrationState
from events.models import ParticipationType, Registration
from events.services import decisions, waitlist
from events.services.errors import NoPlaceLeft
from portal.privacy import services as privacy

from .. import lottery
from ..enums import DrawState
from ..models import Draw, DrawEntry
from . import letters, weights
from .errors import SelectionError


def commit(
    *,
    participation_type: ParticipationType,
    rules: dict[str, Any],
    reserve_limit: int | None = None,
    actor: Any = None,
    now: datetime | None = None,
) -> Draw:
    """Make a secret seed and publish its commitment, before applications close.

    Raises:
        SelectionError: it is no lottery, it is too late, or there is a commitment already.
    """
    now = now or timezone.now()
    clean = weights.checked(rules)
    try:
        with transaction.atomic():
            waitlist.lock(participation_type.pk)
            kind = _kind(participation_type.pk)
            if kind.allocation != Allocation.LOTTERY:
                raise SelectionError(_("この参加区分の決め方は「抽選」ではありません。"))
            if Draw.objects.filter(participation_type=kind).exists():
                raise SelectionError(_committed())
            if now >= kind.deadline():
                raise SelectionError(
                    _(
                        "申込の締切を過ぎたため、乱数の種を確約できません。"
                        "締切を延ばすと、もう一度できます。"
                    )
                )
            seed = lottery.new_seed()
            draw = Draw.objects.create(
                participation_type=kind,
                code=f"{kind.session.event.code}-{kind.pk}",
                seed=seed,
                commitment=lottery.commitment(seed=seed, rules=clean),
                rules=clean,
                reserve_limit=reserve_limit,
                committed_at=now,
                committed_by=actor,
            )
            _record(draw, "lottery.committed", actor, {"commitment": draw.commitment})
            return draw
    except IntegrityError:
        raise SelectionError(_committed()) from None


def _committed() -> str:
    return _("この参加区分の乱数の種は、すでに確約されています。変えることはできません。")


def perform(*, draw: Draw, actor: Any = None, now: datetime | None = None) -> Draw:
    """Draw, once and for all, among those who wait for a result; the seed becomes public.

    Raises:
        SelectionError: applications are still taken, or it was drawn already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        waitlist.lock(draw.participation_type_id)
        kind = _kind(draw.participation_type_id)
        current = Draw.objects.select_for_update().get(pk=draw.pk)
        if current.state != DrawState.COMMITTED:
            raise SelectionError(_("この抽選はすでに行われています。もう一度は行えません。"))
        if now < kind.deadline():
            raise SelectionError(_("抽選は、申込の締切のあとに行えます。"))
        applied = list(
            Registration.objects.filter(
                participation_type=kind, state=RegistrationState.APPLIED
            ).order_by("pk")
        )
        if not applied:
            raise SelectionError(_("結果を待っている申込がありません。"))
        _keep(current, kind, applied)
        current.state, current.drawn_at, current.drawn_by = DrawState.DRAWN, now, actor
        current.save()
        detail = {"entries": len(applied), "places": current.places}
        _record(current, "lottery.drawn", actor, detail)
        return current


def _keep(draw: Draw, kind: ParticipationType, applied: list[Registration]) -> None:
    """Freeze the entries and write down what the draw gives each."""
    lots = weights.weigh(kind=kind, registrations=applied, rules=draw.rules)
    numbers = {
        lottery.public_number(commitment=draw.commitment, reference=one.reference): one
        for one in applied
    }
    entries = [lottery.Entry(number, lots[one.pk], one.places) for number, one in numbers.items()]
    draw.places = kind.places_left
    draw.entries_digest = lottery.digest(entries)
    DrawEntry.objects.bulk_create(
        DrawEntry(
            draw=draw,
            registration=numbers[one.entry.number],
            number=one.entry.number,
            weight=one.entry.weight,
            places=one.entry.places,
            position=position,
            lot=one.lot,
            wins=one.wins,
            reserve=one.reserve,
        )
        for position, one in enumerate(
            lottery.draw(seed=draw.seed, entries=entries, places=draw.places), start=1
        )
    )


def apply(*, draw: Draw, actor: Any = None, now: datetime | None = None) -> Draw:
    """Confirm, reserve and turn down as drawn, in one transaction; letters are made ready.

    Who agreed to it takes the fallback type; the others wait in drawn order, as many as
    ``reserve_limit`` says. Who has cancelled since is passed over. Twice is once.

    Raises:
        SelectionError: it was not drawn yet, or places were taken elsewhere meanwhile.
    """
    now = now or timezone.now()
    with transaction.atomic():
        waitlist.lock(draw.participation_type_id)
        kind = _kind(draw.participation_type_id)
        current = Draw.objects.select_for_update().get(pk=draw.pk)
        if current.state == DrawState.APPLIED:
            return current
        if current.state != DrawState.DRAWN:
            raise SelectionError(_("先に抽選を行ってください。"))
        entries = list(current.entries.select_related("registration"))
        told = [done for entry in entries if (done := _give(entry, current, actor)) is not None]
        waitlist.fill(participation_type=kind)
        letters.prepare(session=kind.session, registrations=told, kind=kind, actor=actor)
        current.state, current.applied_at, current.applied_by = DrawState.APPLIED, now, actor
        current.save()
        _record(current, "lottery.applied", actor, {"entries": len(told)})
        return current


def _give(entry: DrawEntry, draw: Draw, actor: Any) -> Registration | None:
    """One company its result; None when it no longer waits for one."""
    registration = entry.registration
    if registration.state != RegistrationState.APPLIED:
        return None
    words: dict[str, Any] = {"registration": registration, "actor": actor}
    words["reason"] = f"lottery {draw.code} {entry.number}"
    if entry.wins:
        try:
            return decisions.confirm(**words, notify=False, approved=True)
        except NoPlaceLeft:
            raise SelectionError(
                _(
                    "抽選のあとに枠が減ったため、反映できません。"
                    "定員を戻してから、もう一度反映してください。"
                )
            ) from None
    beyond = draw.reserve_limit is not None and entry.reserve > draw.reserve_limit
    if beyond or _may_fall_back(registration):
        done = decisions.reject(**words, notify=False, approved=True)
        if beyond or done.is_confirmed:
            return done
    return decisions.reserve(**words, rank=entry.reserve)


def _may_fall_back(registration: Registration) -> bool:
    """Whether the company agreed to the fallback type and there seems to be room."""
    other = _kind(registration.participation_type_id).fallback
    if not registration.accepts_fallback or other is None:
        return False
    return other.places_left >= other.places_for(registration.attendees.count())


def forbid_by_hand(registration: Registration) -> None:
    """Guard of ``decisions``: while a lottery is committed to, only its result decides.

    Raises:
        SelectionError: the draw of this participation type is not applied yet.
    """
    if (
        Draw.objects.filter(participation_type_id=registration.participation_type_id)
        .exclude(state=DrawState.APPLIED)
        .exists()
    ):
        raise SelectionError(
            _("この参加区分は抽選で決めます。抽選の画面で結果を反映してください。")
        )


def _kind(pk: int) -> ParticipationType:
    return ParticipationType.objects.select_related("session__event", "fallback").get(pk=pk)


def _record(draw: Draw, action: str, actor: Any, detail: dict[str, Any]) -> None:
    privacy.record(action=action, target=f"lottery:{draw.code}", actor=actor, detail=detail)
