"""The form that a survey becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..enums import QuestionKind
from ..models import Survey, SurveyQuestion

LONGEST_TEXT = 2000


class ScaleWidget(forms.RadioSelect):
    """Steps in a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs["class"] = "survey-scale"


class AnswersForm(forms.Form):
    """All questions of one survey; ``cleaned_answers`` has the shape that is kept."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, prefix="q", **kwargs)
        self.questions = list(survey.questions.all())
        for question in self.questions:
            self.fields[question.key] = _field(question)

    def cleaned_answers(self) -> dict[str, Any]:
        """Answers by the key of the question; null where none was given."""
        return {
            question.key: _kept(question, self.cleaned_data.get(question.key))
            for question in self.questions
        }


def _field(question: SurveyQuestion) -> forms.Field:
    shared: dict[str, Any] = {"label": question.text, "required": question.is_required}
    if question.kind == QuestionKind.TEXT:
        messages = {
            "required": _("この質問に答えてください。"),
            "max_length": _(
                "%(limit_value)d文字以内で入力してください（いまは%(show_value)d文字です）。"
            ),
        }
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=LONGEST_TEXT,
            error_messages=messages,
            **shared,
        )
    errors = {
        "required": _("この質問に答えてください。"),
        "invalid_choice": _("一覧から選んでください。"),
    }
    choices = [(str(value), words) for value, words in question.values]
    if question.kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("いくつでも選べます。"),
            error_messages=errors,
            **shared,
        )
    is_scale = question.kind == QuestionKind.SCALE
    return forms.ChoiceField(
        choices=choices,
        widget=ScaleWidget if is_scale else forms.RadioSelect,
        error_messages=errors,
        **shared,
    )


def _kept(question: SurveyQuestion, value: Any) -> Any:
    if question.kind == QuestionKind.TEXT:
        return (value or "").strip() or None
    if question.kind == QuestionKind.MULTIPLE:
        return sorted(int(one) for one in value or []) or None
    return int(value) if value else None
