"""Writing a message, with files."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.delivery.file_kinds import ACCEPT

from . import files
from .services import LONGEST


class ManyFiles(forms.ClearableFileInput):
    """One control for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """The checked files that were chosen; one that may not travel stops the sending."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"accept": ACCEPT}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[files.Checked]:
        """All of them, or why not: in the words of the page."""
        chosen = [one for one in data if one] if isinstance(data, list | tuple) else []
        taken, refused = files.check(files.from_form(chosen))
        if refused:
            problems = [files.words(one.as_json()) for one in refused]
            raise forms.ValidationError(
                [*problems, _("添付は、もう一度選んでください。書いた文はそのまま残っています。")]
            )
        return taken


class MessageForm(forms.Form):
    """Words or files; ``key`` makes a second press of the button the same message."""

    body = forms.CharField(
        label=gettext_lazy("メッセージ"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "メッセージか添付の、どちらかを入れてください。相手とコーディネーターに、メールでも届きます。"
        ),
    )
    files = FilesField(
        label=gettext_lazy("添付"),
        help_text=gettext_lazy(
            "PDF、PNG、JPEG、Word、Excel、PowerPoint、テキスト。5つまで、1つ10MBまで。"
        ),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": secrets.token_urlsafe(16)})
        kwargs.setdefault("auto_id", "message_%s")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Something must have been written or attached."""
        cleaned = super().clean() or {}
        if not cleaned.get("body") and not cleaned.get("files") and not self.errors:
            self.add_error("body", _("メッセージを書くか、ファイルを添えてください。"))
        return cleaned
