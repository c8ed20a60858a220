"""Writing consent and audit records; both only ever grow."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from . import withdrawals
from .models import AuditEntry, Consent


def record(
    *,
    action: str,
    target: str,
    actor: Any = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note in the audit log that ``actor`` (None: the system) did ``action`` to ``target``.

    ``detail`` holds codes and ids, never names or addresses.
    """
    made = entry(action=action, target=target, actor=actor, reason=reason, detail=detail)
    made.save(force_insert=True)
    return made


def entry(
    *,
    action: str,
    target: str,
    actor: Any = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """The row of ``record``, not kept yet: for ``record_all``."""
    return AuditEntry(
        action=action, target=target, actor=actor, reason=reason, detail=detail or {}
    )


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Keep many entries at once."""
    AuditEntry.objects.bulk_create(entries)


def record_letter(*, code: str, language: str, action: str, actor: Any, **signal: Any) -> None:
    """Note that staff reworded a letter, or put the shipped text back."""
    record(action=f"letter.{action}", target=f"letter:{code}:{language}", actor=actor)


def give_consent(*, purpose: str, notice_version: str, subject: str, user: Any = None) -> Consent:
    """Keep the record that consent to ``purpose`` was given for ``subject``."""
    return Consent.objects.create(
        purpose=purpose, notice_version=notice_version, subject=subject, user=user
    )


@transaction.atomic
def withdraw_consent(*, consent: Consent, actor: Any = None) -> Consent:
    """Note that consent ended now, with what follows; a second time changes nothing."""
    changed = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    if changed:
        record(
            action="consent.withdrawn",
            target=consent.subject,
            actor=actor,
            detail={"consent": consent.pk, "purpose": consent.purpose},
        )
        withdrawals.follow(consent, actor)
    consent.refresh_from_db()
    return consent
