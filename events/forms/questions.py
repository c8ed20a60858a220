"""Fields made from the questions of a participation type."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.delivery.file_kinds import ACCEPT

from ..enums import QuestionKind
from ..models import Question
from ..normalise import fold_widths
from .fields import WordsField

TEXT_LIMIT, LONG_TEXT_LIMIT = 200, 2000
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class LongTextField(forms.CharField):
    """Several lines, as typed; too long is answered in words."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(strip=True, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)
        self.limit = limit

    def validate(self, value: Any) -> None:
        """Length only: an answer may hold any character."""
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                _("%(limit)s文字以内で入力してください（いまは%(length)s文字です）。")
                % {"limit": self.limit, "length": f"{len(value):,}"},
                code="max_length",
            )


class NumberField(forms.Field):
    """A whole number in any width, within limits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 12, "autocomplete": "off"})

    def __init__(self, *, least: int | None, most: int | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:
        """The number; ValidationError in words."""
        text = fold_widths(str(value if value is not None else "")).replace(",", "")
        self.validate(text)
        if not text:
            return None
        try:
            number = int(text) if len(text) < 16 else None
        except ValueError:
            number = None
        if number is None:
            raise ValidationError(_("数字だけで入力してください。例: 12"), code="number")
        if self.least is not None and number < self.least:
            raise ValidationError(
                _("%(limit)s以上の数を入力してください。") % {"limit": self.least}, code="min"
            )
        if self.most is not None and number > self.most:
            raise ValidationError(
                _("%(limit)s以下の数を入力してください。") % {"limit": self.most}, code="max"
            )
        return number


class DayField(forms.DateField):
    """A day in the ways people write it; kept as 2027-01-27."""

    widget = forms.TextInput(attrs={"size": 16, "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=DATE_FORMATS,
            error_messages={"invalid": _("日付を入力してください。例: 2027年1月27日")},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The day in ISO 8601; empty when there is none."""
        day = super().clean(fold_widths(str(value or "")).replace(" ", ""))
        return day.isoformat() if day else ""


class ManyField(forms.MultipleChoiceField):
    """Any number of options, or between the limits of the question."""

    def __init__(self, *, least: int | None, most: int | None, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.least, self.most = least, most

    def validate(self, value: Any) -> None:
        """How many."""
        super().validate(value)
        if value and self.least is not None and len(value) < self.least:
            raise ValidationError(
                _("%(limit)s個以上選んでください。") % {"limit": self.least}, code="few"
            )
        if self.most is not None and len(value) > self.most:
            raise ValidationError(
                _("選べるのは%(limit)s個までです。") % {"limit": self.most}, code="many"
            )


class UploadWidget(forms.Widget):
    """A file, or the one handed in before; works without script."""

    template_name = "components/form/upload.html"
    needs_multipart_form = True
    known: Mapping[str, str] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the file that is there already."""
        context = super().get_context(name, value, attrs)
        key = value["upload"] if isinstance(value, dict) else (value or "")
        context["widget"] |= {"key": key, "file": self.known.get(key, ""), "accept": ACCEPT}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The key of the file kept before; the view has put there what came with this form."""
        return "" if data.get(f"{name}-remove") else str(data.get(f"{name}-kept", ""))


class UploadField(forms.Field):
    """The key of a kept file; ``problem`` is what was wrong with the one just sent."""

    def __init__(self, *, known: Mapping[str, str], problem: str, **kwargs: Any) -> None:
        super().__init__(widget=UploadWidget(), **kwargs)
        self.known, self.problem = known, problem
        self.widget.known = known

    def clean(self, value: Any) -> dict[str, str] | None:
        """Key and name."""
        if self.problem:
            raise ValidationError(self.problem, code="upload")
        name = self.known.get(value)
        self.validate(name)
        return {"upload": value, "name": name} if name else None


def field_for(question: Question, *, known: Mapping[str, str], problem: str) -> forms.Field:
    """The form field of ``question``."""
    told: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.is_required,
    }
    limits = {"least": question.minimum, "most": question.maximum}
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return LongTextField(limit=question.maximum or LONG_TEXT_LIMIT, **told)
        case QuestionKind.CHOICE:
            none = [] if question.is_required else [("", _("選ばない"))]
            choices = [*none, *question.choices()]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        case QuestionKind.MULTIPLE:
            return ManyField(choices=question.choices(), **limits, **told)
        case QuestionKind.NUMBER:
            return NumberField(**limits, **told)
        case QuestionKind.DATE:
            told["help_text"] = told["help_text"] or _("例: 2027年1月27日")
            return DayField(**told)
        case QuestionKind.CONSENT:
            return forms.BooleanField(**told)
        case QuestionKind.FILE:
            told["help_text"] = told["help_text"] or _(
                "PDF、PNG、JPEG、Word、Excel、PowerPoint、テキスト。10MBまで。"
            )
            return UploadField(known=known, problem=problem, **told)
    return WordsField(max_length=question.maximum or TEXT_LIMIT, **told)


class QuestionForm(forms.Form):
    """The questions to the company, or to one person (by ``prefix``)."""

    def __init__(
        self,
        *args: Any,
        questions: Collection[Question],
        known: Mapping[str, str],
        problems: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {name_of(question): question for question in questions}
        for name, question in self.questions.items():
            problem = problems.get(self.add_prefix(name), "")
            self.fields[name] = field_for(question, known=known, problem=problem)

    def answers(self) -> dict[str, Any]:
        """The checked answers by the number of the question."""
        return {
            str(question.pk): self.cleaned_data[name] for name, question in self.questions.items()
        }


def name_of(question: Question) -> str:
    """The name of the field of ``question``."""
    return f"q{question.pk}"


def raw(
    data: Any, questions: Collection[Question], *, prefix: str = "", limit: int = 5000
) -> dict[str, Any]:
    """What was typed, unchecked, by the number of the question."""
    typed: dict[str, Any] = {}
    for question in questions:
        name = f"{prefix}-{name_of(question)}" if prefix else name_of(question)
        if question.kind == QuestionKind.MULTIPLE:
            typed[str(question.pk)] = [_kept(one, 200) for one in data.getlist(name)[:50]]
        elif question.kind == QuestionKind.FILE:
            removed = data.get(f"{name}-remove")
            typed[str(question.pk)] = "" if removed else _kept(data.get(f"{name}-kept", ""), 40)
        else:
            typed[str(question.pk)] = _kept(data.get(name, ""), limit)
    return typed


def initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's answers as the initial values of the fields."""
    return {f"q{number}": value for number, value in answers.items()}


def _kept(text: str, limit: int) -> str:
    return text.replace("\x00", "")[:limit]
