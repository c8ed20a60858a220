"""A person's own data, and inviting colleagues."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import MembershipRole
from portal.accounts.models import User

from .entrance import HalfWidthEmailField
from .fields import KanaField, PhoneField, TextField


class NameForm(forms.ModelForm[User]):
    """姓 名 セイ メイ: asked once, when the organization is registered."""

    family_name = TextField(
        label=_("姓"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    given_name = TextField(
        label=_("名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name_kana = KanaField(label=_("セイ"), max_length=60, required=False)
    given_name_kana = KanaField(label=_("メイ"), max_length=60, required=False)

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            "family_name",
            "given_name",
            "family_name_kana",
            "given_name_kana",
        )


class ProfileForm(NameForm):
    """Name, phone, language of mails."""

    phone = PhoneField(
        label=_("電話番号"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(label=_("メールの言語"), choices=settings.LANGUAGES)

    class Meta(NameForm.Meta):
        fields = (*NameForm.Meta.fields, "phone", "language")


class InviteForm(forms.Form):
    """Whom to ask to join, and in which role."""

    email = HalfWidthEmailField(
        label=_("招待する方のメールアドレス"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    role = forms.ChoiceField(
        label=_("役割"),
        choices=MembershipRole.choices,
        initial=MembershipRole.MEMBER,
        widget=forms.RadioSelect,
        help_text=_("代表者は、招待と事業者情報の変更ができます。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(reversed(MembershipRole.choices))
