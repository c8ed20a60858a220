"""What came of an introduction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import OutcomeKind, Side
from .introduction import Introduction


class Outcome(models.Model):
    """成果: as told by one side; the latest one counts."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="outcomes"
    )
    kind = models.CharField(_("成果"), max_length=16, choices=OutcomeKind)
    side = models.CharField(_("記した側"), max_length=12, choices=Side)
    note = models.CharField(_("ひとこと"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("記録日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("成果")
        verbose_name_plural = _("成果")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.get_kind_display()
