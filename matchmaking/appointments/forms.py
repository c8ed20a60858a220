"""Proposing dates for a meeting, without script: a day and a time for each."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .services import MOST_OPTIONS, Terms

LATEST = timedelta(days=366)
LENGTHS = (
    (30, gettext_lazy("30分")),
    (45, gettext_lazy("45分")),
    (60, gettext_lazy("1時間")),
    (90, gettext_lazy("1時間30分")),
    (120, gettext_lazy("2時間")),
)


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time side by side, each with a name of its own."""

    template_name = "components/form/moment.html"

    def __init__(self) -> None:
        super().__init__(
            date_attrs={"type": "date", "aria-label": gettext_lazy("日付")},
            time_attrs={"type": "time", "step": "300", "aria-label": gettext_lazy("時刻")},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )


def _moment(number: int) -> forms.SplitDateTimeField:
    label = gettext_lazy("日時") if number == 1 else gettext_lazy("別の日時")
    return forms.SplitDateTimeField(
        label=label,
        widget=MomentWidget(),
        required=number == 1,
        error_messages={
            "required": gettext_lazy("日付と時刻の両方を入れてください。"),
            "invalid_date": gettext_lazy("日付を確かめてください。例: 2026-12-03"),
            "invalid_time": gettext_lazy("時刻を確かめてください。例: 14:00"),
        },
    )


class ProposalForm(forms.Form):
    """One to three dates, how long, and where."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("長さ"), choices=LENGTHS, coerce=int, initial=60
    )
    place = forms.CharField(
        label=gettext_lazy("場所"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("会って話すときに書きます。"),
    )
    url = forms.URLField(
        label=gettext_lazy("オンライン会議のアドレス"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "この画面と案内のメールで、相手とコーディネーターだけに伝わります。"
        ),
    )

    def __init__(self, *args: Any, dates: int = MOST_OPTIONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, dates + 1)
        for number in self.numbers:
            self.fields[f"starts{number}"] = _moment(number)
        self.order_fields(
            [*(f"starts{number}" for number in self.numbers), "minutes", "place", "url"]
        )

    def clean_url(self) -> str:
        """An address of the web."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("https:// で始まるアドレスを入れてください。"))
        return url

    def clean(self) -> dict[str, Any]:
        """Each date is still to come, and none comes twice."""
        cleaned = super().clean() or {}
        now = timezone.now()
        seen: set[datetime] = set()
        for number in self.numbers:
            name = f"starts{number}"
            moment = cleaned.get(name)
            if moment is None:
                continue
            if not now < moment < now + LATEST:
                self.add_error(name, _("今から1年以内の、これからの日時を入れてください。"))
            elif moment in seen:
                self.add_error(name, _("同じ日時が2つあります。"))
            seen.add(moment)
        if not cleaned.get("place") and not cleaned.get("url") and not self.errors:
            self.add_error(
                "place", _("場所かオンライン会議のアドレスの、どちらかを入れてください。")
            )
        return cleaned

    @property
    def starts(self) -> list[datetime]:
        """The dates that were filled in."""
        found = (self.cleaned_data.get(f"starts{number}") for number in self.numbers)
        return [moment for moment in found if moment]

    @property
    def terms(self) -> Terms:
        """How long and where."""
        cleaned = self.cleaned_data
        return Terms(cleaned["minutes"], cleaned["place"], cleaned["url"])
