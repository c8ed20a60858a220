"""A need and a seed looked at together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization

from ..enums import DismissReason, ProposalState
from ..reasons import Reason, from_json
from .need import Need
from .seed import Seed


class Proposal(models.Model):
    """提案: one pair, its score and reasons when it was made, and what became of it.

    ``company`` and ``provider`` repeat the organizations of need and seed so
    that the database itself can refuse a pair within one company. Both stay
    while the record does: the other side must still find what became of it.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="proposals")
    seed = models.ForeignKey(Seed, on_delete=models.CASCADE, related_name="proposals")
    company = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("相談する会社")
    )
    provider = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("支援する側")
    )
    score = models.FloatField(_("合い具合"), default=0.0)
    reasons = models.JSONField(_("理由"), default=list)
    state = models.CharField(
        _("状態"), max_length=12, choices=ProposalState, default=ProposalState.REQUESTED
    )
    dismiss_reason = models.CharField(
        _("見送りの理由"), max_length=12, choices=DismissReason, blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    class Meta:
        verbose_name = _("提案")
        verbose_name_plural = _("提案")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("need", "seed"),
                name="proposal_once_per_pair",
                violation_error_message=_("このニーズとシーズの提案は、もうあります。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(company=models.F("provider")),
                name="proposal_between_two_organizations",
                violation_error_message=_("同じ事業者どうしを紹介することはできません。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.DISMISSED) | ~models.Q(dismiss_reason=""),
                name="proposal_dismissed_has_reason",
                violation_error_message=_("見送りの理由を選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} × {self.seed}"

    @property
    def shown_reasons(self) -> list[Reason]:
        """The reasons in the language of the moment."""
        return from_json(self.reasons)
