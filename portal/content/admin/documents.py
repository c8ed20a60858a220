"""Documents as staff upload them: looked into as every upload."""

from typing import Any

from django.conf import settings
from wagtail.documents.forms import BaseDocumentForm

from portal.delivery import file_kinds


class CheckedDocumentForm(BaseDocumentForm):
    """Refuses a file that may not travel; a name that says another kind is corrected."""

    def clean_file(self) -> Any:
        """The file, when it may be given out."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file_kinds.check(file, largest=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, locked=True)
        return file
