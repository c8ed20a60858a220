"""演習開催希望 as a body fills it in, and what staff fill in about it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.enums import SessionFormat
from events.forms.desk import CHOOSE, ReasonForm
from events.forms.fields import AddressField, PhoneField, WordsField
from portal.taxonomy.models import Prefecture, Sector

from .enums import REQUEST_TRANSITIONS, BodyKind, RequestState
from .models import ExerciseRequest

MONTHS_AHEAD = 12
KYUSHU = ("fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima", "okinawa")


class RequestForm(forms.Form):
    """The public form. ``website`` is a trap for programs: people do not see it."""

    body = WordsField(label=gettext_lazy("団体名"), max_length=160)
    kind = forms.ChoiceField(
        label=gettext_lazy("団体の種類"), choices=[("", CHOOSE), *BodyKind.choices]
    )
    contact_name = WordsField(label=gettext_lazy("担当者のお名前"), max_length=120)
    contact_email = AddressField(
        label=gettext_lazy("メールアドレス"),
        help_text=gettext_lazy("受付のお知らせと、お返事を送ります。"),
    )
    contact_phone = PhoneField(
        label=gettext_lazy("電話番号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    prefecture = forms.ModelChoiceField(
        Prefecture.objects.none(), label=gettext_lazy("開きたい地域"), empty_label=CHOOSE
    )
    sector = forms.ModelChoiceField(
        Sector.objects.order_by("position"),
        label=gettext_lazy("参加してほしい会社の業種"),
        required=False,
        empty_label=CHOOSE,
    )
    months = forms.MultipleChoiceField(
        label=gettext_lazy("開きたい時期"),
        help_text=gettext_lazy("いくつでも選べます。"),
        widget=forms.CheckboxSelectMultiple,
    )
    companies = forms.IntegerField(
        label=gettext_lazy("参加する会社のおよその数"),
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("開催形式"), choices=SessionFormat.choices, widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=gettext_lazy("相談したいこと"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "会社がいま困っていること、会場の候補など、分かる範囲でお書きください。"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("個人情報の取扱いに同意します"),
        error_messages={
            "required": gettext_lazy(
                "個人情報の取扱いをお読みのうえ、同意の欄にチェックを入れてください。"
            )
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nearby = Prefecture.objects.filter(code__in=KYUSHU).order_by("position")
        self.fields["prefecture"].queryset = nearby  # type: ignore[attr-defined]
        self.fields["months"].choices = coming_months()  # type: ignore[attr-defined]

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see is filled in."""
        return bool(self.data.get("website"))

    def request_fields(self) -> dict[str, Any]:
        """The checked fields of the model."""
        left_out = {"consent", "key", "website"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def coming_months(today: date | None = None) -> list[tuple[str, str]]:
    """This month and those of a year, as ``2027-02`` and in words."""
    first = (today or timezone.localdate()).replace(day=1)
    found = []
    for number in range(MONTHS_AHEAD + 1):
        year, month = divmod(first.month - 1 + number, 12)
        found.append(date(first.year + year, month + 1, 1))
    return [(f"{day:%Y-%m}", month_in_words(day)) for day in found]


def month_in_words(day: date) -> str:
    """2027年2月 / February 2027."""
    if (get_language() or "ja").startswith("en"):
        return date_format(day, "F Y", use_l10n=False)
    return f"{day.year}年{day.month}月"


class MoveForm(ReasonForm):
    """The next state, why, and what the requester reads."""

    state = forms.ChoiceField(label=gettext_lazy("新しい状態"))
    reply = forms.CharField(
        label=gettext_lazy("団体へのひとこと（メールと確認の画面に載ります）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("見送るときは必ず書いてください。"),
    )
    field_order = ("state", "reply", "reason")

    def __init__(self, *args: Any, request: ExerciseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = REQUEST_TRANSITIONS[request.state]
        self.fields["state"].choices = [("", CHOOSE)] + [  # type: ignore[attr-defined]
            (one, RequestState(one).label) for one in RequestState if one in after
        ]

    def clean(self) -> dict[str, Any]:
        """A no is explained."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == RequestState.DECLINED and not cleaned.get("reply"):
            self.add_error("reply", _("見送るときは、団体に伝える理由を入力してください。"))
        return cleaned


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=gettext_lazy("メモ（職員だけが見ます）"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssignForm(forms.Form):
    """Who looks after it."""

    user = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=gettext_lazy("受け持つ職員"),
        required=False,
        empty_label=gettext_lazy("未定"),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = staff  # type: ignore[attr-defined]
