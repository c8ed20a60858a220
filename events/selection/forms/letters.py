"""Choosing recipients and writing letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import RegistrationState
from events.models import ParticipationType, Registration, Session

from ..models import LetterBatch, LetterText


class RecipientsForm(forms.Form):
    """Which registrations of a session get a letter."""

    title = forms.CharField(
        label=gettext_lazy("控えの名前"),
        max_length=120,
        help_text=gettext_lazy("職員だけが見ます。例: 持ち物のお知らせ"),
    )
    as_news = forms.TypedChoiceField(
        label=gettext_lazy("文面"),
        choices=[
            ("", gettext_lazy("結果ごとに変える（参加確定・補欠・見送り）")),
            ("1", gettext_lazy("全員に同じ文面")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("参加区分"), widget=forms.CheckboxSelectMultiple
    )
    states = forms.MultipleChoiceField(
        label=gettext_lazy("状態"),
        choices=[
            (state.value, state.label)
            for state in RegistrationState
            if state not in (RegistrationState.CANCELLED, RegistrationState.EXPIRED)
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        kinds = ParticipationType.objects.filter(session=session).order_by("position", "pk")
        self.fields["kinds"].choices = [(str(one.pk), one.label) for one in kinds]

    def registrations(self) -> list[Registration]:
        """The chosen ones, in the order of application."""
        return list(
            Registration.objects.filter(
                session=self.session,
                participation_type__in=self.cleaned_data["kinds"],
                state__in=self.cleaned_data["states"],
            ).order_by("pk")
        )

    def clean(self) -> dict[str, Any]:
        """Somebody must be left."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.registrations():
            raise forms.ValidationError(_("当てはまる申込がありません。条件を変えてください。"))
        return data


def texts_of(batch: LetterBatch) -> list[LetterText]:
    """The texts in the order of their groups, Japanese first."""
    order = list(LetterText._meta.get_field("group").choices)
    groups = [value for value, _label in order]
    return sorted(
        batch.texts.all(), key=lambda one: (groups.index(one.group), one.language != "ja")
    )


def typed(batch: LetterBatch, data: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """What was typed for each text, by group and language."""
    return {
        (one.group, one.language): (
            data.get(f"subject-{one.pk}", one.subject),
            data.get(f"body-{one.pk}", one.body).replace("\r\n", "\n"),
        )
        for one in batch.texts.all()
    }
