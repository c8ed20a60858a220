"""Have files that were uploaded before read for their words."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import F, Q
from wagtail.documents.models import Document
from wagtail.models import Page

from portal.content.services import attachments


class Command(BaseCommand):
    """Link published pages and files; hand the unread files to the worker."""

    help = "Note the files of published pages and have the worker read those not read yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the pages, then the files."""
        pages = 0
        for page in Page.objects.live().specific().order_by("pk").iterator():
            attachments.link(page)
            pages += 1
        unread = Document.objects.filter(
            Q(attachment_text=None) | ~Q(attachment_text__file_hash=F("file_hash"))
        ).order_by("pk")
        files = 0
        for document in unread:
            attachments.ask(document, again=True)
            files += 1
        self.stdout.write(f"{pages} pages looked at, {files} files handed to the worker.")
