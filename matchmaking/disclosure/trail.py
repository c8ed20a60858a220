"""The time line of an introduction: its entries of the audit log, said to one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.accounts.models import User
from portal.privacy import selectors as privacy
from portal.privacy.models import AuditEntry

from ..enums import Cause, DismissReason, IntroductionState, OutcomeKind, Side, Stage
from ..models import AppointmentStep, Introduction
from . import steps

SAID: Mapping[str, Any] = {
    "proposal.requested": gettext_lazy("会社が紹介を希望しました"),
    "proposal.proposed": gettext_lazy("コーディネーターが提案しました"),
    "introduction.reviewed": gettext_lazy("コーディネーターが確認し、双方にお尋ねしました"),
    "introduction.company_agreed": gettext_lazy("会社が同意しました"),
    "introduction.provider_agreed": gettext_lazy("支援する側が同意しました"),
    "introduction.disclosed": gettext_lazy("お名前と連絡先を双方にお伝えしました"),
    "introduction.stepped_back": gettext_lazy("見せる範囲が前の段階に戻りました"),
    "introduction.contact_left": gettext_lazy("担当の方が替わります"),
    "introduction.words_changed": gettext_lazy("困りごとの文面が変わり、同意が戻りました"),
    "introduction.words_kept": gettext_lazy("新しい文面を確認し、改めてお尋ねしました"),
    "introduction.words_shown": gettext_lazy("会社が新しい文面を見せることに同意しました"),
    "introduction.declined": gettext_lazy("辞退により終わりました"),
    "introduction.withdrawn": gettext_lazy("同意の撤回により終わりました"),
    "introduction.left": gettext_lazy("一方が続けられなくなり、終わりました"),
    "introduction.closed": gettext_lazy("成果が記録され、完了しました"),
}
"""Each transition in words; one that is not named here is shown to the coordinator alone."""

AT_DESK: Mapping[str, Any] = {
    **SAID,
    "proposal.dismissed": gettext_lazy("この組み合わせは見送られました"),
    "thread.posted": gettext_lazy("メッセージが書かれました"),
    "thread.mail_released": gettext_lazy("取り置いたメールを、メッセージとして届けました"),
    "thread.mail_dropped": gettext_lazy("取り置いたメールを破棄しました"),
    "mail.sent_again": gettext_lazy("届かなかったメールを、もう一度送りました"),
    "mail.settled": gettext_lazy("届かなかったメールを、対応済みにしました"),
    "outcome.ongoing": gettext_lazy("その後のお尋ねに「まだ進めている」とお返事がありました"),
    "outcome.corrected": gettext_lazy("お返事の成果が直されました"),
    **{f"appointment.{kind}": said for kind, said in AppointmentStep.Kind.choices},
}
"""What the coordinator alone is shown too."""

_NEUTRAL = {
    "introduction.declined": gettext_lazy("紹介が終わりました"),
    "introduction.withdrawn": gettext_lazy("紹介が終わりました"),
    "introduction.left": gettext_lazy("紹介が終わりました"),
    "introduction.contact_left": gettext_lazy("見せる範囲が前の段階に戻りました"),
}
_BY_COORDINATOR = ("proposal.proposed", "introduction.reviewed", "introduction.words_kept")
_CODES: Mapping[str, Any] = {
    **dict(Cause.choices),
    **dict(DismissReason.choices),
    **dict(OutcomeKind.choices),
}


@dataclass(frozen=True)
class Event:
    """One transition: when, what, by whom, and what more may be said."""

    at: datetime
    said: str
    who: str
    notes: Sequence[str] = ()


def _entries(introduction: Introduction) -> list[AuditEntry]:
    targets = [f"proposal:{introduction.proposal_id}", steps.target(introduction)]
    return list(privacy.trail(targets))


def _side(entry: AuditEntry) -> str:
    """Who took the step; older entries name it in the action."""
    if entry.action in _BY_COORDINATOR:
        return str(Side.COORDINATOR)
    if entry.action == "proposal.requested":
        return str(Side.COMPANY)
    for side in (Side.COMPANY, Side.PROVIDER):
        if entry.action == f"introduction.{side}_agreed":
            return str(side)
    return str(entry.detail.get("side", ""))


def _stage(entry: AuditEntry) -> list[str]:
    reached = entry.detail.get("stage")
    if reached is None:
        return []
    return [_("段階: %(stage)s") % {"stage": Stage(reached).label}]


def _words(entry: AuditEntry) -> list[str]:
    version = entry.detail.get("words")
    return [_("文面: 第%(version)s版") % {"version": version}] if version else []


def _in_words(reason: str) -> str:
    """Codes as they are called on the pages, one or one after another; words stay."""
    return " → ".join(str(_CODES.get(one, one)) for one in reason.split(" → "))


def for_coordinator(introduction: Introduction) -> list[Event]:
    """Every transition with names, states, codes and reasons, the oldest first."""
    labels = dict(IntroductionState.choices)
    found = []
    for entry in _entries(introduction):
        detail = entry.detail
        notes = [*_stage(entry), *_words(entry)]
        if detail.get("from") != detail.get("to"):
            before, after = labels.get(detail["from"]), labels.get(detail["to"])
            notes.append(_("%(before)s → %(after)s") % {"before": before, "after": after})
        notes += [_in_words(one) for one in (detail.get("code", ""), entry.reason) if one]
        who = _name(entry.actor) if entry.actor else pgettext("who did it", "システム")
        said = str(AT_DESK.get(entry.action, entry.action))
        found.append(Event(entry.at, said, who, notes))
    return found


def for_side(introduction: Introduction, side: Side) -> list[Event]:
    """Every transition since the review without names of the other side or its reasons."""
    found = []
    for entry in _entries(introduction):
        if entry.action not in SAID:
            continue
        if side is Side.PROVIDER and introduction.reviewed_at and _before_review(entry):
            continue
        acting = _side(entry)
        neutral = acting not in ("", str(side)) and entry.action in _NEUTRAL
        said = (_NEUTRAL if neutral else SAID)[entry.action]
        who = "" if neutral else _who(entry, acting, side)
        found.append(Event(entry.at, str(said), who, [*_stage(entry), *_words(entry)]))
    return found


def _before_review(entry: AuditEntry) -> bool:
    return entry.action.startswith("proposal.")


def _who(entry: AuditEntry, acting: str, side: Side) -> str:
    if acting == side:
        return _name(entry.actor) if entry.actor else _("あなたの側")
    return _("相手の側") if acting in (Side.COMPANY, Side.PROVIDER) else ""


def _name(person: User) -> str:
    """An erased account keeps its row without a name."""
    if not person.is_active and not person.get_full_name():
        return _("消去されたアカウント")
    return str(person)
