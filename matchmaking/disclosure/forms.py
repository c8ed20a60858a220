"""What the two sides choose about an introduction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import DismissReason, Stage


def _stage(value: Any) -> Stage:
    return Stage(int(value))


class AgreeForm(forms.Form):
    """Up to which stage, and which version of the words stood on the page."""

    stage = forms.TypedChoiceField(
        choices=[(step.value, step.label) for step in Stage if step > Stage.NOTHING],
        coerce=_stage,
    )
    version = forms.IntegerField(required=False, min_value=1)


class WithdrawForm(forms.Form):
    """What goes on being shown; nothing ends the introduction."""

    keep = forms.TypedChoiceField(
        label=_("どこまで取り消しますか"),
        choices=[
            (Stage.PROBLEM.value, _("連絡先だけを取り消し、困りごとと支援の内容までは見せる")),
            (Stage.SECTOR.value, _("業種と規模だけを見せる段階に戻す")),
            (Stage.NOTHING.value, _("すべて取り消し、この紹介を終える")),
        ],
        coerce=_stage,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, agreed: Stage, complete: bool = False, **kwargs: Any) -> None:
        """Offers what lies below ``agreed``; a ``complete`` introduction can only end.

        What is sent from an older page is read all the same: the service answers it.
        """
        super().__init__(*args, **kwargs)
        if self.is_bound:
            return
        field: Any = self.fields["keep"]
        field.choices = [
            (value, label)
            for value, label in field.choices
            if value == Stage.NOTHING or (value < agreed and not complete)
        ]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


class DeclineForm(forms.Form):
    """Why not, if the person likes to say; only the coordinator reads it."""

    code = forms.ChoiceField(
        label=_("理由（コーディネーターだけが読みます）"),
        choices=[("", _("伝えない")), *DismissReason.choices],
        widget=forms.RadioSelect,
        required=False,
    )
