"""What this part holds about people: handed out, erased, and dropped in time.

The notice on the form promises: gone two years after the request was settled.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.privacy import purposes, retention, subject_data

from .enums import RequestState
from .models import ExerciseRequest, RequestNote
from .services import requests

KEPT = timedelta(days=730)
SETTLED = (RequestState.PLANNED, RequestState.DECLINED)
ERASED = "@invalid.example"


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("exercise_requests", export=export, erase=erase)
    purposes.register(requests.CONSENT_PURPOSE, _("演習開催希望の受付と連絡"))
    retention.register(
        "exercise_requests",
        KEPT,
        purge,
        words=_("演習開催希望: 開催の準備に入るか見送りになってから2年"),
    )


def export(user: Any) -> list[dict[str, Any]]:
    """Requests that name the person's address."""
    return [
        {
            "reference": found.reference,
            "body": found.body,
            "contact_name": found.contact_name,
            "contact_email": found.contact_email,
            "contact_phone": found.contact_phone,
            "months": found.months,
            "message": found.message,
            "state": found.state,
            "reply": found.reply,
            "created_at": found.created_at.isoformat(),
        }
        for found in ExerciseRequest.objects.filter(contact_email__iexact=user.email)
    ]


def erase(user: Any) -> None:
    """The body's wish stays as a figure; the person behind it goes."""
    for found in ExerciseRequest.objects.filter(contact_email__iexact=user.email):
        _empty(found)
    RequestNote.objects.filter(author=user).update(author=None)


def _empty(found: ExerciseRequest) -> None:
    found.notes.all().delete()
    ExerciseRequest.objects.filter(pk=found.pk).update(
        contact_name="-",
        contact_email=f"erased-{found.pk}{ERASED}",
        contact_phone="",
        message="",
        reply="",
        link_version=found.link_version + 1,
    )


def purge(cutoff: datetime) -> int:
    """Empty the requests that were settled before ``cutoff``."""
    due = ExerciseRequest.objects.filter(state__in=SETTLED, state_since__lt=cutoff).exclude(
        contact_email__endswith=ERASED
    )
    number = 0
    for found in due.iterator():
        _empty(found)
        number += 1
    return number
