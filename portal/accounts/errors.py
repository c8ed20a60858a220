"""Refusals of the services, in words for people."""

from django.utils.translation import gettext as _


class AccountsError(Exception):
    """Something the rules of the room do not allow; ``str()`` may be shown."""


class CorporateNumberTaken(AccountsError):
    """The organization is in the portal already."""

    def __str__(self) -> str:
        return _("この法人番号の事業者は登録済みです。代表者に参加を依頼できます。")


class InvitationUnusable(AccountsError):
    """The link is forged, expired, cancelled, used, or meant for somebody else."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return {
            "expired": _("この招待は期限が切れています。"),
            "cancelled": _("この招待は取り消されています。"),
            "accepted": _("この招待はすでに使われています。"),
            "other_person": _("この招待は、別のメールアドレスの方に宛てたものです。"),
        }.get(self.reason, _("この招待のリンクは正しくありません。"))


class AlreadyMember(AccountsError):
    """The person belongs to the organization already."""

    def __str__(self) -> str:
        return _("この方はすでに参加しています。")


class LastOwner(AccountsError):
    """An organization keeps at least one owner."""

    def __str__(self) -> str:
        return _(
            "代表者が一人もいなくなるため、この操作はできません。先に別の代表者を決めてください。"
        )
