"""What people fill in around a posting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.delivery.file_kinds import ACCEPT

from . import check, evidence
from .enums import AlertRhythm, HelpTeamKind, Language


class CheckForm(forms.Form):
    """What a self-check found lacking."""

    lacking = forms.MultipleChoiceField(
        label=_("できていない、または分からないこと"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("いくつでも選べます。選んだことが、困りごとの下書きになります。"),
        error_messages={"required": _("気になることを一つ以上選んでください。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lacking"].choices = check.choices()  # type: ignore[attr-defined]


class AlertForm(forms.Form):
    """How often to hear of what fits."""

    rhythm = forms.ChoiceField(
        label=_("お知らせの間隔"), choices=AlertRhythm.choices, widget=forms.RadioSelect
    )


class AttachmentForm(forms.Form):
    """A file of a need; the service looks into it."""

    file = forms.FileField(
        label=_("ファイルを加える"),
        help_text=_("PDF、PNG、JPEG、Word、Excel、PowerPoint、テキスト。5つまで、1つ10MBまで。"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": _("ファイルを選んでください。"),
            "empty": _("ファイルが空です。中身を確かめて選び直してください。"),
        },
    )


class EvidenceForm(forms.Form):
    """What a provider shows for itself."""

    specialist = forms.CharField(
        label=_("登録セキスペの登録番号"),
        max_length=30,
        required=False,
        help_text=_("登録証の「第〇〇〇〇〇〇号」の6桁。事務局が公開の名簿で確かめます。"),
    )
    help_team_service = forms.CharField(
        label=_("サイバーセキュリティお助け隊サービスの名前"),
        max_length=80,
        required=False,
        help_text=_("登録サービスの一覧にある名前を書いてください。"),
    )
    help_team_kind = forms.ChoiceField(
        label=_("お助け隊サービスの種類"),
        choices=[("", _("選んでください")), *HelpTeamKind.choices],
        required=False,
    )
    track_record = forms.CharField(
        label=_("支援の実績"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "例: 製造業の小さな会社を中心に、年に10社ほど。相手の会社名は書かないでください。"
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("対応できる言語"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_specialist(self) -> str:
        """Six digits, or nothing."""
        return evidence.specialist_number(self.cleaned_data["specialist"])

    def clean(self) -> dict[str, Any]:
        """A kind needs a name."""
        cleaned = super().clean() or {}
        if cleaned.get("help_team_kind") and not cleaned.get("help_team_service"):
            self.add_error("help_team_service", _("サービスの名前も書いてください。"))
        return cleaned
