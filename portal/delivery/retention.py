"""What was sent is forgotten after a while."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import Mail, OutboxMessage, OutboxState

logger = logging.getLogger(__name__)

OUTBOX_DAYS = 30


def purge() -> int:
    """Empty mails sent before the retention period, drop finished rows; the mails emptied.

    The key and the times of a mail stay, so that it is never sent again.
    """
    now = timezone.now()
    old = Mail.objects.filter(
        sent_at__lt=now - timedelta(days=settings.MAIL_RETENTION_DAYS), purged_at__isnull=True
    )
    emptied = old.update(recipient="", subject="", text="", html="", attachments=[], purged_at=now)
    dropped, _ = OutboxMessage.objects.filter(
        state=OutboxState.DONE, done_at__lt=now - timedelta(days=OUTBOX_DAYS)
    ).delete()
    logger.info("delivery purged", extra={"mails": emptied, "outbox": dropped})
    return emptied
