"""What people answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Answer
from .questions import QuestionSet


class CheckForm(forms.Form):
    """One choice of three for each question of a set, in its order."""

    def __init__(self, *args: Any, asked: QuestionSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for number, question in enumerate(asked.questions, 1):
            self.fields[question.code] = forms.ChoiceField(
                label=f"{number}. {question.ask}",
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("三つから一つ選んでください。")},
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [
            (group.name, [self[question.code] for question in group.questions])
            for group in self.asked.groups
        ]
