"""The applying company, for those who apply without an organization of the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import OrganizationSize
from portal.accounts.forms.fields import CorporateNumberField
from portal.taxonomy.models import Prefecture, Sector

from .fields import WordsField

PREFIX = "company"
FIELDS = ("name", "corporate_number", "sector", "prefecture", "size")


class CompanyForm(forms.Form):
    """As little as the list of participants and the rules of eligibility need."""

    name = WordsField(
        label=_("事業者名"),
        max_length=120,
        help_text=_("例: 八幡精工株式会社。個人事業の方は屋号かお名前。"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    corporate_number = CorporateNumberField(
        label=_("法人番号"),
        required=False,
        help_text=_("13桁。お分かりになるときだけで結構です。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sector = forms.ChoiceField(label=_("業種"))
    prefecture = forms.ChoiceField(label=_("都道府県"))
    size = forms.ChoiceField(
        label=_("従業員数"), choices=[("", _("選んでください")), *OrganizationSize.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, **kwargs)
        for name, model in (("sector", Sector), ("prefecture", Prefecture)):
            terms = model.objects.order_by("position").exclude(code="online")
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [
                ("", _("選んでください")),
                *((term.code, term.label) for term in terms),
            ]

    def clean_corporate_number(self) -> str:
        """Kept as text; none is empty."""
        return self.cleaned_data["corporate_number"] or ""
