"""Narrowing the public lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Prefecture, Sector, Theme

from .enums import ServiceType
from .forms import KYUSHU


class SeedFilterForm(forms.Form):
    """Narrowing the list of seeds."""

    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("テーマ"), required=False, empty_label=_("すべて")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("業種"), required=False, empty_label=_("すべて")
    )
    prefecture = forms.ChoiceField(label=_("地域"), required=False)
    form = forms.ChoiceField(
        label=_("支援の形"), choices=[("", _("すべて")), *ServiceType.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Prefecture.objects.filter(code__in=KYUSHU).order_by("position")
        self.fields["prefecture"].choices = [  # type: ignore[attr-defined]
            ("", _("すべて")),
            ("online", _("オンライン")),
            *((place.code, place.label) for place in places),
        ]


class NeedFilterForm(forms.Form):
    """Narrowing the list of needs."""

    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("テーマ"), required=False, empty_label=_("すべて")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("業種"), required=False, empty_label=_("すべて")
    )
