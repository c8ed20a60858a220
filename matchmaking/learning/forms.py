"""Trying weights."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import ranking, weighing
from ..fitting import LIMITS
from . import words


class WeightsForm(forms.Form):
    """All weights set by hand, and why they are changed."""

    note = forms.CharField(label=_("変える理由"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ranking.weights():
            most = 1.0 if name in LIMITS else weighing.HIGHEST
            self.fields[name] = forms.FloatField(
                label=str(words.WEIGHTS[name]),
                min_value=0,
                max_value=most,
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )

    def weights(self) -> dict[str, float]:
        """The figures as given."""
        return {name: float(self.cleaned_data[name]) for name in ranking.weights()}


def digest(weights: Mapping[str, float]) -> str:
    """A short name of ``weights``: tells whether their effect was looked at."""
    return hashlib.sha256(repr(sorted(weights.items())).encode()).hexdigest()[:16]
