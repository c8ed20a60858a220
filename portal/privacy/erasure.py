"""The right to be forgotten: asked for, waited for, carried out; and the copy of one's data."""

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from . import subject_data
from .models import Consent, ErasureRequest
from .selectors import open_erasure_request
from .services import record

logger = logging.getLogger(__name__)
WAIT = timedelta(days=14)


def export(*, user: Any) -> dict[str, Any]:
    """Everything the rooms hold about ``user``, ready for JSON."""
    data: dict[str, Any] = {"exported_at": timezone.now().isoformat()}
    data["consents"] = [
        {
            "purpose": consent.purpose,
            "notice_version": consent.notice_version,
            "given_at": consent.given_at.isoformat(),
            "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
        }
        for consent in Consent.objects.filter(user=user)
    ]
    for name, exporter in subject_data.exports().items():
        data[name] = exporter(user)
    record(action="data.exported", target=f"user:{user.pk}", actor=user)
    return data


def request(*, user: Any) -> ErasureRequest:
    """Take the wish to be forgotten; a second one while waiting is the same one."""
    try:
        with transaction.atomic():
            wish = ErasureRequest.objects.create(user=user, due_at=timezone.now() + WAIT)
            record(action="erasure.requested", target=f"user:{user.pk}", actor=user)
            return wish
    except IntegrityError:
        return ErasureRequest.objects.get(
            user=user, withdrawn_at__isnull=True, done_at__isnull=True
        )


def withdraw(*, user: Any) -> None:
    """Keep the account after all."""
    wish = open_erasure_request(user)
    if wish is not None:
        wish.withdrawn_at = timezone.now()
        wish.save(update_fields=["withdrawn_at"])
        record(action="erasure.withdrawn", target=f"user:{user.pk}", actor=user)


@transaction.atomic
def carry_out(*, wish: ErasureRequest) -> None:
    """Erase what every room holds about the person, all or nothing."""
    for eraser in subject_data.erasers().values():
        eraser(wish.user)
    Consent.objects.filter(user=wish.user).update(user=None)
    wish.done_at = timezone.now()
    wish.save(update_fields=["done_at"])
    record(action="erasure.done", target=f"user:{wish.user_id}")


def carry_out_due() -> int:
    """Erase everybody whose waiting time is over; one failure does not stop the others."""
    done = 0
    due = ErasureRequest.objects.filter(
        due_at__lte=timezone.now(), withdrawn_at__isnull=True, done_at__isnull=True
    )
    for wish in due.select_related("user"):
        try:
            carry_out(wish=wish)
        except Exception:
            logger.exception("erasure of request %s failed", wish.pk)
        else:
            done += 1
    return done
