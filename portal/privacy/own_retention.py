"""Purges of what this room and delivery keep about people."""

from datetime import datetime

from django.utils import timezone

from portal.delivery.models import Mail

from .models import AuditEntry, PurgeRun


def _empty(**conditions: object) -> int:
    """Mails lose words and address; the row stays, so that its key sends nothing twice."""
    return Mail.objects.filter(purged_at__isnull=True, **conditions).update(
        recipient="",
        subject="",
        text="",
        html="",
        attachments=[],
        headers={},
        failure="",
        purged_at=timezone.now(),
    )


def purge_account_mails(cutoff: datetime) -> int:
    """Mails that carried a code or told of a changed setting."""
    return _empty(key__startswith="account:", sent_at__lt=cutoff)


def erase_mails(address: str) -> int:
    """Mails that were sent to a person who asked to be forgotten."""
    return _empty(recipient=address, sent_at__isnull=False)


def purge_audit_log(cutoff: datetime) -> int:
    """Entries of the audit log and of the purge log itself."""
    PurgeRun.objects.filter(at__lt=cutoff).delete()
    dropped, _rows = AuditEntry.objects.filter(at__lt=cutoff).delete()
    return dropped
