"""開催報告: what staff write beside the numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Session


class EventReport(models.Model):
    """The words of the report of one session; numbers are counted when it is printed."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="report")
    summary = models.TextField(_("開催のあらまし"), max_length=2000, blank=True)
    went_well = models.TextField(_("うまくいったこと"), max_length=2000, blank=True)
    insights = models.TextField(
        _("気付き"),
        max_length=4000,
        blank=True,
        help_text=_("振り返りで出たことを、1行に1つ。"),
    )
    to_change = models.TextField(
        _("次に変えること"),
        max_length=4000,
        blank=True,
        help_text=_("1行に1つ。「何を・誰が・いつまでに」を書くと次に生きます。"),
    )
    is_public = models.BooleanField(
        _("外部に渡す"),
        default=False,
        help_text=_("5人・5社未満の数と自由記述を伏せて印刷します。"),
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("開催報告")
        verbose_name_plural = _("開催報告")

    def __str__(self) -> str:
        return str(self.session)

    @staticmethod
    def lines(text: str) -> list[str]:
        """The lines of a list, without marks that people type before them."""
        stripped = (line.strip().lstrip("・-*●○").strip() for line in text.splitlines())
        return [line for line in stripped if line]
