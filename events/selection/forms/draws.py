"""What staff decide before a lottery: who holds more lots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import OrganizationSize
from portal.taxonomy.models import Prefecture, Sector

FACTOR = {"min_value": 1, "max_value": 20, "initial": 1}


class CommitForm(forms.Form):
    """Weights, and how long the reserve is."""

    first_time = forms.IntegerField(
        label=_("初めて参加する社のくじの倍率"),
        help_text=_("同じイベントまたはシリーズに参加したことのない社です。1なら優先しません。"),
        **{**FACTOR, "initial": 2},
    )
    sectors = forms.MultipleChoiceField(
        label=_("優先する業種"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sector_factor = forms.IntegerField(label=_("優先する業種の倍率"), **FACTOR)
    prefectures = forms.MultipleChoiceField(
        label=_("優先する都道府県"), required=False, widget=forms.CheckboxSelectMultiple
    )
    prefecture_factor = forms.IntegerField(label=_("優先する都道府県の倍率"), **FACTOR)
    sizes = forms.MultipleChoiceField(
        label=_("優先する従業員数"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=OrganizationSize.choices,
    )
    size_factor = forms.IntegerField(label=_("優先する従業員数の倍率"), **FACTOR)
    reserve_limit = forms.IntegerField(
        label=_("補欠の数"),
        required=False,
        min_value=0,
        max_value=10_000,
        help_text=_("空欄なら、外れた社はすべて補欠です。補欠に入らない社は見送りになります。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("sectors", Sector), ("prefectures", Prefecture)):
            terms = model.objects.order_by("position")
            self.fields[name].choices = [(one.code, one.label) for one in terms]

    def rules(self) -> dict[str, Any]:
        """The weights in the form the service takes."""
        data = self.cleaned_data
        return {
            "first_time": data["first_time"],
            "sectors": dict.fromkeys(data["sectors"], data["sector_factor"]),
            "prefectures": dict.fromkeys(data["prefectures"], data["prefecture_factor"]),
            "sizes": dict.fromkeys(data["sizes"], data["size_factor"]),
        }
