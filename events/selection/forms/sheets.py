"""Criteria, scores and outcomes as staff type them in."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Outcome
from ..models import Criterion, Review, Sheet
from ..selectors.ranking import Row
from ..services.errors import SelectionError
from ..services.proposals import Line

EMPTY_ROWS = 3


class SheetForm(forms.ModelForm):
    """Settings of a sheet."""

    class Meta:
        model = Sheet
        fields = ("required_reviews", "tie_rule")


class CriterionForm(forms.ModelForm):
    """One criterion."""

    class Meta:
        model = Criterion
        fields = ("label_ja", "label_en", "description", "weight", "scale_max")


class BaseCriteria(forms.BaseModelFormSet):
    """All criteria of a sheet."""

    def kept(self) -> list[Criterion]:
        """Those that stay or are new, in their order."""
        return [
            form.instance
            for form in self.forms
            if form.is_valid()
            and form.cleaned_data.get("label_ja")
            and not form.cleaned_data.get("DELETE")
        ]


def criteria_formset(sheet: Sheet, data: Mapping[str, Any] | None = None) -> BaseCriteria:
    """The criteria of ``sheet`` and some empty rows."""
    made = forms.modelformset_factory(
        Criterion,
        form=CriterionForm,
        formset=BaseCriteria,
        extra=EMPTY_ROWS,
        can_delete=True,
        max_num=30,
        absolute_max=60,
    )
    formset: BaseCriteria = made(data, queryset=sheet.criteria.all(), prefix="criteria")
    return formset


class ReviewForm(forms.Form):
    """One number per criterion, a comment, or standing aside."""

    def __init__(
        self, *args: Any, sheet: Sheet, review: Review | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given = {one.criterion_id: one.value for one in review.scores.all()} if review else {}
        self.criteria = list(sheet.criteria.all())
        for one in self.criteria:
            numbers = [(str(value), str(value)) for value in range(one.scale_max + 1)]
            self.fields[f"score_{one.pk}"] = forms.ChoiceField(
                label=_("%(label)s（配点%(weight)s）")
                % {"label": one.label, "weight": one.weight},
                help_text=one.description,
                required=False,
                choices=[("", _("未採点")), *numbers],
                initial=str(given.get(one.pk, "")),
            )
        self.fields["comment"] = forms.CharField(
            label=_("コメント"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=review.comment if review else "",
            help_text=_("選考に携わる人だけが読みます。"),
        )
        self.fields["abstains"] = forms.BooleanField(
            label=Review._meta.get_field("abstains").verbose_name,
            required=False,
            initial=bool(review and review.abstains),
            help_text=Review._meta.get_field("abstains").help_text,
        )

    def scores(self) -> dict[int, int]:
        """The numbers that were given, by the key of the criterion."""
        return {
            one.pk: int(value)
            for one in self.criteria
            if (value := self.cleaned_data.get(f"score_{one.pk}", "")) != ""
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("理由（記録に残ります）"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def lines(data: Mapping[str, str], rows: Iterable[Row]) -> list[Line]:
    """The outcomes chosen in the table of the ranking; rows without one are left as they are.

    Raises:
        SelectionError: a rank is no number.
    """
    found = []
    for row in rows:
        pk = row.registration.pk
        outcome = data.get(f"outcome-{pk}", "")
        if outcome not in Outcome.values:
            continue
        rank = data.get(f"rank-{pk}", "").strip()
        if outcome == Outcome.RESERVE and not (rank.isascii() and rank.isdecimal()):
            raise SelectionError(
                _("%(company)s: 補欠の順位を数字で入力してください。")
                % {"company": row.registration.company_name}
            )
        found.append(
            Line(
                registration=pk,
                outcome=Outcome(outcome),
                rank=int(rank[:6]) if outcome == Outcome.RESERVE else None,
                points=None if row.points is None else Decimal(str(row.points)),
                reason=data.get(f"reason-{pk}", ""),
            )
        )
    return found
