"""allauth's hooks: mails leave through the outbox, newcomers are led to their organization."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.delivery import mail

from .mails import notice_for
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the portal."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "メールアドレスかパスワードが違います。もう一度入力するか、コードでログインしてください。"
        ),
        "incorrect_code": _("コードが違います。メールまたはアプリの数字を確かめてください。"),
        "incorrect_password": _("パスワードが違います。"),
        "enter_current_password": _("今のパスワードが違います。"),
        "too_many_login_attempts": _("試行回数が多すぎます。5分ほど待ってからお試しください。"),
        "rate_limited": _("操作が多すぎます。少し待ってからお試しください。"),
        "email_taken": _("このメールアドレスは使えません。"),
        "same_as_current": _("今と違うものを入力してください。"),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail that allauth calls ``template_prefix``; the worker sends it."""
        language = get_language() or "ja"
        notice = notice_for(template_prefix, {**context, "email": email})
        mail.queue(
            key=f"account:{template_prefix.rsplit('/', 1)[-1]}:{uuid4()}",
            to=email,
            template="accounts_notice",
            context={"notice": notice},
            language=language,
        )

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        """Keep the language in which the person signed up."""
        user.language = get_language() or "ja"
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How to prove oneself again; who has a passkey is asked for it first."""
        words = {
            "reauthenticate": _("パスワードを使う"),
            "mfa_reauthenticate": _("認証アプリか回復用コードを使う"),
            "mfa_reauthenticate:webauthn": _("パスキーを使う"),
        }
        methods = super().get_reauthentication_methods(user)
        named = [{**method, "description": words[method["id"]]} for method in methods]
        return sorted(named, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """After sign-up: the organization comes next."""
        return reverse("accounts:organization_create")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """After the first address is confirmed: the organization, else my page."""
        user = email_address.user
        if user.memberships.exists() or user.is_staff:
            return reverse("accounts:mypage")
        return reverse("accounts:organization_create")
