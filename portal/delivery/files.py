"""HTTP clothing for made files, put on last: what makes a file knows no HTTP."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(
    content: bytes, *, filename: str, content_type: str, inline: bool = False
) -> HttpResponse:
    """``content`` as a file for one person: never cached, never sniffed.

    Args:
        content: the bytes of the file.
        filename: the name it is saved under; Japanese is fine.
        content_type: MIME type with its parameters.
        inline: shown in the browser instead of saved.
    """
    response = HttpResponse(content, content_type=content_type)
    disposition = content_disposition_header(not inline, filename)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def pdf(content: bytes, *, filename: str, inline: bool = True) -> HttpResponse:
    """A PDF, shown in the browser unless told otherwise."""
    return download(content, filename=filename, content_type="application/pdf", inline=inline)


def calendar(content: bytes, *, filename: str) -> HttpResponse:
    """A calendar file (RFC 5545) to save or open."""
    return download(content, filename=filename, content_type="text/calendar; charset=utf-8")


def csv(text: str, *, filename: str) -> HttpResponse:
    """A table for a spreadsheet: UTF-8 with a byte-order mark, which Excel needs."""
    return download(
        text.encode("utf-8-sig"), filename=filename, content_type="text/csv; charset=utf-8"
    )
