"""Mails: rendered when queued, sent by the worker."""

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator

from . import letters, outbox
from .attachments import Attachment, LazyAttachment
from .models import Mail

SUBJECT_LENGTH = 200
"""Longer subjects are cut: no list of mails shows more."""

PREVIEW_LENGTH = 120
"""More is not shown behind a subject by any list of mails."""

REPLY_MARK = "##"

HEADERS = frozenset(
    {
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Reply-To",
        "In-Reply-To",
        "References",
        "X-Loop",
    }
)
"""What a room may add to a mail (RFC 8058; RFC 5322, section 3.6)."""


def queue(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str = "ja",
    attachments: Sequence[Attachment | LazyAttachment] = (),
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Render a letter and keep it for sending.

    ``template`` is the code of a letter that staff may reword (``letters``), else the name
    of ``templates/email/<template>.{subject.txt,txt,html}``. The same ``key`` twice is one
    mail. ``headers`` may hold those of ``HEADERS``. Call it inside the business transaction.
    """
    return keep(
        key=key,
        to=to,
        composed=_compose(template, context, language),
        language=language,
        attachments=attachments,
        headers=headers,
    )


def keep(
    *,
    key: str,
    to: str,
    composed: letters.Composed,
    language: str = "ja",
    attachments: Sequence[Attachment | LazyAttachment] = (),
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Keep a letter that is put together already for sending, once per ``key``.

    Raises:
        ValueError: a header that is not among ``HEADERS``.
    """
    if unknown := set(headers or ()) - HEADERS:
        raise ValueError(f"Headers not allowed: {', '.join(sorted(unknown))}")
    mail = Mail(
        key=key,
        recipient=to,
        subject=Truncator(composed.subject).chars(SUBJECT_LENGTH),
        text=_without_gaps(composed.text),
        html=composed.html,
        language=language,
        attachments=[attachment.as_json() for attachment in attachments],
        headers=dict(headers or {}),
    )
    try:
        # Nearly every key is new: no look before.
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:
        known = Mail.objects.filter(key=key).first()
        if known is None:
            raise
        mail = known
    outbox.put(topic="mail", key=f"mail:{key}", payload={"mail": mail.pk})
    return mail


def _compose(template: str, context: dict[str, Any], language: str) -> letters.Composed:
    letter = letters.find(template)
    if letter is not None:
        return letters.compose(letter, context, language=language)
    with translation.override(language):
        text = _without_gaps(render_to_string(f"email/{template}.txt", context))
        return letters.Composed(
            subject=" ".join(render_to_string(f"email/{template}.subject.txt", context).split()),
            text=text,
            html=render_to_string(f"email/{template}.html", context | {"preview": preview(text)}),
        )


def preview(text: str) -> str:
    """What a list of mails shows behind the subject: the first words that say something new.

    The greeting and the line above which one answers are left out, and so is what comes from
    the first address on.
    """
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    if paragraphs[0].startswith(REPLY_MARK):
        paragraphs = paragraphs[1:]
    words = itertools.takewhile(lambda part: "://" not in part, paragraphs[1:])
    return Truncator(" ".join(words)).chars(PREVIEW_LENGTH)


def _without_gaps(text: str) -> str:
    """One empty line at most, wherever template tags left more."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text).strip() + "\n"
