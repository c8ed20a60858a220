"""Mails: rendered when queued, sent by the worker."""

import re
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from . import outbox
from .attachments import Attachment, LazyAttachment
from .models import Mail


def queue(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str = "ja",
    attachments: Sequence[Attachment | LazyAttachment] = (),
) -> Mail:
    """Render ``templates/email/<template>.{subject.txt,txt,html}`` and keep it for sending.

    The same ``key`` twice is one mail. Call it inside the business transaction.
    """
    with translation.override(language):
        subject = " ".join(render_to_string(f"email/{template}.subject.txt", context).split())
        text = _without_gaps(render_to_string(f"email/{template}.txt", context))
        html = render_to_string(f"email/{template}.html", context)
    mail, _ = Mail.objects.get_or_create(
        key=key,
        defaults={
            "recipient": to,
            "subject": subject,
            "text": text,
            "html": html,
            "language": language,
            "attachments": [attachment.as_json() for attachment in attachments],
        },
    )
    outbox.put(topic="mail", key=f"mail:{key}", payload={"mail": mail.pk})
    return mail


def _without_gaps(text: str) -> str:
    """One empty line at most, wherever template tags left more."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text).strip() + "\n"
