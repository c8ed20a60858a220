"""What was sent is forgotten after a while."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from .models import Mail, OutboxMessage, OutboxState

logger = logging.getLogger(__name__)

OUTBOX_DAYS = 30


def purge() -> int:
    """Empty mails sent or refused before the retention period, drop finished rows; how many mails.

    The key and the times of a mail stay, so that it is never sent again.
    """
    now = timezone.now()
    before = now - timedelta(days=settings.MAIL_RETENTION_DAYS)
    old = Mail.objects.filter(
        Q(sent_at__lt=before) | Q(sent_at__isnull=True, failed_at__lt=before),
        purged_at__isnull=True,
    )
    emptied = old.update(
        recipient="",
        subject="",
        text="",
        html="",
        attachments=[],
        headers={},
        failure="",
        purged_at=now,
    )
    dropped, _ = OutboxMessage.objects.filter(
        state=OutboxState.DONE, done_at__lt=now - timedelta(days=OUTBOX_DAYS)
    ).delete()
    logger.info("delivery purged", extra={"mails": emptied, "outbox": dropped})
    return emptied
