"""選考案: what one person proposes and another approves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Registration

from ..enums import Outcome, ProposalState
from .sheet import Sheet


class Proposal(models.Model):
    """A set of outcomes; it takes effect when another person approves it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(
        _("状態"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("提案した人"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("提案日時"), auto_now_add=True)
    reason = models.TextField(_("提案の理由"), max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("承認・差戻しをした人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("承認・差戻しの日時"), null=True, blank=True)
    decision_reason = models.TextField(_("承認・差戻しの理由"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("選考案")
        verbose_name_plural = _("選考案")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("sheet",),
                condition=models.Q(state=ProposalState.PROPOSED),
                name="proposal_one_at_a_time",
                violation_error_message=_("承認を待つ選考案がすでにあります。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.APPROVED)
                | (
                    models.Q(decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("proposed_by"))
                    & ~models.Q(decision_reason="")
                ),
                name="proposal_approved_by_another",
                violation_error_message=_(
                    "提案した人とは別の人が、理由を添えて承認してください。"
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="proposal_has_a_reason",
                violation_error_message=_("提案の理由を書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the second person."""
        return self.state == ProposalState.PROPOSED


class ProposalLine(models.Model):
    """The outcome for one company, with its points as they were."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("結果"), max_length=8, choices=Outcome)
    rank = models.PositiveIntegerField(_("補欠の順位"), null=True, blank=True)
    points = models.DecimalField(_("点数"), max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("選考案の行")
        verbose_name_plural = _("選考案の行")
        ordering = ("proposal", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("proposal", "registration"), name="proposal_line_once_per_company"
            ),
            models.UniqueConstraint(fields=("proposal", "rank"), name="proposal_line_rank_once"),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.RESERVE, rank__gte=1)
                | (~models.Q(outcome=Outcome.RESERVE) & models.Q(rank__isnull=True)),
                name="proposal_line_rank_for_reserve",
                violation_error_message=_("順位は補欠だけにつけます。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.outcome}"
