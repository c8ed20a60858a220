"""Words of the account mails: what happened first, then what to do."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Notice:
    """One account mail in words."""

    subject: str
    lead: str
    code: str = ""
    label: str = ""
    url: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)
    closing: str = ""


def _address(name: str) -> str:
    return settings.BASE_URL + reverse(name)


def _not_you() -> str:
    return _("心当たりがなければ、このメールは捨ててください。何も変わりません。")


def _code_notice(subject: str, lead: str, context: dict[str, Any]) -> Notice:
    return Notice(
        subject=subject,
        lead=lead,
        code=str(context["code"]),
        closing=_("コードは15分で使えなくなります。ほかの人に教えないでください。") + _not_you(),
    )


def _change_notice(lead: str, context: dict[str, Any]) -> Notice:
    at = context.get("timestamp") or timezone.now()
    return Notice(
        subject=_("【お知らせ】アカウントの設定が変わりました"),
        lead=lead,
        label=_("設定を確かめる"),
        url=_address("accounts:security"),
        details=[
            (_("日時"), date_format(timezone.localtime(at), "Y-m-d H:i")),
            (_("接続元"), str(context.get("ip", "-"))),
            (_("ブラウザー"), str(context.get("user_agent", "-"))),
        ],
        closing=_("ご自身の操作でなければ、すぐにパスワードを変え、事務局へご連絡ください。"),
    )


def _codes(name: str, context: dict[str, Any]) -> Notice | None:
    if name == "login_code":
        return _code_notice(
            _("【ログイン】コードのお知らせ"),
            _("次のコードをログイン画面に入力してください。"),
            context,
        )
    if name in {"email_confirmation", "email_confirmation_signup"}:
        return _code_notice(
            _("【確認】メールアドレスの確認コード"),
            _("次のコードを画面に入力すると、メールアドレスの確認が終わります。"),
            context,
        )
    if name == "password_reset_code":
        return _code_notice(
            _("【再設定】パスワード再設定のコード"),
            _("次のコードを画面に入力して、新しいパスワードを決めてください。"),
            context,
        )
    return None


def _account_questions(name: str) -> Notice | None:
    if name == "account_already_exists":
        return Notice(
            subject=_("【お知らせ】このメールアドレスは登録済みです"),
            lead=_(
                "このメールアドレスで新しいアカウントを作る操作がありましたが、"
                "すでに登録されています。コードを受け取ってログインできます。"
            ),
            label=_("ログインする"),
            url=_address("account_login"),
            closing=_not_you(),
        )
    if name == "unknown_account":
        return Notice(
            subject=_("【お知らせ】このメールアドレスは登録されていません"),
            lead=_(
                "このメールアドレスでログインする操作がありましたが、登録がありません。"
                "ほかのアドレスをお持ちでなければ、新しくアカウントを作れます。"
            ),
            label=_("アカウントを作る"),
            url=_address("account_signup"),
            closing=_not_you(),
        )
    return None


def _change_leads(context: dict[str, Any]) -> dict[str, str]:
    return {
        "email_changed": _("メールアドレスが %(from_email)s から %(to_email)s に変わりました。")
        % {
            "from_email": context.get("from_email", ""),
            "to_email": context.get("to_email", ""),
        },
        "email_confirm": _("メールアドレスの確認が終わりました。"),
        "email_deleted": _("メールアドレス %(email)s を削除しました。")
        % {"email": context.get("deleted_email", "")},
        "password_changed": _("パスワードが変わりました。"),
        "password_reset": _("パスワードを再設定しました。"),
        "password_set": _("パスワードを設定しました。"),
        "recovery_codes_generated": _("回復用コードを新しく作りました。前のコードは使えません。"),
        "totp_activated": _("認証アプリによる二段階認証が有効になりました。"),
        "totp_deactivated": _("認証アプリによる二段階認証を止めました。"),
        "webauthn_added": _("パスキー（セキュリティキー）を追加しました。"),
        "webauthn_removed": _("パスキー（セキュリティキー）を削除しました。"),
        "account_connected": _("外部のアカウントとつなぎました。"),
        "account_disconnected": _("外部のアカウントとのつながりを外しました。"),
    }


def notice_for(template_prefix: str, context: dict[str, Any]) -> Notice:
    """The words of the mail that allauth calls ``template_prefix``.

    Raises:
        KeyError: allauth sends a mail that has no words here yet.
    """
    name = template_prefix.rsplit("/", 1)[-1]
    notice = _codes(name, context) or _account_questions(name)
    return notice or _change_notice(_change_leads(context)[name], context)
