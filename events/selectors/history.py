"""What the audit log says about registrations and sessions, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from portal.privacy.models import AuditEntry

from ..enums import SessionState
from ..models import Registration, Session

WORDS = {
    "registration.created": _("申込"),
    "registration.by_hand": _("職員が登録"),
    "registration.imported": _("一括取込みで登録"),
    "registration.confirmed": _("参加を確定"),
    "registration.promoted": _("繰上げで参加を確定"),
    "registration.offered": _("繰上げ案内"),
    "registration.offer_accepted": _("繰上げ案内に参加と回答"),
    "registration.offer_declined": _("繰上げ案内を辞退"),
    "registration.moved_to_front": _("キャンセル待ちの先頭へ移動"),
    "registration.address_corrected": _("メールアドレスを訂正"),
    "registration.undelivered_settled": _("届かなかったメールに対応済み"),
    "registration.offer_expired": _("繰上げ案内の期限切れ"),
    "registration.fell_back": _("代わりの区分で参加を確定"),
    "registration.waitlisted": _("キャンセル待ちに移動"),
    "registration.reserved": _("補欠に決定"),
    "registration.rejected": _("見送り"),
    "registration.cancelled": _("キャンセル"),
    "registration.changed": _("申込者による変更"),
    "registration.corrected": _("職員が内容を訂正"),
    "registration.messaged": _("お知らせを送信"),
    "registrations.imported": _("申込の一括取込み"),
    "session.state": _("状態の変更"),
    "session.changed": _("日時・会場の変更を連絡"),
    "session.cancelled": _("中止を連絡"),
    "session.postponed": _("延期を連絡"),
    "session.rescheduled": _("新しい日程を連絡"),
    "session.moved": _("日時の変更"),
    "session.copied": _("別の回から複製"),
}


@dataclass(frozen=True)
class Line:
    """One entry of a timeline."""

    at: datetime
    words: str
    subject: str
    actor: Any
    reason: str


def of_registration(registration: Registration) -> list[Line]:
    """All that happened to one application, the latest first."""
    return _lines(AuditEntry.objects.filter(target=f"registration:{registration.reference}"))


def of_session(session: Session, *, limit: int = 40) -> list[Line]:
    """The latest that happened to a session and to the applications for it."""
    targets = (
        Registration.objects.filter(session=session)
        .order_by()
        .annotate(target=Concat(Value("registration:"), "reference"))
        .values("target")
    )
    entries = AuditEntry.objects.filter(Q(target=f"session:{session.pk}") | Q(target__in=targets))
    return _lines(entries.order_by("-id")[:limit])


def _lines(entries: QuerySet[AuditEntry]) -> list[Line]:
    return [
        Line(
            at=entry.at,
            words=_words(entry),
            subject=entry.target.partition(":")[2] if entry.target.startswith("reg") else "",
            actor=entry.actor,
            reason=entry.reason,
        )
        for entry in entries.select_related("actor")
    ]


def _words(entry: AuditEntry) -> str:
    words = str(WORDS.get(entry.action, entry.action))
    after = entry.detail.get("after") if entry.action == "session.state" else None
    return f"{words}: {SessionState(after).label}" if after in SessionState.values else words
