"""提出ファイル: taken when the content fits, kept where no web server looks, swept when unused."""

import zipfile
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Question, RegistrationDraft, Upload

LARGEST = 10 * 1024 * 1024
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
UNUSED_FOR = timedelta(days=1)


def check(file: Any) -> str:
    """The MIME type of ``file``, told by its content.

    Raises:
        ValidationError: too large, empty, of another kind, or not what its name says.
    """
    if file.size > LARGEST:
        raise ValidationError(
            _(
                "ファイルが大きすぎます（%(size)s MB）。%(limit)s MB以下にしてください。"
                "ほかの入力は残っています。"
            )
            % {"size": f"{file.size / 1024**2:.0f}", "limit": LARGEST // 1024**2},
            code="size",
        )
    extension = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else ""
    if extension not in TYPES:
        raise ValidationError(
            _("PDF、PNG、JPEG、Word（docx）、Excel（xlsx）のファイルを選んでください。"),
            code="type",
        )
    if not _fits(file, extension):
        raise ValidationError(
            _("中身が%(extension)sファイルではありません。元のソフトで保存し直してください。")
            % {"extension": extension},
            code="content",
        )
    return TYPES[extension]


def _fits(file: Any, extension: str) -> bool:
    file.seek(0)
    if extension in BEGINNINGS:
        fits = bool(file.read(16).startswith(BEGINNINGS[extension]))
    else:
        try:
            with zipfile.ZipFile(file) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError):
            names = set()
        has_macros = any(name.endswith("vbaProject.bin") for name in names)
        fits = PARTS[extension] in names and not has_macros
    file.seek(0)
    return fits


def keep(*, draft: RegistrationDraft | None, question: Question, file: Any) -> Upload:
    """Keep a checked file with the draft it was handed in with.

    Raises:
        ValidationError: see ``check``.
    """
    content_type = check(file)
    upload = Upload(
        draft=draft,
        question=question,
        name=_name(file.name),
        content_type=content_type,
        size=file.size,
    )
    upload.file.save(upload.key, File(file), save=False)
    upload.save()
    return upload


def _name(name: str) -> str:
    """The last 200 characters, so that the ending stays."""
    return "".join(char for char in name if char.isprintable())[-200:]


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
