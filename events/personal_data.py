"""What this room holds about people: handed out, erased, and dropped in time.

The notice on the form promises: gone one year after the end of the fiscal year (1 April
to 31 March) in which the event took place.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.privacy import purposes, retention, subject_data

from .enums import ACTIVE_STATES
from .models import (
    Answer,
    Attendee,
    Host,
    PlaceHold,
    Question,
    Registration,
    RegistrationDraft,
)
from .services import decisions, questions, uploads
from .services import registration as service

YEAR = timedelta(days=365)
DRAFT_LIFE = timedelta(days=30)


def register() -> None:
    """Make this room's part known to the room of privacy."""
    subject_data.register("events", export=export, erase=erase)
    purposes.register(service.CONSENT_PURPOSE, _("イベントの申込と連絡"))
    purposes.register("event_host", _names_of_hosts)
    purposes.register(questions.CONSENT_PURPOSE, _words_of_questions)
    retention.register(
        "registrations",
        YEAR,
        purge,
        words=_("イベントの申込と参加者: 開催した年度の終わりから1年"),
    )
    retention.register(
        "registration drafts",
        DRAFT_LIFE,
        purge_drafts,
        words=_("送られていない申込の下書き: 最後に保存してから30日"),
    )


def _names_of_hosts(pks: Collection[str]) -> dict[str, str]:
    """Which bodies receive the list of participants, by the number in the consent."""
    hosts = Host.objects.filter(pk__in=[pk for pk in pks if pk.isdecimal()])
    return {str(host.pk): _("参加者名簿の提供: %(name)s") % {"name": host.name} for host in hosts}


def _words_of_questions(pks: Collection[str]) -> dict[str, str]:
    """What was agreed to, by the number of the question in the consent."""
    asked = Question.objects.filter(pk__in=[pk for pk in pks if pk.isdecimal()])
    return {str(question.pk): question.label for question in asked}


def _registrations_of(user: Any) -> QuerySet[Registration]:
    return Registration.objects.filter(
        Q(applicant=user) | Q(contact_email__iexact=user.email)
    ).order_by("pk")


def export(user: Any) -> dict[str, Any]:
    """Registrations made by or for the person, and where they are named as attendee."""
    return {
        "registrations": [
            {
                "reference": found.reference,
                "event": str(found.session),
                "state": found.state,
                "contact_name": found.contact_name,
                "contact_email": found.contact_email,
                "contact_phone": found.contact_phone,
                "message": found.message,
                "created_at": found.created_at.isoformat(),
                "answers": [
                    {"question": answer.question.label, "answer": answer.words}
                    for answer in found.answers.all()
                ],
            }
            for found in _registrations_of(user)
            .select_related("session__event")
            .prefetch_related("answers__question")
        ],
        "attended": [
            {
                "reference": found.registration.reference,
                "name": f"{found.family_name} {found.given_name}",
                "department": found.department,
                "job_title": found.job_title,
                "role": found.role,
                "answers": [
                    {"question": answer.question.label, "answer": answer.words}
                    for answer in found.answers.all()
                ],
            }
            for found in Attendee.objects.filter(email__iexact=user.email)
            .select_related("registration")
            .prefetch_related("answers__question")
            .order_by("pk")
        ],
    }


def erase(user: Any) -> None:
    """Registrations to come go to a colleague or are cancelled; names and addresses go."""
    now = timezone.now()
    for found in _registrations_of(user).select_related("session"):
        to_come = found.state in ACTIVE_STATES and found.session.ends_at > now
        heir = _colleague(found, user) if to_come else None
        if heir is not None:
            _hand_over(found, heir)
            continue
        if to_come:
            decisions.cancel(registration=found, reason="erasure")
        _empty(found)
    RegistrationDraft.objects.filter(user=user).delete()
    uploads.drop_of_attendees(Attendee.objects.filter(email__iexact=user.email))
    Attendee.objects.filter(email__iexact=user.email).delete()


def _colleague(registration: Registration, user: Any) -> User | None:
    if registration.organization_id is None:
        return None
    members = User.objects.filter(memberships__organization_id=registration.organization_id)
    return members.exclude(pk=user.pk).order_by("memberships__created_at", "pk").first()


def _hand_over(registration: Registration, heir: User) -> None:
    registration.applicant = heir
    registration.contact_name = heir.get_full_name()
    registration.contact_email = heir.email
    registration.contact_phone = heir.phone
    registration.save(
        update_fields=["applicant", "contact_name", "contact_email", "contact_phone"]
    )


def _empty(registration: Registration) -> None:
    """Counts stay (session, kind, places, sector, size); who it was does not."""
    uploads.drop_of([registration])
    Answer.objects.filter(registration=registration).delete()
    registration.attendees.all().delete()
    Registration.objects.filter(pk=registration.pk).update(
        applicant=None,
        applicant_key=f"erased:{registration.pk}",
        company_name="-",
        corporate_number="",
        contact_name="",
        contact_email=f"erased-{registration.pk}@invalid.example",
        contact_phone="",
        message="",
    )


def purge(cutoff: datetime) -> int:
    """Empty the registrations of fiscal years that ended before ``cutoff``."""
    day = timezone.localtime(cutoff)
    april = day.replace(month=4, day=1, hour=0, minute=0, second=0, microsecond=0)
    boundary = april if day >= april else april.replace(year=april.year - 1)
    due = Registration.objects.filter(session__ends_at__lt=boundary).exclude(
        contact_email__startswith="erased-"
    )
    number = 0
    for found in due.iterator():
        _empty(found)
        number += 1
    PlaceHold.objects.filter(ended_at__lt=cutoff).delete()
    return number


def purge_drafts(cutoff: datetime) -> int:
    """Drafts nobody has touched since ``cutoff``; their files are swept afterwards."""
    dropped, _rows = RegistrationDraft.objects.filter(updated_at__lt=cutoff).delete()
    return dropped
