"""仮押さえ: places kept while the confirmation step of a form is open."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from .participation_type import ParticipationType

HOLD_LENGTH = timedelta(minutes=10)


class PlaceHold(models.Model):
    """Places that count in ``ParticipationType.taken`` until ``expires_at``, once per form.

    ``key`` is the key of the draft: a form that has had its ten minutes gets no others.
    The row stays after it ended, so that ``ended_at`` tells who had theirs.
    """

    key = models.CharField(max_length=64, editable=False)
    participation_type = models.ForeignKey(
        ParticipationType, on_delete=models.CASCADE, related_name="holds"
    )
    places = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("仮押さえ")
        verbose_name_plural = _("仮押さえ")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("key", "participation_type"), name="place_hold_once_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1), name="place_hold_needs_a_place"
            ),
        ]
        indexes = [
            models.Index(
                fields=("participation_type", "expires_at"),
                condition=models.Q(ended_at__isnull=True),
                name="place_hold_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation_type_id}: {self.places}"
