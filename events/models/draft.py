"""What somebody has written into an application form and not sent yet."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .participation_type import ParticipationType


def new_key() -> str:
    """A fresh idempotency key."""
    return uuid.uuid4().hex


class RegistrationDraft(models.Model):
    """An unsent application; its ``key`` makes sending it twice one registration.

    It belongs to an account, or to a browser by the key of its cookie (``visitor``).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="registration_drafts",
    )
    visitor = models.CharField(max_length=64, blank=True, editable=False)
    participation_type = models.ForeignKey(
        ParticipationType, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    data = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("申込の下書き")
        verbose_name_plural = _("申込の下書き")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "participation_type"), name="registration_draft_once"
            ),
            models.UniqueConstraint(
                fields=("visitor", "participation_type"),
                condition=~models.Q(visitor=""),
                name="registration_draft_once_per_visitor",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(visitor=""),
                name="registration_draft_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.participation_type_id}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be sent."""
        return self.participation_type.is_open_at(timezone.now())
