"""Forms with which staff build a survey."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Survey, SurveyQuestion

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SurveyForm(forms.ModelForm):
    """What the survey is called, whether it is anonymous, and when it is open."""

    class Meta:
        model = Survey
        fields = (
            "title_ja",
            "title_en",
            "intro_ja",
            "intro_en",
            "mode",
            "opens_at",
            "closes_at",
        )
        widgets = {
            "intro_ja": forms.Textarea(attrs={"rows": 3}),
            "intro_en": forms.Textarea(attrs={"rows": 3}),
            "opens_at": MOMENT,
            "closes_at": MOMENT,
        }


class QuestionForm(forms.ModelForm):
    """One question."""

    class Meta:
        model = SurveyQuestion
        fields = (
            "kind",
            "text_ja",
            "text_en",
            "is_required",
            "steps",
            "low_ja",
            "low_en",
            "high_ja",
            "high_en",
            "options_ja",
            "options_en",
        )
        widgets = {
            "options_ja": forms.Textarea(attrs={"rows": 5}),
            "options_en": forms.Textarea(attrs={"rows": 5}),
        }


class CreateForm(forms.Form):
    """From what a new survey is made."""

    source = forms.ModelChoiceField(
        label=_("もとにするアンケート"),
        queryset=Survey.objects.none(),
        required=False,
        empty_label=_("標準の質問から始める"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        field.queryset = Survey.objects.select_related("session__event").order_by("-id")
        field.label_from_instance = _source_label


def _source_label(survey: Survey) -> str:
    if survey.session is None:
        return str(_("ひな形: %(title)s") % {"title": survey.title})
    return f"{survey.session} {survey.title}"
