"""What people fill in: needs, seeds, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization
from portal.taxonomy.models import Prefecture, Sector, Theme

from . import privacy_check
from .enums import (
    Band,
    DismissReason,
    OutcomeKind,
    SeedState,
    ServiceType,
    Urgency,
    Visibility,
)
from .masking.own_names import Writer
from .models import Seed
from .posting import fingerprints

KYUSHU = (
    "fukuoka",
    "saga",
    "nagasaki",
    "kumamoto",
    "oita",
    "miyazaki",
    "kagoshima",
    "okinawa",
)


class PostingForm(forms.Form):
    """What needs and seeds share: a draft may be empty, and words are checked."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("事業者"))
    acknowledged = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, organizations: Any, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.found: list[privacy_check.Finding] = []
        field = self.fields["organization"]
        field.queryset = organizations  # type: ignore[attr-defined]
        if len(organizations) == 1:
            field.initial = organizations[0]
            field.widget = forms.HiddenInput()
        if draft:
            for name in self.may_wait:
                self.fields[name].required = False

    may_wait: tuple[str, ...] = ()
    questions: tuple[str, ...] = ("acknowledged",)
    read_by_others: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    @property
    def writer(self) -> Writer | None:
        """Whose names no other reader is to find; None where they may be read."""
        return None

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        apart = {*self.folded, *self.questions}
        return [field for field in self.visible_fields() if field.name not in apart]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What may stay folded."""
        return [self[name] for name in self.folded]

    @property
    def found_labels(self) -> list[str]:
        """What kinds of things were found, each once."""
        return list(dict.fromkeys(item.label for item in self.found))

    @property
    def found_in(self) -> list[dict[str, Any]]:
        """The words in which something was found, by field."""
        return [
            {"label": self.fields[name].label, "text": words}
            for name in self.read_by_others
            if (words := str(self.cleaned_data.get(name) or ""))
            and privacy_check.find(words, self.writer)
        ]

    @property
    def more_open(self) -> bool:
        """Whether something is chosen or wrong in what may stay folded."""
        return any(self[name].errors or self[name].value() for name in self.folded)

    def clean(self) -> dict[str, Any]:
        """Before sending, ask again when the words hold personal data or secrets."""
        cleaned = super().clean() or {}
        if not self.draft:
            for name in self.read_by_others:
                self.found += privacy_check.find(str(cleaned.get(name) or ""), self.writer)
            if self.found and not cleaned.get("acknowledged"):
                self.add_error(
                    None,
                    _(
                        "連絡先、お名前、秘密のような文字があります。"
                        "書き直すか、下の「伏せて送る」を押してください。"
                    ),
                )
        return cleaned


class NeedForm(PostingForm):
    """A need in the company's own words."""

    title = forms.CharField(
        label=_("ひとことで言うと"),
        max_length=80,
        help_text=_("例: 共有フォルダの控えが、このままでよいのか心配です"),
    )
    body = forms.CharField(
        label=_("困っていること"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "専門の言葉は要りません。いつから、何が、どうなってほしいかを、話すように書いてください。"
            "会社名や電話番号は書かないでください。"
        ),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("業種"), empty_label=_("選んでください")
    )
    prefecture = forms.ModelChoiceField(
        Prefecture.objects.all(), label=_("都道府県"), empty_label=_("選んでください")
    )
    urgency = forms.ChoiceField(
        label=_("いつまでに"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    budget_band = forms.ChoiceField(
        label=_("予算の目安"), choices=Band.choices, widget=forms.RadioSelect
    )
    wanted_forms = forms.MultipleChoiceField(
        label=_("希望する支援の形"),
        choices=ServiceType.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("分からなければ、選ばなくてかまいません。"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("テーマ"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("空のまま送ると、書かれたことから選びます。あとで直せます。"),
    )
    visibility = forms.ChoiceField(
        label=_("誰が読めるか"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        help_text=_("どれを選んでも、会社名は双方が同意するまで見えません。"),
    )

    field_order = ("organization", "title", "body")
    folded = ("wanted_forms", "themes")
    may_wait = ("title", "body")
    read_by_others = ("title", "body")

    def __init__(self, *args: Any, author: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author

    @property
    def writer(self) -> Writer | None:
        """The company that was chosen, and who writes for it."""
        company = self.cleaned_data.get("organization")
        return Writer.of(company, self.author) if company else None


class SeedForm(PostingForm):
    """What a provider offers."""

    title = forms.CharField(
        label=_("支援の名前"),
        max_length=80,
        help_text=_("例: 小さな会社のための、控えの取り方の見直し"),
    )
    body = forms.CharField(
        label=_("支援の内容"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "何をして、終わったときに何が残るかを書いてください。扱わないことも書くと、行き違いが減ります。"
        ),
    )
    service_types = forms.MultipleChoiceField(
        label=_("支援の形"), choices=ServiceType.choices, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("テーマ"), widget=forms.CheckboxSelectMultiple
    )
    sectors = forms.ModelMultipleChoiceField(
        Sector.objects.all(), label=_("対象の業種"), widget=forms.CheckboxSelectMultiple
    )
    online = forms.BooleanField(label=_("オンラインで対応できる"), required=False)
    prefectures = forms.ModelMultipleChoiceField(
        Prefecture.objects.filter(code__in=KYUSHU),
        label=_("訪問できる地域"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    price_band = forms.ChoiceField(
        label=_("費用の目安"), choices=Band.choices, widget=forms.RadioSelect
    )
    capacity_per_month = forms.IntegerField(
        label=_("ひと月に受けられる件数"),
        min_value=0,
        max_value=999,
        initial=1,
        help_text=_("0にすると、新しい相談の候補に出ません。"),
    )
    evidence = forms.CharField(
        label=_("資格・実績"),
        max_length=300,
        required=False,
        help_text=_("登録セキスペの登録番号、お助け隊サービスの登録、支援の実績など"),
    )

    alike_known = forms.BooleanField(required=False, widget=forms.HiddenInput())

    field_order = ("organization", "title", "body")
    may_wait = ("title", "body", "service_types", "themes", "sectors")
    questions = ("acknowledged", "alike_known")
    read_by_others = ("title", "body", "evidence")

    def __init__(self, *args: Any, seed: Seed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seed = seed
        self.alike: list[fingerprints.Alike] = []

    def clean(self) -> dict[str, Any]:
        """Before sending, show what nearly the same words are offered under already."""
        cleaned = super().clean()
        if self.draft or cleaned.get("alike_known"):
            return cleaned
        own = cleaned.get("organization")
        self.alike = [
            one
            for one in fingerprints.alike(
                cleaned.get("title") or "",
                cleaned.get("body") or "",
                but=self.seed.pk if self.seed else None,
            )
            if one.seed.organization == own
            or (one.seed.state == SeedState.PUBLISHED and not one.seed.expired)
        ]
        if self.alike:
            self.add_error(
                None,
                _(
                    "ほとんど同じ内容の支援が、もうあります。そちらを直すか、違いを書いてください。"
                ),
            )
        return cleaned


class DismissForm(forms.Form):
    """Not this one, and why."""

    reason = forms.ChoiceField(
        label=_("見送る理由"), choices=DismissReason.choices, widget=forms.RadioSelect
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    kind = forms.ChoiceField(
        label=_("どうなりましたか"), choices=OutcomeKind.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("ひとこと"), max_length=500, required=False)
