"""What must be true of every registration, looked for in the whole database.

Each rule is one or two statements, so that a year of events is looked through in seconds.
What a person's erasure or the end of a retention period took away is no breach.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from portal.delivery.models import Mail, OutboxMessage
from portal.privacy.models import AuditEntry, Consent

from ..enums import ACTIVE_STATES, Allocation, Door, PlaceUnit, RegistrationState
from ..models import Attendee, PlaceHold, Registration, Session
from . import places

CHECKED, TARGET = "events.checked", "events"
"""Under which the audit log keeps what each check found."""

MOST = 100
"""Breaches of one rule that are told one by one."""

PATIENCE = timedelta(hours=2)
"""What is past its time is the periodic job's to end; so long it may take."""

KEPT = timedelta(days=3 * 365 - 30)
"""Audit entries are kept for three years; older registrations are not asked for theirs."""

STAMPS = {
    RegistrationState.CONFIRMED: "confirmed_at",
    RegistrationState.WAITLISTED: "waitlisted_at",
    RegistrationState.OFFERED: "offer_expires_at",
    RegistrationState.CANCELLED: "cancelled_at",
}
"""The moment that every registration in a state carries."""


@dataclass(frozen=True)
class Breach:
    """One thing that must not be: which rule, about what (a code and an id), in figures."""

    rule: str
    target: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.target}" + (f": {self.detail}" if self.detail else "")


Rule = Callable[[datetime], Iterator[Breach]]


def breaches(now: datetime) -> list[Breach]:
    """All that is wrong at ``now``, rule by rule.

    A statement that ran before somebody's commit and one that ran after it may disagree, so
    what the first look finds counts only if a second finds it too.
    """
    first = _look(now)
    if not first:
        return []
    again = set(_look(now))
    return [breach for breach in first if breach in again]


def last_check() -> AuditEntry | None:
    """The latest check: when, and in ``detail`` what it found; None before the first."""
    return AuditEntry.objects.filter(target=TARGET, action=CHECKED).first()


def _look(now: datetime) -> list[Breach]:
    return [breach for rule in RULES for breach in rule(now)]


def _counters(now: datetime) -> Iterator[Breach]:
    for count in places.counts(now):
        target = f"type:{count.participation_type}"
        if not count.is_right:
            yield Breach("counter", target, str(count))
        if count.is_oversold:
            yield Breach("oversold", target, str(count))
        if count.is_asleep:
            yield Breach("asleep", target, f"{count}, waiting {count.smallest_waiting}")


def _holds(now: datetime) -> Iterator[Breach]:
    late = PlaceHold.objects.filter(ended_at__isnull=True, expires_at__lt=now - PATIENCE)
    for pk, ended in late.values_list("pk", "expires_at")[:MOST]:
        yield Breach("hold_past_its_time", f"hold:{pk}", f"{ended:%Y-%m-%dT%H:%MZ}")


def _offers(now: datetime) -> Iterator[Breach]:
    late = Registration.objects.filter(
        state=RegistrationState.OFFERED, offer_expires_at__lt=now - PATIENCE
    )
    for reference, ended in late.values_list("reference", "offer_expires_at")[:MOST]:
        yield Breach(
            "offer_past_its_time", f"registration:{reference}", f"{ended:%Y-%m-%dT%H:%MZ}"
        )


def _states(now: datetime) -> Iterator[Breach]:
    """States outside the table, without their moment, or that their type cannot have."""
    wrong = ~Q(state__in=RegistrationState.values)
    for state, stamp in STAMPS.items():
        wrong |= Q(state=state, **{f"{stamp}__isnull": True})
    wrong |= Q(
        state=RegistrationState.APPLIED, participation_type__allocation=Allocation.FIRST_COME
    )
    wrong |= ~Q(session=F("participation_type__session"))
    for reference, found in Registration.objects.filter(wrong).values_list("reference", "state")[
        :MOST
    ]:
        yield Breach("impossible_state", f"registration:{reference}", found)


