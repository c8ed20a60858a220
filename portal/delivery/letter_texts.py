"""Putting a wording of staff in force, or the shipped one back; earlier ones are kept."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal

from .letters import Letter, Wording, current, find_problems
from .models import MailTemplate

changed = Signal()
"""Sent in the transaction with ``code``, ``language``, ``action`` (edited, reset), ``actor``."""


class ChangedMeanwhile(Exception):
    """Somebody else put another wording in force since the form was opened."""


def version(letter: Letter, language: str) -> int:
    """The number of the wording in force; 0 for the shipped one."""
    edited = current(letter.code, language)
    return edited.pk if edited else 0


def wording(letter: Letter, language: str) -> Wording:
    """The wording in force."""
    edited = current(letter.code, language)
    return Wording(edited.subject, edited.text) if edited else letter.shipped(language)


def earlier(letter: Letter, language: str) -> list[MailTemplate]:
    """All wordings there were, the latest first."""
    return list(
        MailTemplate.objects.filter(code=letter.code, language=language)
        .select_related("created_by")
        .order_by("-id")[:20]
    )


def save(*, letter: Letter, language: str, new: Wording, seen: int, actor: Any) -> MailTemplate:
    """Put ``new`` in force.

    Args:
        letter: which letter.
        language: of the wording.
        new: checked before by the form; checked again here.
        seen: ``version`` when the form was opened.
        actor: who did it.

    Raises:
        ValueError: the wording holds what is no placeholder of the letter.
        ChangedMeanwhile: ``seen`` is no longer in force.
    """
    if problems := find_problems(f"{new.subject}\n{new.text}", letter):
        raise ValueError(problems)
    with transaction.atomic():
        _retire(letter, language, seen)
        kept = MailTemplate.objects.create(
            code=letter.code,
            language=language,
            subject=new.subject,
            text=new.text,
            created_by=actor,
        )
        _tell(letter, language, "edited", actor)
    return kept


def reset(*, letter: Letter, language: str, seen: int, actor: Any) -> None:
    """Put the shipped wording back in force; the edited one is kept.

    Raises:
        ChangedMeanwhile: ``seen`` is no longer in force.
    """
    with transaction.atomic():
        _retire(letter, language, seen)
        _tell(letter, language, "reset", actor)


def _retire(letter: Letter, language: str, seen: int) -> None:
    rows = MailTemplate.objects.select_for_update().filter(
        code=letter.code, language=language, is_current=True
    )
    if sum(row.pk for row in rows) != seen:
        raise ChangedMeanwhile
    rows.update(is_current=False)


def _tell(letter: Letter, language: str, action: str, actor: Any) -> None:
    changed.send(sender=None, code=letter.code, language=language, action=action, actor=actor)
