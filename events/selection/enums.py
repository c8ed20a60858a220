"""Closed lists of this part, and the tables of allowed transitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DrawState(models.TextChoices):
    """Where a lottery stands."""

    COMMITTED = "committed", _("乱数の種を確定済み")
    DRAWN = "drawn", _("抽選済み")
    APPLIED = "applied", _("結果を反映済み")


DRAW_TRANSITIONS: dict[str, frozenset[str]] = {
    DrawState.COMMITTED: frozenset({DrawState.DRAWN}),
    DrawState.DRAWN: frozenset({DrawState.APPLIED}),
    DrawState.APPLIED: frozenset(),
}


class TieRule(models.TextChoices):
    """Who stands first among companies with the same points."""

    EARLIER = "earlier", _("先に申し込んだ社を上位にする")
    HIGHEST_CRITERION = "criterion", _("配点の最も大きい基準の点、次に申込順で比べる")


class Outcome(models.TextChoices):
    """What a proposal says of one company."""

    SELECT = "select", _("採択")
    RESERVE = "reserve", _("補欠")
    DECLINE = "decline", _("見送り")


class ProposalState(models.TextChoices):
    """Where a proposal stands; nothing is decided before it is approved."""

    PROPOSED = "proposed", _("承認待ち")
    APPROVED = "approved", _("承認・反映済み")
    RETURNED = "returned", _("差戻し")
    WITHDRAWN = "withdrawn", _("取下げ")


PROPOSAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalState.PROPOSED: frozenset(
        {ProposalState.APPROVED, ProposalState.RETURNED, ProposalState.WITHDRAWN}
    ),
    ProposalState.APPROVED: frozenset(),
    ProposalState.RETURNED: frozenset(),
    ProposalState.WITHDRAWN: frozenset(),
}


class LetterGroup(models.TextChoices):
    """Companies that get the same text."""

    CONFIRMED = "confirmed", _("参加確定")
    FELL_BACK = "fell_back", _("代わりの区分で参加確定")
    RESERVE = "reserve", _("補欠")
    DECLINED = "declined", _("見送り")
    OTHER = "other", _("お知らせ")


class BatchState(models.TextChoices):
    """Where a batch of letters stands."""

    DRAFT = "draft", _("作成中")
    SENT = "sent", _("送信を開始済み")


BATCH_TRANSITIONS: dict[str, frozenset[str]] = {
    BatchState.DRAFT: frozenset({BatchState.SENT}),
    BatchState.SENT: frozenset(),
}
