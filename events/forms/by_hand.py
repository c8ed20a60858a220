"""What staff type for a company: an application by hand, a correction, a row of a table."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, BaseModelFormSet, formset_factory, modelformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.jp import cn

from portal.accounts.enums import OrganizationSize
from portal.taxonomy.models import Prefecture, Sector

from ..enums import CompanyRole
from ..models import Attendee, ParticipationType, Session
from ..normalise import fold_widths
from ..services.application import Company, Contact, Person
from .desk import ReasonForm
from .fields import AddressField, KanaField, PhoneField, WordsField

PERSON = (
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "department",
    "job_title",
    "email",
)


class CorporateNumberField(WordsField):
    """Thirteen digits with the check digit of the ordinance, or nothing."""

    def clean(self, value: Any) -> str:
        """Digits only; hyphens and spaces are dropped."""
        text = fold_widths(str(value or "")).replace("-", "").replace(" ", "")
        if text and not cn.is_valid(text):
            raise ValidationError(
                _("法人番号が正しくありません。13桁の数字を確かめてください。"), code="number"
            )
        return text


class CompanyFields(forms.Form):
    """The company and whom to write to."""

    company = WordsField(label=gettext_lazy("事業者名"), max_length=120)
    corporate_number = CorporateNumberField(
        label=gettext_lazy("法人番号"), max_length=20, required=False
    )
    sector = forms.ModelChoiceField(
        Sector.objects.order_by("position"), label=gettext_lazy("業種")
    )
    prefecture = forms.ModelChoiceField(
        Prefecture.objects.order_by("position"), label=gettext_lazy("都道府県")
    )
    size = forms.ChoiceField(
        choices=[("", "—"), *OrganizationSize.choices],
        label=gettext_lazy("従業員数"),
        required=False,
    )
    contact = WordsField(label=gettext_lazy("連絡担当者"), max_length=120)
    email = AddressField(label=gettext_lazy("連絡先メールアドレス"))
    phone = PhoneField(label=gettext_lazy("連絡先電話番号"), max_length=20, required=False)
    message = forms.CharField(
        label=gettext_lazy("事務局への連絡"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def company_of(self) -> Company:
        """The checked company."""
        data = self.cleaned_data
        return Company(
            name=data["company"],
            sector=data["sector"].pk,
            prefecture=data["prefecture"].pk,
            size=data["size"],
            corporate_number=data["corporate_number"],
        )

    def contact_of(self) -> Contact:
        """The checked contact."""
        data = self.cleaned_data
        return Contact(name=data["contact"], email=data["email"], phone=data["phone"])


class HandForm(CompanyFields, ReasonForm):
    """An application that came by telephone or on paper."""

    participation_type = forms.ModelChoiceField(
        ParticipationType.objects.none(), label=gettext_lazy("参加区分")
    )
    consented = forms.BooleanField(
        label=gettext_lazy("個人情報の取扱いを本人に伝え、了承を得ました"),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("participation_type",)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = ParticipationType.objects.filter(session=session).order_by("position", "id")
        self.fields["participation_type"].queryset = types  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """One attendee in plain fields."""

    family_name = WordsField(label=gettext_lazy("姓"), max_length=60)
    given_name = WordsField(label=gettext_lazy("名"), max_length=60)
    family_name_kana = KanaField(label=gettext_lazy("セイ"), max_length=60)
    given_name_kana = KanaField(label=gettext_lazy("メイ"), max_length=60)
    department = WordsField(label=gettext_lazy("部署"), max_length=80, required=False)
    job_title = WordsField(label=gettext_lazy("役職・担当"), max_length=80, required=False)
    email = AddressField(label=gettext_lazy("メールアドレス"), required=False)

    def person(self) -> Person:
        """The checked person."""
        return Person(**{name: self.cleaned_data[name] for name in PERSON})


class CorrectionForm(ReasonForm):
    """The contact of an application."""

    contact = WordsField(label=gettext_lazy("連絡担当者"), max_length=120)
    email = AddressField(label=gettext_lazy("連絡先メールアドレス"))
    phone = PhoneField(label=gettext_lazy("連絡先電話番号"), max_length=20, required=False)
    resend = forms.BooleanField(
        label=gettext_lazy("いまの内容とリンクをメールで送る"),
        required=False,
        help_text=gettext_lazy("連絡先メールアドレスを変えたときは、必ず送ります。"),
    )
    field_order = ("contact", "email", "phone", "resend", "reason")

    def contact_of(self) -> Contact:
        """The checked contact."""
        data = self.cleaned_data
        return Contact(name=data["contact"], email=data["email"], phone=data["phone"])


class AttendeeCorrectionForm(forms.ModelForm):
    """One attendee of an application that is there."""

    family_name = WordsField(label=gettext_lazy("姓"), max_length=60)
    given_name = WordsField(label=gettext_lazy("名"), max_length=60)
    family_name_kana = KanaField(label=gettext_lazy("セイ"), max_length=60)
    given_name_kana = KanaField(label=gettext_lazy("メイ"), max_length=60)
    department = WordsField(label=gettext_lazy("部署"), max_length=80, required=False)
    job_title = WordsField(label=gettext_lazy("役職・担当"), max_length=80, required=False)
    role = forms.ChoiceField(
        choices=[("", "—"), *CompanyRole.choices], label=gettext_lazy("担当"), required=False
    )
    email = AddressField(label=gettext_lazy("メールアドレス"), required=False)

    class Meta:
        model = Attendee
        fields = (*PERSON[:-1], "role", "email")


def people_formset(limit: int) -> type[BaseFormSet]:
    """Forms for at least one and at most ``limit`` people; empty ones are left out."""
    return formset_factory(
        PersonForm, extra=max(limit - 1, 0), min_num=1, max_num=limit, validate_min=True
    )


def correction_formset() -> type[BaseModelFormSet]:
    """Forms for the people of an application, no more and no fewer."""
    return modelformset_factory(Attendee, form=AttendeeCorrectionForm, extra=0, can_delete=False)


def people_of(formset: Iterable[Any]) -> list[Person]:
    """The people that were typed."""
    return [form.person() for form in formset if form.has_changed()]
