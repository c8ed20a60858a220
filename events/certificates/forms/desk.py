"""Forms with which staff set conditions, give materials and write the report."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.delivery import file_kinds

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
        """The file, when it may be given out."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            try:
                file_kinds.check(file, largest=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, locked=True)
            except ValidationError as problem:
                hint = [_("大きいものはURLで案内できます。")] if problem.code == "size" else []
                raise ValidationError([*problem.messages, *hint]) from problem
        return file

    def clean(self) -> dict[str, Any]:
        """A file or an address."""
        data = super().clean() or {}
        if "file" not in self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("url", _("ファイルかURLの、どちらか一方を入れてください。"))
        return data
