"""Writing consent and audit records; both only ever grow."""

from typing import Any

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
    return AuditEntry.objects.create(
        action=action, target=target, actor=actor, reason=reason, detail=detail or {}
    )


def give_consent(*, purpose: str, notice_version: str, subject: str, user: Any = None) -> Consent:
    """Keep the record that consent to ``purpose`` was given for ``subject``."""
    return Consent.objects.create(
        purpose=purpose, notice_version=notice_version, subject=subject, user=user
    )
