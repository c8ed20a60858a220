"""Sample values for the catalogue of components."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .icons import ICONS
from .kinds import CARD_KINDS, SECTORS


class SampleForm(forms.Form):
    """One field of each kind, as forms of the portal look."""

    company = forms.CharField(
        label=_("会社名"), help_text=_("登記されている名称を入力してください。")
    )
    phone = forms.CharField(label=_("電話番号"), required=False)
    sector = forms.ChoiceField(label=_("業種"), choices=list(SECTORS.items()))
    attendance = forms.ChoiceField(
        label=_("参加方法"),
        choices=[("site", _("会場で参加する")), ("online", _("オンラインで見る"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label=_("ご相談の内容"), widget=forms.Textarea)
    consent = forms.BooleanField(label=_("個人情報の取扱いに同意します"))


class Showcase:
    """What the catalogue shows, made when asked for."""

    icons = list(ICONS)
    kinds = list(CARD_KINDS)
    sectors = list(SECTORS.items())
    steps = [_("参加者"), _("同意"), _("確認")]
    colours = [
        "ink", "paper", "surface", "line-strong", "brand", "action", "link", "accent",
        "danger", "done", "caution", "info",
    ]  # fmt: skip

    @cached_property
    def stages(self) -> list[SimpleNamespace]:
        """Three stages between two sides: passed, present and to come."""
        text = _("双方が同意すると、次に進みます。")
        return [
            SimpleNamespace(
                title=title,
                text=text,
                state=state,
                marks=((_("あなたの側"), place < 2), (_("相手の側"), place < 1)),
            )
            for place, (title, state) in enumerate(
                zip(self.steps, ("done", "now", "todo"), strict=True)
            )
        ]

    @cached_property
    def events(self) -> list[SimpleNamespace]:
        """Two entries of a time line."""
        who, notes = _("事務局"), [_("段階: 確認")]
        said = (_("確認しました"), _("同意しました"))
        return [SimpleNamespace(at=timezone.now(), said=one, who=who, notes=notes) for one in said]

    @cached_property
    def empty_form(self) -> SampleForm:
        """The form as first seen."""
        return SampleForm(prefix="empty")

    @cached_property
    def refused_form(self) -> SampleForm:
        """The form with its errors."""
        return SampleForm({}, prefix="refused")

    @cached_property
    def page(self) -> Page:
        """The fifth of twelve pages."""
        return Paginator(range(120), 10).page(5)

    @cached_property
    def when(self) -> date:
        """A date two weeks from now."""
        return timezone.localdate() + timedelta(days=14)

    @cached_property
    def table(self) -> dict[str, Any]:
        """A small table of invented round numbers."""
        return {"headers": ["A", "B", "C"], "rows": [["X", 10, 20], ["Y", 30, 40]]}
