"""Mails after the event: thanks to those who came, and the certificate when it is ready."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import links
from events.models import Attendee, Session
from events.surveys import attendance
from events.surveys.models import Survey, SurveyReceipt
from events.surveys.services.reminders import address as address
from portal.delivery import mail
from portal.delivery.attachments import LazyAttachment
from portal.delivery.models import Mail

from ..models import Certificate, CertificateRule, SessionMaterial

SOON, LATE = timedelta(minutes=30), timedelta(days=14)
"""Thanks leave this long after the end, and not when the job was down for longer than that."""

CERTIFICATE = "certificates.certificate"
"""Name of the registered maker of certificate PDFs."""


def thanks_key(attendee: Attendee) -> str:
    """The key of the thanks: once per person."""
    return f"after:{attendee.registration.session_id}:{attendee.pk}:thanks"


def send_due(*, now: datetime | None = None) -> int:
    """Thank those who came to sessions that ended lately; how many people."""
    now = now or timezone.now()
    told = 0
    ended = (
        Session.objects.filter(ends_at__lte=now - SOON, ends_at__gt=now - LATE)
        .exclude(state__in=("draft", "cancelled", "postponed"))
        .select_related("event")
        .order_by("pk")
    )
    for session in ended:
        told += _thank(session)
    return told


def _thank(session: Session) -> int:
    """Only who came: a no-show gets nothing."""
    people = list(
        attendance.attendees_present(session)
        .filter(registration__state="confirmed", is_admitted=True)
        .select_related("registration__participation_type")
        .order_by("pk")
    )
    queued = set(
        Mail.objects.filter(key__in=[thanks_key(one) for one in people]).values_list(
            "key", flat=True
        )
    )
    waiting = [one for one in people if thanks_key(one) not in queued]
    if not waiting:
        return 0
    offers = _offers(session)
    answered = set(
        SurveyReceipt.objects.filter(survey__session=session).values_list("pk", flat=True)
    )
    for attendee in waiting:
        with transaction.atomic():
            _queue(
                attendee,
                session,
                key=thanks_key(attendee),
                template="certificates_thanks",
                context=offers | {"answered": attendee.pk in answered},
            )
    return len(waiting)


def _offers(session: Session) -> dict[str, Any]:
    """What the thanks point to."""
    survey = Survey.objects.filter(session=session, questions__isnull=False).first()
    return {
        "survey": survey,
        "rule": CertificateRule.objects.filter(session=session).first(),
        "has_materials": SessionMaterial.objects.filter(session=session).exists(),
    }


def ready(certificate: Certificate) -> None:
    """Tell the person that the certificate is there, with the file."""
    attendee = certificate.attendee
    if attendee is None:
        return
    _queue(
        attendee,
        certificate.session,
        key=f"certificate:{certificate.number}",
        template="certificates_ready",
        context={"certificate": certificate},
        attachments=[LazyAttachment(CERTIFICATE, {"certificate": certificate.pk})],
    )


def _queue(
    attendee: Attendee,
    session: Session,
    *,
    key: str,
    template: str,
    context: dict[str, Any],
    attachments: list[Any] | None = None,
) -> None:
    registration = attendee.registration
    language = registration.language
    token = links.attendee_token(attendee)
    mail.queue(
        key=key,
        to=address(attendee),
        template=template,
        context={
            "attendee": attendee,
            "registration": registration,
            "session": session,
            "event": session.event,
            "url": links.attendee_url(attendee),
            "survey_url": links.absolute("surveys:answer", token, language=language),
            **context,
        },
        language=language,
        attachments=attachments or [],
    )
