"""Whom the office writes to, and what the applicant wants to add."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization

from ..enums import PlaceUnit
from ..models import ParticipationType
from ..normalise import fold_widths
from ..services.application import Contact
from .fields import AddressField, PhoneField, WordsField

FIELDS = (
    "organization",
    "name",
    "email",
    "phone",
    "minimum_people",
    "accepts_fallback",
    "message",
)


class ContactForm(forms.Form):
    """The applicant's side of the application."""

    organization = forms.ChoiceField(label=_("申し込む事業者"))
    name = WordsField(label=_("連絡担当者のお名前"), max_length=120)
    email = AddressField(
        label=_("連絡先メールアドレス"), help_text=_("受付のお知らせを送ります。")
    )
    phone = PhoneField(
        label=_("連絡先電話番号"),
        max_length=20,
        required=False,
        help_text=_("当日の急な変更のときだけ使います。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    minimum_people = forms.CharField(
        label=_("全員の枠がないとき、何人からなら参加しますか"),
        required=False,
        help_text=_(
            "入力すると、上から順に枠のある人数だけ確定します。空欄なら全員のときだけです。"
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
    )
    accepts_fallback = forms.BooleanField(required=False)
    message = forms.CharField(
        label=_("事務局への連絡"),
        required=False,
        max_length=1000,
        help_text=_("車いす・字幕・筆談など、必要な配慮があればお書きください。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        organizations: list[Organization],
        participation_type: ParticipationType,
        changes: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {str(one.pk): one for one in organizations}
        self.participation_type = participation_type
        if organizations:
            choice = self.fields["organization"]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
            choice.choices = [(key, one.name) for key, one in self.organizations.items()]
            if len(organizations) == 1:
                choice.widget = forms.HiddenInput()
                choice.required = False
        else:
            del self.fields["organization"]
        by_person = participation_type.unit == PlaceUnit.PERSON
        if changes or not (participation_type.allows_fewer and by_person):
            del self.fields["minimum_people"]
        fallback = None if changes else participation_type.fallback
        if fallback is None:
            del self.fields["accepts_fallback"]
        else:
            self.fields["accepts_fallback"].label = _("満員のときは「%(type)s」で参加する") % {
                "type": fallback.label
            }

    def clean_organization(self) -> str:
        """The key of one of the user's own organizations."""
        return self.cleaned_data["organization"] or next(iter(self.organizations))

    def clean_minimum_people(self) -> int | None:
        """A number the participation type allows; None when everybody must fit."""
        text = fold_widths(self.cleaned_data["minimum_people"])
        if not text:
            return None
        kind = self.participation_type
        number = int(text) if text.isdecimal() and len(text) < 4 else 0
        if not kind.min_attendees <= number <= kind.max_attendees:
            raise forms.ValidationError(
                _("%(least)sから%(most)sまでの数を入力してください。")
                % {"least": kind.min_attendees, "most": kind.max_attendees}
            )
        return number

    def contact(self) -> Contact:
        """The checked contact."""
        data = self.cleaned_data
        return Contact(name=data["name"], email=data["email"], phone=data["phone"])
