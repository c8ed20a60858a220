"""Forms with which staff set conditions, give materials and write the report."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.content.admin.documents import BEGINNINGS, TEXTS

from ..models import CertificateRule, EventReport, SessionMaterial

AREA = forms.Textarea(attrs={"rows": 3})


class RuleForm(forms.ModelForm):
    """Conditions and words of the certificate."""

    class Meta:
        model = CertificateRule
        fields = (
            "minimum_percent",
            "needs_survey",
            "is_automatic",
            "title_ja",
            "title_en",
            "text_ja",
            "text_en",
            "issuer_ja",
            "issuer_en",
            "signatory_ja",
            "signatory_en",
        )
        widgets = {"text_ja": AREA, "text_en": AREA}


class ReportForm(forms.ModelForm):
    """The words of the report."""

    class Meta:
        model = EventReport
        fields = ("summary", "went_well", "insights", "to_change", "is_public")
        widgets = {
            name: forms.Textarea(attrs={"rows": 6})
            for name in ("summary", "went_well", "insights", "to_change")
        }


class MaterialForm(forms.ModelForm):
    """A file or an address for attendees."""

    class Meta:
        model = SessionMaterial
        fields = (
            "kind",
            "title_ja",
            "title_en",
            "file",
            "url",
            "audience",
            "visible_from",
            "visible_until",
            "position",
        )
        widgets = {
            name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("visible_from", "visible_until")
        }
        field_classes = {"url": partial(forms.URLField, assume_scheme="https")}

    def clean_file(self) -> Any:
        """The file, when its size and its first bytes are right."""
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return file
        if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            limit = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // (1024 * 1024)
            size = file.size / (1024 * 1024)
            raise ValidationError(
                _(
                    "%(limit)sMBまでのファイルを選んでください（このファイルは%(size).0fMB）。"
                    "大きいものはURLで案内できます。"
                )
                % {"limit": limit, "size": size}
            )
        extension = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else ""
        if extension not in settings.WAGTAILDOCS_EXTENSIONS:
            raise ValidationError(
                _("この種類のファイルは使えません。使えるもの: %(kinds)s")
                % {"kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
            )
        head = file.read(1024)
        file.seek(0)
        expected = BEGINNINGS.get(extension)
        if (expected and not head.startswith(expected)) or (
            extension in TEXTS and b"\x00" in head
        ):
            raise ValidationError(
                _("中身が%(extension)sファイルではありません。元のソフトで保存し直してください。")
                % {"extension": extension}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """A file or an address."""
        data = super().clean() or {}
        if "file" not in self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("url", _("ファイルかURLの、どちらか一方を入れてください。"))
        return data
