"""The people of an application, 1 to n, without script."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import CompanyRole
from ..services.application import Person
from .fields import AddressField, KanaField, WordsField

FIELDS = (
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "department",
    "job_title",
    "role",
    "email",
)


class AttendeeForm(forms.Form):
    """One person."""

    family_name = WordsField(
        label=_("姓"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_name = WordsField(
        label=_("名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    family_name_kana = KanaField(
        label=_("セイ"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_name_kana = KanaField(
        label=_("メイ"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    department = WordsField(label=_("部署"), max_length=80, required=False)
    job_title = WordsField(label=_("役職・担当"), max_length=80, required=False)
    role = forms.ChoiceField(
        label=_("演習での担当"),
        help_text=_("会社のどの立場で参加するかを選んでください。"),
    )
    email = AddressField(
        label=_("メールアドレス"),
        help_text=_("予定ファイルと参加証を送ります。"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, number: int = 1, roles: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        if roles:
            role = self.fields["role"]
            assert isinstance(role, forms.ChoiceField)  # noqa: S101  declared above
            role.choices = [
                ("", _("選んでください")),
                *((code, label) for code, label in CompanyRole.choices if code in roles),
            ]
        else:
            del self.fields["role"]
        if number > 1:
            self.fields["email"].required = False
            self.fields["email"].help_text = _(
                "お持ちでなければ空欄のままで結構です。参加証は申込者に届きます。"
            )

    def person(self) -> Person:
        """The checked person."""
        return Person(**{name: self.cleaned_data.get(name, "") for name in FIELDS})


def prefix(index: int) -> str:
    """Prefix of the fields of person ``index`` (from 0)."""
    return f"people-{index}"
