"""Private calendar addresses: made, shown once, read by calendar programs, revoked."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from ..models import FeedToken

MOST = 5
"""Addresses in use at one time."""
NOTE_USE_EVERY = timedelta(hours=1)


class TooManyFeeds(Exception):
    """As many addresses are in use as one account may have."""

    message = property(
        lambda _self: _("購読用のアドレスは5つまでです。使っていないものを止めてください。")
    )


def create(*, user: Any, name: str, language: str) -> tuple[FeedToken, str]:
    """A new address; its secret part exists only in this answer.

    Raises:
        TooManyFeeds: five are in use.
    """
    secret = secrets.token_hex(32)
    with transaction.atomic():
        # The account's row stands for the number of its addresses.
        get_user_model().objects.select_for_update().get(pk=user.pk)
        if FeedToken.objects.filter(user=user, revoked_at__isnull=True).count() >= MOST:
            raise TooManyFeeds
        token = FeedToken.objects.create(
            user=user, digest=FeedToken.digest_of(secret), name=name, language=language
        )
        privacy.record(action="feed.created", target=f"feed:{token.pk}", actor=user)
    return token, secret


def revoke(*, user: Any, pk: int) -> bool:
    """Make an address of ``user`` void at once; False when there is none in use."""
    with transaction.atomic():
        found = FeedToken.objects.filter(user=user, pk=pk, revoked_at__isnull=True)
        if not found.update(revoked_at=timezone.now()):
            return False
        privacy.record(action="feed.revoked", target=f"feed:{pk}", actor=user)
    return True


def note_use(token: FeedToken, *, now: datetime) -> None:
    """Keep when the address was last read, to the hour: reading must not cost a write."""
    if token.last_used_at is None or now - token.last_used_at >= NOTE_USE_EVERY:
        FeedToken.objects.filter(pk=token.pk).update(last_used_at=now)
