"""What staff fill in at the desk of a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from ..enums import SESSION_TRANSITIONS, SessionState
from ..models import Session

CHOOSE = _("選んでください")


class ReasonForm(forms.Form):
    """Why: it stays on record."""

    reason = forms.CharField(
        label=_("理由（記録に残ります）"),
        max_length=500,
        widget=forms.TextInput(attrs={"size": 60}),
    )


class StateForm(ReasonForm):
    """The next state of a session."""

    state = forms.ChoiceField(label=_("新しい状態"))
    field_order = ("state", "reason")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = SESSION_TRANSITIONS[session.state]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        steps = [(one, SessionState(one).label) for one in SessionState if one in after]
        field.choices = [("", CHOOSE), *steps]


class MoveForm(ReasonForm):
    """Other times for a session."""

    starts_at = forms.DateTimeField(label=_("新しい開始日時"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=_("新しい終了日時"), widget=AdminDateTimeInput)
    field_order = ("starts_at", "ends_at", "reason")


class CopyForm(forms.Form):
    """The day of the copy."""

    starts_at = forms.DateTimeField(
        label=_("複製した回の開始日時"),
        widget=AdminDateTimeInput,
        help_text=_("受付の期間と締切は、開始日時からの日数を保って移します。"),
    )
