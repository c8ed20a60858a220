"""What a provider can show for itself, and what staff have confirmed of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization

from ..posting.enums import HelpTeamKind


def _confirmer() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class ProviderProfile(models.Model):
    """支援者の資格と実績; a changed claim is unconfirmed again."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="provider_profile"
    )
    specialist_number = models.CharField(_("登録セキスペの登録番号"), max_length=6, blank=True)
    specialist_confirmed_at = models.DateTimeField(null=True, blank=True)
    specialist_confirmed_by = _confirmer()
    help_team_service = models.CharField(_("お助け隊サービスの名前"), max_length=80, blank=True)
    help_team_kind = models.CharField(
        _("お助け隊サービスの種類"), max_length=1, choices=HelpTeamKind, blank=True
    )
    help_team_confirmed_at = models.DateTimeField(null=True, blank=True)
    help_team_confirmed_by = _confirmer()
    track_record = models.TextField(_("支援の実績"), max_length=1000, blank=True)
    languages = models.JSONField(_("対応できる言語"), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("支援者の資格と実績")
        verbose_name_plural = _("支援者の資格と実績")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(specialist_number="")
                | models.Q(specialist_number__regex=r"^[0-9]{6}$"),
                name="provider_specialist_number_form",
                violation_error_message=_("登録番号は6桁の数字です。"),
            ),
            models.CheckConstraint(
                condition=models.Q(specialist_confirmed_at__isnull=True)
                | ~models.Q(specialist_number=""),
                name="provider_confirmed_specialist_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(help_team_confirmed_at__isnull=True)
                | ~models.Q(help_team_service=""),
                name="provider_confirmed_help_team_has_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)
