"""Reading consents, requests and notices."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from .models import AuditEntry, Consent, ErasureRequest


def consents_of(user: Any) -> QuerySet[Consent]:
    """All consents of ``user``, the newest first."""
    return Consent.objects.filter(user=user)


def open_erasure_request(user: Any) -> ErasureRequest | None:
    """The erasure that ``user`` waits for."""
    return ErasureRequest.objects.filter(
        user=user, withdrawn_at__isnull=True, done_at__isnull=True
    ).first()


def has_consent(*, purpose: str, subject: str) -> bool:
    """Whether consent to ``purpose`` stands for ``subject`` now."""
    return Consent.objects.filter(
        purpose=purpose, subject=subject, withdrawn_at__isnull=True
    ).exists()


def trail(targets: Iterable[str]) -> QuerySet[AuditEntry]:
    """What was noted about ``targets`` with who did it, the oldest first."""
    found = AuditEntry.objects.filter(target__in=[*targets])
    return found.select_related("actor").order_by("id")