def _people(now: datetime) -> Iterator[Breach]:
    """Nobody in a registration that counts, or other than as many as it has places."""
    to_come = Registration.objects.filter(session__ends_at__gt=now)
    nobody = to_come.filter(
        ~Exists(Attendee.objects.filter(registration=OuterRef("pk"))), state__in=ACTIVE_STATES
    )
    yield from _each("without_people", nobody)
    counted = (
        to_come.holding()
        .annotate(admitted=Count("attendees", filter=Q(attendees__is_admitted=True)))
        .filter(
            Q(participation_type__unit=PlaceUnit.PERSON) & ~Q(places=F("admitted"))
            | Q(participation_type__unit=PlaceUnit.ORGANIZATION) & ~Q(places=1)
        )
    )
    for reference, given, admitted in counted.values_list("reference", "places", "admitted")[
        :MOST
    ]:
        yield Breach(
            "people_and_places",
            f"registration:{reference}",
            f"{given} places, {admitted} people",
        )


def _duplicates(now: datetime) -> Iterator[Breach]:
    """One company twice in one session, whichever door let it in the second time."""
    active = Registration.objects.active().order_by()
    for field, nothing in (("organization", None), ("corporate_number", "")):
        named = active.exclude(**{field: nothing})
        twice = (
            named.values("session", field)
            .annotate(times=Count("pk"))
            .filter(times__gt=1)
            .values_list("session", "times")
        )
        for session, times in twice[:MOST]:
            yield Breach("company_twice", f"session:{session}", f"{field}, {times} times")


def _receipts(now: datetime) -> Iterator[Breach]:
    """Who applied has a receipt, and every mail that has not left is in the outbox."""
    receipt = Mail.objects.filter(
        key=Concat(Value("registration:"), OuterRef("reference"), Value(":receipt"))
    )
    yield from _each("without_receipt", _recent(now).filter(door=Door.WEB), ~Exists(receipt))
    waiting = OutboxMessage.objects.filter(key=Concat(Value("mail:"), OuterRef("key")))
    lost = Mail.objects.filter(
        ~Exists(waiting), sent_at__isnull=True, purged_at__isnull=True
    ).filter(key__gte="registration:", key__lt="registration;")
    for pk in lost.values_list("pk", flat=True)[:MOST]:
        yield Breach("mail_without_outbox", f"mail:{pk}")


def _records(now: datetime) -> Iterator[Breach]:
    """Who applied has agreed, and the audit log knows of everyone."""
    subject = Concat(Value("registration:"), OuterRef("reference"))
    consent = Consent.objects.filter(subject=subject)
    yield from _each("without_consent", _recent(now).filter(door=Door.WEB), ~Exists(consent))
    entry = AuditEntry.objects.filter(target=subject, action="registration.created")
    yield from _each("without_audit", _recent(now), ~Exists(entry))


def _calendar(now: datetime) -> Iterator[Breach]:
    without = Session.objects.filter(Q(calendar_uid__isnull=True) | Q(calendar_uid=""))
    for pk in without.values_list("pk", flat=True)[:MOST]:
        yield Breach("without_calendar_uid", f"session:{pk}")


RULES: tuple[Rule, ...] = (
    _counters,
    _holds,
    _offers,
    _states,
    _people,
    _duplicates,
    _receipts,
    _records,
    _calendar,
)

WORDS = {
    "counter": _("枠の数が申込と合いません"),
    "oversold": _("定員を超えています"),
    "asleep": _("空きがあるのに、キャンセル待ちの人がいます"),
    "hold_past_its_time": _("仮押さえが時間を過ぎても終わっていません"),
    "offer_past_its_time": _("繰上げ案内が期限を過ぎても終わっていません"),
    "impossible_state": _("申込の状態が正しくありません"),
    "without_people": _("参加者がいない申込です"),
    "people_and_places": _("参加者の人数と枠の数が合いません"),
    "company_twice": _("同じ事業者が同じ回に二重に申し込んでいます"),
    "without_receipt": _("受付のメールがありません"),
    "mail_without_outbox": _("メールが送信待ちにありません"),
    "without_consent": _("同意の記録がありません"),
    "without_audit": _("操作の記録がありません"),
    "without_calendar_uid": _("予定の識別子がありません"),
}
"""Each rule, as staff read it."""


def _recent(now: datetime) -> QuerySet[Registration]:
    """Registrations whose records must still be there."""
    return Registration.objects.filter(created_at__gt=now - KEPT).exclude(
        applicant_key__startswith="erased:"
    )


def _each(rule: str, rows: QuerySet[Registration], *conditions: Any) -> Iterator[Breach]:
    found = rows.filter(*conditions).order_by("pk").values_list("reference", flat=True)
    for reference in found[:MOST]:
        yield Breach(rule, f"registration:{reference}")
