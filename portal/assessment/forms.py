"""What people answer."""

from itertools import count
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Answer
from .questions import QuestionSet

CHOOSE = _("三つから一つ選んでください。")


class CheckForm(forms.Form):
    """One choice of three for each question of a set, in its order."""

    def __init__(self, *args: Any, asked: QuestionSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for number, question in enumerate(asked.questions, 1):
            self.fields[question.code] = forms.ChoiceField(
                label=f"{number}. {question.name}",
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
            )

    def groups(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """The fields under their headings, each with its question in full."""
        numbers = count(1)
        return [
            (
                group.name,
                [(f"{next(numbers)}. {one.ask}", self[one.code]) for one in group.questions],
            )
            for group in self.asked.groups
        ]
