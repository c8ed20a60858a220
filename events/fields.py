"""Model fields of the room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoicesField(models.JSONField):
    """Any number of values out of a closed list, kept as a list of their codes."""

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        self.options = [
            (value, label) for value, label in getattr(choices, "choices", choices) if value
        ]
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is not in the list."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or set(value) - {code for code, _label in self.options}:
            raise ValidationError(_("一覧から選んでください。"), code="invalid_choice")

    def formfield(self, **kwargs: Any) -> Any:
        """Checkboxes."""
        return forms.MultipleChoiceField(
            choices=self.options,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, value: list[str]) -> list[str]:
        """The words for ``value``, in the order of the closed list."""
        return [str(label) for code, label in self.options if code in value]
