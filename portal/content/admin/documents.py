"""Documents as staff upload them: what is inside must be what the name says."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

# First bytes by extension; office files are ZIP archives. Text has none.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
}
TEXTS = frozenset({"csv", "txt"})


class CheckedDocumentForm(BaseDocumentForm):
    """Refuses a file whose content does not fit its extension."""

    def clean_file(self) -> Any:
        """The file, when its first bytes are right."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        extension = file.name.rsplit(".", 1)[-1].lower()
        head = file.read(1024)
        file.seek(0)
        expected = BEGINNINGS.get(extension)
        wrong = not head.startswith(expected) if expected else b"\x00" in head
        if wrong and (expected or extension in TEXTS):
            raise ValidationError(
                _("中身が%(extension)sファイルではありません。元のソフトで保存し直してください。")
                % {"extension": extension}
            )
        return file
