"""提出ファイル: taken when it may travel, kept where no web server looks, swept when unused."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from portal.delivery import file_kinds

from ..models import Question, RegistrationDraft, Upload

UNUSED_FOR = timedelta(days=1)


def keep(*, draft: RegistrationDraft | None, question: Question, file: Any) -> Upload:
    """Keep a file with the draft it was handed in with.

    Raises:
        ValidationError: it may not travel.
    """
    kind = file_kinds.check(file)
    upload = Upload(
        draft=draft,
        question=question,
        name=file.name,
        content_type=kind.content_type,
        size=file.size,
    )
    upload.file.save(upload.key, File(file), save=False)
    upload.save()
    return upload


def sweep() -> int:
    """Drop files that neither a draft nor an answer names for a day; how many."""
    unused = Upload.objects.filter(
        draft__isnull=True, answer__isnull=True, created_at__lt=timezone.now() - UNUSED_FOR
    )
    return _drop(unused)


def drop_of(registrations: Any) -> int:
    """Drop the files of ``registrations``; their answers go with whoever erases them."""
    return _drop(Upload.objects.filter(answer__registration__in=registrations))


def drop_of_attendees(attendees: Any) -> int:
    """Drop the files that these people handed in themselves."""
    return _drop(Upload.objects.filter(answer__attendee__in=attendees))


def _drop(uploads: Any) -> int:
    number = 0
    for upload in uploads.order_by("pk").iterator():
        upload.delete()
        # A row without its file would be an answer that cannot be opened.
        transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))
        number += 1
    return number
