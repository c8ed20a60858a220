"""Consent records for passing a contact on."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from portal.privacy import notices
from portal.privacy import services as privacy
from portal.privacy.models import Consent

from ..models import Introduction

PURPOSE = "matchmaking.disclosure"
NOTICE = "matching"


def subject(introduction: Introduction, side: str) -> str:
    """The name of one side of ``introduction`` in consent records."""
    return f"introduction:{introduction.pk}:{side}"


def give(*, introduction: Introduction, side: str, user: Any) -> Consent:
    """Record that ``user`` agreed for ``side`` to pass name and contact to the other."""
    return privacy.give_consent(
        purpose=PURPOSE,
        notice_version=notices.current(NOTICE).version,
        subject=subject(introduction, side),
        user=user,
    )


def subject_of(consent: Consent) -> tuple[int, str] | None:
    """The introduction and the side that ``consent`` is about; none for a meeting day."""
    word, *rest = consent.subject.split(":")
    if word != "introduction":
        return None
    pk, side = rest
    return int(pk), side


def withdraw(*, introduction: Introduction, sides: Iterable[str]) -> int:
    """Mark the consents of ``sides`` as withdrawn; the number of those marked."""
    return Consent.objects.filter(
        purpose=PURPOSE,
        subject__in=[subject(introduction, side) for side in sides],
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=timezone.now())
