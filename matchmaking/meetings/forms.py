"""What staff and participants fill in about a meeting day."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import Organization

from .. import typed
from ..models import MeetingDay, MeetingParticipant, MeetingSlot
from . import selectors

LINE = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~〜]\s*(\d{1,2}):(\d{2})")
MOST_SLOTS = 40


class DayForm(forms.ModelForm):
    """A day and its slots, one a line."""

    slots = forms.CharField(
        label=gettext_lazy("時間帯"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("1行に1つ書きます。例: 13:00-13:20"),
    )

    class Meta:
        model = MeetingDay
        fields = ("title", "on", "place", "tables", "note")
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    field_order = ("title", "on", "place", "slots", "tables", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["slots"] = "\n".join(
                f"{timezone.localtime(slot.begins_at):%H:%M}-"
                f"{timezone.localtime(slot.ends_at):%H:%M}"
                for slot in self.instance.slots.order_by("begins_at", "pk")
            )

    def clean_on(self) -> date:
        """A day to come; one that has passed may keep its date."""
        day: date = self.cleaned_data["on"]
        if day < timezone.localdate() and day != self.initial.get("on"):
            raise forms.ValidationError(_("今日以降の日付を入れてください。"))
        return day

    def clean(self) -> dict[str, Any]:
        """Lines become times of that day, in order and apart."""
        cleaned = super().clean() or {}
        if "on" in cleaned and "slots" in cleaned:
            try:
                cleaned["times"] = self._times(cleaned["slots"], cleaned["on"])
            except ValueError as wrong:
                self.add_error("slots", str(wrong))
        return cleaned

    def _times(self, text: str, day: Any) -> list[tuple[datetime, datetime]]:
        found = []
        for line in filter(None, (one.strip() for one in text.splitlines())):
            match = LINE.fullmatch(unicodedata.normalize("NFKC", line))
            try:
                numbers = [int(part) for part in match.groups()] if match else []
                begin, end = (
                    time(hour=h, minute=m)
                    for h, m in zip(numbers[::2], numbers[1::2], strict=True)
                )
            except (ValueError, IndexError):
                begin = end = time()
            if not match or begin >= end:
                raise ValueError(
                    _("「%(line)s」を読めません。13:00-13:20のように書いてください。")
                    % {"line": line[:40]}
                )
            found.append(
                tuple(timezone.make_aware(datetime.combine(day, at)) for at in (begin, end))
            )
        found.sort()
        if len(found) > MOST_SLOTS:
            raise ValueError(_("時間帯は%(number)sまでです。") % {"number": MOST_SLOTS})
        if any(later[0] < earlier[1] for earlier, later in pairwise(found)):
            raise ValueError(_("時間帯が重なっています。前の終わりより後に始めてください。"))
        return [(begin, end) for begin, end in found]


class _RecordsField(forms.ModelMultipleChoiceField):
    """Records by their numbers; one that no database holds is no choice, not an error."""

    def clean(self, value: Any) -> Any:
        """The records chosen."""
        numbers = value if isinstance(value, list | tuple) else []
        unheard = next((one for one in numbers if not typed.number(str(one))), None)
        if unheard is not None:
            said = self.error_messages["invalid_choice"]
            raise forms.ValidationError(said, code="invalid_choice", params={"value": unheard})
        return super().clean(value)


class InvitationForm(forms.Form):
    """Organizations of one side to invite."""

    organizations = _RecordsField(
        Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("招待する事業者を選んでください。")},
    )

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organizations"].queryset = organizations  # type: ignore[attr-defined]


class JoiningForm(forms.Form):
    """When somebody is there, whom they wish to meet, and their consent."""

    present = _RecordsField(
        MeetingSlot.objects.none(),
        label=gettext_lazy("参加できる時間帯"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("参加できる時間帯を1つ以上選んでください。")},
    )
    wishes = _RecordsField(
        MeetingParticipant.objects.none(),
        label=gettext_lazy("会いたい相手"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("事業者名と私の名前を、面談する相手に伝えることに同意します"),
        error_messages={"required": gettext_lazy("参加するには、同意が必要です。")},
    )

    def __init__(
        self, *args: Any, participant: MeetingParticipant, user: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        slots = participant.day.slots.order_by("begins_at", "pk")
        others = selectors.others(participant)
        self.fields["present"].queryset = slots  # type: ignore[attr-defined]
        self.fields["present"].label_from_instance = slot_label  # type: ignore[attr-defined]
        if not others:
            del self.fields["wishes"]
        else:
            field = self.fields["wishes"]
            known = {one.participant.pk: one for one in others}
            field.queryset = MeetingParticipant.objects.filter(  # type: ignore[attr-defined]
                pk__in=known
            ).order_by("pk")
            field.label_from_instance = (  # type: ignore[attr-defined]
                lambda one: _said(known[one.pk])
            )
        absent = {slot.pk for slot in participant.absent.all()}
        self.initial = {
            "present": [slot.pk for slot in slots if slot.pk not in absent],
            "wishes": [one.pk for one in participant.wishes.all()],
            "agreed": participant.person_id == user.pk,
        }

    @property
    def absent(self) -> list[MeetingSlot]:
        """The slots that were not ticked."""
        present = set(self.cleaned_data["present"])
        every = self.fields["present"].queryset  # type: ignore[attr-defined]
        return [slot for slot in every if slot not in present]


def slot_label(slot: MeetingSlot) -> str:
    """From when to when, in Japan."""
    begin, end = timezone.localtime(slot.begins_at), timezone.localtime(slot.ends_at)
    return f"{begin:%H:%M}–{end:%H:%M}"


def _said(other: selectors.Other) -> str:
    return "".join([other.name, *(f"「{topic}」" for topic in other.topics[:2])])


def usual_slots(minutes: int = 20, pause: int = 5) -> str:
    """Six slots of an afternoon, to begin with."""
    begin = datetime(2000, 1, 1, 13, 0)  # noqa: DTZ001 - only the time of day is used
    lines = []
    for place in range(6):
        start = begin + timedelta(minutes=place * (minutes + pause))
        lines.append(f"{start:%H:%M}-{start + timedelta(minutes=minutes):%H:%M}")
    return "\n".join(lines)
