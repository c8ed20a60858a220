"""Sign-up, sign-in and code forms; they forgive what Japanese keyboards produce."""

import unicodedata
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

_EMAIL_ATTRS = {"autocomplete": "email", "inputmode": "email", "placeholder": ""}


class HalfWidthEmailField(forms.EmailField):
    """Takes ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ as taro@example.jp."""

    def to_python(self, value: Any) -> str:
        """Full-width letters become half-width before the address is checked."""
        text = super().to_python(value)
        return unicodedata.normalize("NFKC", text).strip().lower() if text else ""


def _email_field() -> HalfWidthEmailField:
    return HalfWidthEmailField(
        label=_("メールアドレス"), max_length=254, widget=forms.EmailInput(attrs=_EMAIL_ATTRS)
    )


class LoginForm(account_forms.LoginForm):
    """E-mail address and, unless a code is wanted, the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email_field()
        self.fields["password"].required = False
        self.fields["password"].label = _("パスワード")
        self.fields["password"].help_text = _(
            "設定していないときは空のままで、「コードを受け取る」を押してください。"
        )
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["remember"].label = _(
            "この端末ではログインしたままにする（共用の端末では外す）"
        )
        self.order_fields(["login", "password", "remember"])

    def clean(self) -> dict[str, Any]:
        """「コードを受け取る」 sends a code even if the browser filled in a password."""
        if "by_code" in self.data:
            self.cleaned_data["password"] = ""
        return super().clean()


class SignupForm(account_forms.SignupForm):
    """E-mail address; a password only for those who want one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field()
        self.fields["email"].help_text = _("このアドレスに確認コードを送ります。")
        if "password1" in self.fields:
            password = self.fields["password1"]
            password.label = _("パスワード")
            password.widget.attrs["placeholder"] = ""
            password.help_text = _(
                "10文字以上。設定しなくても、メールで届くコードでログインできます。"
            )


class _CodeFieldMixin:
    """１２３４５６ typed in full-width digits is the code 123456."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("コード")
        field.widget.attrs.update({"inputmode": "numeric", "placeholder": "", "maxlength": 32})

    def clean_code(self) -> str:
        self.cleaned_data["code"] = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class ConfirmLoginCodeForm(_CodeFieldMixin, account_forms.ConfirmLoginCodeForm):
    """Code of a sign-in without password."""


class ConfirmEmailForm(_CodeFieldMixin, account_forms.ConfirmEmailVerificationCodeForm):
    """Code that proves an address."""


class ConfirmPasswordResetForm(_CodeFieldMixin, account_forms.ConfirmPasswordResetCodeForm):
    """Code that allows a new password."""


class AuthenticateForm(_CodeFieldMixin, mfa_forms.AuthenticateForm):
    """Code of the authenticator app, or a recovery code."""


class ReauthenticateForm(_CodeFieldMixin, mfa_forms.ReauthenticateForm):
    """The same, asked again before something delicate."""


class ActivateTotpForm(_CodeFieldMixin, totp_forms.ActivateTOTPForm):
    """First code of a new authenticator app."""


class RequestLoginCodeForm(account_forms.RequestLoginCodeForm):
    """Where to send a sign-in code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field()


class ResetPasswordForm(account_forms.ResetPasswordForm):
    """Where to send a code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field()
