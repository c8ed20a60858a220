"""Reading the files that pages offer, in the worker; told through the outbox."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.documents.models import Document
from wagtail.models import Page

from portal.content import extraction
from portal.content.enums import ReadingState
from portal.content.models import AttachmentText, PageAttachment
from portal.delivery import indexing, outbox

logger = logging.getLogger(__name__)
TOPIC = "attachment"
SOURCE = "attachment"
MAX_BYTES = 50 * 1024 * 1024
# Longer than the program's own limit of processor time, shorter than the worker's lease.
SECONDS = 60.0


def ask(document: Document, *, again: bool = False) -> None:
    """Have ``document`` read by the worker; once for each state of its file unless ``again``."""
    key = f"{TOPIC}:{document.pk}:{document.file_hash or document.file.name}"
    key += f":{uuid4()}" if again else ""
    outbox.put(topic=TOPIC, key=key, payload={"document": document.pk})


def consume(payload: dict[str, Any]) -> None:
    """Handle one message of the topic; may run twice."""
    document = Document.objects.filter(pk=payload["document"]).first()
    if document is not None:
        keep(document)


def keep(document: Document) -> AttachmentText:
    """Read ``document`` and keep its words; a file that cannot be read is noted, not retried.

    Raises:
        OSError: the storage does not answer; try again later.
    """
    found = _read(document)
    with transaction.atomic():
        kept, _created = AttachmentText.objects.update_or_create(
            document=document,
            defaults={
                "file_hash": document.file_hash,
                "state": ReadingState(found["state"]),
                "text": found.get("text", ""),
                "pages": found.get("pages", 0),
            },
        )
        indexing.changed(SOURCE, document.pk)
    if kept.state != ReadingState.READ:
        logger.warning("file %s not read: %s", document.pk, kept.state)
    return kept


def _read(document: Document) -> dict[str, Any]:
    try:
        with document.open_file() as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return {"state": ReadingState.MISSING}
    if len(content) > MAX_BYTES:
        return {"state": ReadingState.TOO_LARGE}
    return run(document.file_extension.lower(), content)


def run(extension: str, content: bytes, *, seconds: float = SECONDS) -> dict[str, Any]:
    """The answer of the program of its own that reads files; never raises on bad content."""
    program = [sys.executable, "-I", str(Path(extraction.__file__)), extension]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the extension is one of a list
            program, input=content, capture_output=True, timeout=seconds, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return {"state": ReadingState.TOO_SLOW}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # Ended by a limit of the system (or by its own fault): too much for so little.
        return {"state": ReadingState.TOO_LARGE if done.returncode < 0 else ReadingState.BROKEN}
    return answer


def link(page: Page) -> None:
    """Note which files the published ``page`` offers, and have their entries renewed."""
    wanted = set(
        Document.objects.filter(pk__in=_documents_of(page)).order_by().values_list("pk", flat=True)
    )
    known = set(linked(page))
    if wanted != known:
        PageAttachment.objects.filter(page_id=page.pk, document_id__in=known - wanted).delete()
        PageAttachment.objects.bulk_create(
            [PageAttachment(page_id=page.pk, document_id=pk) for pk in sorted(wanted - known)],
            ignore_conflicts=True,
        )
    for document in Document.objects.filter(pk__in=wanted - known, attachment_text=None):
        ask(document)
    for pk in sorted(wanted | known):
        indexing.changed(SOURCE, pk)


def linked(page: Page) -> list[int]:
    """The files that ``page`` offered when it was last published."""
    return list(
        PageAttachment.objects.filter(page_id=page.pk)
        .order_by("document_id")
        .values_list("document_id", flat=True)
    )


def _documents_of(page: Page) -> Iterator[int]:
    """Keys of the files that the fields of ``page`` name."""
    for field in page._meta.get_fields():
        extract = getattr(field, "extract_references", None)
        if extract is None:
            continue
        for model, pk, *_path in extract(field.value_from_object(page)):
            if model is Document:
                yield int(pk)
