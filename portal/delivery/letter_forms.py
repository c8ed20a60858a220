"""The form in which staff reword a letter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .letters import Letter, Wording, find_problems


class WordingForm(forms.Form):
    """Subject and text; what is no placeholder of the letter is refused with its line."""

    subject = forms.CharField(label=gettext_lazy("件名"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("本文"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter

    def clean_subject(self) -> str:
        """One line, known placeholders."""
        return self._checked(" ".join(self.cleaned_data["subject"].split()))

    def clean_text(self) -> str:
        """Known placeholders only."""
        return self._checked(self.cleaned_data["text"].replace("\r\n", "\n"))

    def _checked(self, text: str) -> str:
        problems = [
            _("%(line)s行目の %(fragment)s は使えません。下の一覧の差込みだけが使えます。")
            % {"line": problem.line, "fragment": problem.fragment}
            for problem in find_problems(text, self.letter)
        ]
        if problems:
            raise ValidationError(problems)
        return text

    @property
    def wording(self) -> Wording:
        """What was typed, once it is valid."""
        return Wording(self.cleaned_data["subject"], self.cleaned_data["text"])
