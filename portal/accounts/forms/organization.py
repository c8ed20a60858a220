"""The organization's own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import postcode
from portal.accounts.models import Organization
from portal.taxonomy.models import Prefecture

from .fields import CorporateNumberField, KanaField, PhoneField, PostalCodeField, TextField


class OrganizationForm(forms.ModelForm[Organization]):
    """事業者: as on the registry, with a reachable address."""

    name = TextField(
        label=_("事業者名"),
        max_length=120,
        help_text=_("例: 八幡精工株式会社。個人事業の方は屋号かお名前。"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name_kana = KanaField(
        label=_("事業者名（フリガナ）"),
        max_length=120,
        required=False,
        help_text=_("ひらがなや半角カナで入力しても、全角カタカナに直します。"),
    )
    corporate_number = CorporateNumberField(
        label=_("法人番号"),
        required=False,
        help_text=_("13桁。個人事業の方は空のままにしてください。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    postal_code = PostalCodeField(
        label=_("郵便番号"),
        help_text=_("7桁。ハイフンはあってもなくてもかまいません。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    prefecture = forms.ModelChoiceField(
        label=_("都道府県"), queryset=Prefecture.objects.exclude(code="online")
    )
    city = TextField(label=_("市区町村・町域"), max_length=120)
    street = TextField(label=_("番地・建物名"), max_length=120, required=False)
    phone = PhoneField(
        label=_("電話番号"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.URLField(
        label=_("ウェブサイト"), required=False, max_length=200, assume_scheme="https"
    )

    class Meta:
        model = Organization
        fields = (
            "name",
            "name_kana",
            "corporate_number",
            "sector",
            "size",
            "postal_code",
            "prefecture",
            "city",
            "street",
            "phone",
            "website",
            "is_provider",
        )
        help_texts = {
            "is_provider": _("専門家・支援事業者として、相談に応じる側になります。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_provider"].label = _("セキュリティの支援を提供している")
        code = self.initial.get("postal_code", "")
        if len(code) == 7:
            self.initial["postal_code"] = f"{code[:3]}-{code[3:]}"

    def clean_corporate_number(self) -> str | None:
        """A number belongs to one organization of the portal."""
        number: str | None = self.cleaned_data["corporate_number"]
        others = Organization.objects.filter(corporate_number=number).exclude(pk=self.instance.pk)
        if number and others.exists():
            raise forms.ValidationError(
                _("この法人番号の事業者は登録済みです。代表者に参加を依頼できます。"),
                code="duplicate",
            )
        return number

    @property
    def is_duplicate(self) -> bool:
        """Whether the organization stands in the portal already: joining it can be offered."""
        return self.has_error("corporate_number", "duplicate")


def with_address(data: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The posted ``data`` with the address of its post code, and what to tell the person.

    Everything else that was typed stays as it is.
    """
    field = PostalCodeField(required=False)
    try:
        code = field.clean(data.get("postal_code", ""))
    except forms.ValidationError as problem:
        return data, " ".join(problem.messages)
    address = postcode.look_up(code) if code else None
    if address is None:
        return data, str(
            _("この郵便番号は見つかりません。番号を確かめるか、住所を直接入力してください。")
        )
    prefecture = Prefecture.objects.filter(label_ja=address.prefecture).first()
    filled = {**data, "city": address.city}
    if prefecture is not None:
        filled["prefecture"] = prefecture.pk
    if address.street and not data.get("street"):
        filled["street"] = address.street
    return filled, ""
