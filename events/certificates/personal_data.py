"""Names on certificates: handed out, erased at the person's wish, dropped after five years."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.privacy import retention, subject_data

from .enums import CertificateState
from .models import Certificate
from .services import issuing

FIVE_YEARS = timedelta(days=5 * 365 + 1)


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("event_certificates", export=export, erase=erase)
    retention.register(
        "certificates",
        FIVE_YEARS,
        purge,
        words=_("修了証の氏名: 発行から5年（確認に応えるため）"),
    )


def export(user: Any) -> list[dict[str, Any]]:
    """Certificates given to the person's address."""
    return [
        {
            "number": found.number,
            "event": found.word("event"),
            "name": found.full_name,
            "company": found.company_name,
            "state": found.state,
            "issued_at": found.issued_at.isoformat(),
        }
        for found in Certificate.objects.filter(email__iexact=user.email).order_by("pk")
    ]


def erase(user: Any) -> None:
    """Take the name off; the number stays, and its page says that the name is gone."""
    for found in Certificate.objects.filter(email__iexact=user.email).order_by("pk"):
        issuing.erase(certificate=found)


def purge(cutoff: datetime) -> int:
    """Take names off certificates issued before ``cutoff``."""
    due = Certificate.objects.filter(issued_at__lt=cutoff).exclude(state=CertificateState.ERASED)
    number = 0
    for found in due.order_by("pk"):
        issuing.erase(certificate=found)
        number += 1
    return number
