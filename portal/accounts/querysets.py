"""Chains over the room's tables."""

from typing import Any

from django.db import models
from django.utils import timezone


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations by state."""

    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted nor cancelled; maybe expired."""
        return self.filter(accepted_at__isnull=True, cancelled_at__isnull=True)

    def open(self) -> "InvitationQuerySet":
        """Can still be accepted."""
        return self.unanswered().filter(expires_at__gt=timezone.now())
