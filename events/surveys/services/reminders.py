"""One reminder to those who came, have not answered, and still can."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events import links
from events.models import Attendee
from portal.delivery import mail
from portal.delivery.models import Mail

from .. import attendance
from ..models import Survey, SurveyReceipt

AFTER = timedelta(days=4)
UNTIL = timedelta(days=21)
LEFT = timedelta(hours=12)
"""A reminder is due this long after the opening, not later, and not shortly before the end."""


def key(attendee: Attendee) -> str:
    """The key of the reminder: once per person."""
    return f"survey:{attendee.registration.session_id}:{attendee.pk}:reminder"


def address(attendee: Attendee) -> str:
    """Where the person is reached: at an own address, else through whoever applied."""
    return attendee.email or attendee.registration.contact_email


def send_due(*, now: datetime | None = None) -> int:
    """Queue what is due and not queued yet; how many people."""
    now = now or timezone.now()
    told = 0
    for survey in _reminding(now):
        for attendee in _silent(survey):
            with transaction.atomic():
                _remind(survey, attendee)
            told += 1
    return told


def _reminding(now: datetime) -> list[Survey]:
    since, until = now - AFTER, now - UNTIL
    opened = Q(opens_at__lte=since, opens_at__gt=until) | Q(
        opens_at__isnull=True, session__ends_at__lte=since, session__ends_at__gt=until
    )
    open_still = Q(closes_at__isnull=True) | Q(closes_at__gt=now + LEFT)
    return list(
        Survey.objects.filter(opened, open_still, session__isnull=False)
        .exclude(session__state__in=("draft", "cancelled", "postponed"))
        .select_related("session__event")
        .order_by("pk")
    )


def _silent(survey: Survey) -> list[Attendee]:
    """Who came, has not answered and was not reminded."""
    session = survey.session
    if session is None:
        return []
    answered = SurveyReceipt.objects.filter(survey=survey).values("attendee_id")
    there = (
        attendance.attendees_present(session)
        .exclude(pk__in=answered)
        .filter(registration__state="confirmed", is_admitted=True)
        .select_related("registration__session__event")
        .order_by("pk")
    )
    people = list(there)
    keys = {key(person): person for person in people}
    queued = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    return [person for name, person in keys.items() if name not in queued]


def _remind(survey: Survey, attendee: Attendee) -> None:
    registration = attendee.registration
    mail.queue(
        key=key(attendee),
        to=address(attendee),
        template="surveys_reminder",
        context={
            "survey": survey,
            "attendee": attendee,
            "registration": registration,
            "session": registration.session,
            "event": registration.session.event,
            "url": links.absolute(
                "surveys:answer",
                links.attendee_token(attendee),
                language=registration.language,
            ),
        },
        language=registration.language,
    )
