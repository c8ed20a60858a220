"""PDFs from templates, with fonts of our own and nothing fetched from anywhere."""

import mimetypes
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FAMILY = "Noto Sans JP"
FONT_FOLDER: Path = settings.BASE_DIR / "portal" / "pdf_fonts"
# One file holds a whole weight: fonts split by unicode-range print wrong glyphs.
FONTS = {400: "NotoSansJP_400Regular.ttf", 700: "NotoSansJP_700Bold.ttf"}
# A host that exists nowhere (RFC 2606); relative addresses resolve against it.
HOST = "pdf.invalid"
BASE_URL = f"http://{HOST}/"


class ForbiddenAddress(ValueError):
    """A template asks for something outside the portal's own static files."""


class _Refused(FatalURLFetchingError):
    """Ends the rendering; weasyprint swallows lesser errors and leaves a hole."""


class OwnFiles(URLFetcher):
    """Gives out static files and fonts of the portal, and ``data:`` addresses."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind ``url``; refuses every other address."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = _own_file(url)
        if path is None:
            raise _Refused(f"A PDF may not load {url}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _own_file(url: str) -> Path | None:
    """The file behind a font or static address, None if it is neither."""
    parts = urlsplit(url)
    if parts.netloc != HOST:
        return None
    path = unquote(parts.path)
    if path.startswith("/fonts/"):
        name = path.removeprefix("/fonts/")
        return FONT_FOLDER / name if name in FONTS.values() else None
    if path.startswith(settings.STATIC_URL):
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        return Path(found) if isinstance(found, str) else None
    return None


def _font_faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(/fonts/{file})}}"
        for weight, file in FONTS.items()
    )


def render(template: str, context: dict[str, Any], *, language: str = "ja") -> bytes:
    """``template`` with ``context`` as a tagged PDF (pdf/ua-1) on whatever its CSS says.

    Addresses in the template may be ``data:`` or below ``STATIC_URL``, where the plain
    (unhashed) name is meant: ``/static/portal/…``.

    Raises:
        ForbiddenAddress: the template asks for anything else.
    """
    with translation.override(language):
        html = render_to_string(template, {**context, "LANGUAGE_CODE": language})
    try:
        return draw(html)
    except _Refused as error:
        raise ForbiddenAddress(str(error)) from error


class _Faces(threading.local):
    """The fonts of one thread, read once: two files of 5.5 MB cost more than a page of text."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.style = CSS(
            string=f"{_font_faces()} html{{font-family:'{FAMILY}';line-break:strict}}",
            base_url=BASE_URL,
            url_fetcher=OwnFiles(),
            font_config=self.fonts,
        )


_faces = _Faces()


def draw(html: str) -> bytes:
    """``html`` as PDF in the portal's own fonts."""
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFiles())
    pdf = document.write_pdf(
        stylesheets=[_faces.style], font_config=_faces.fonts, pdf_variant="pdf/ua-1"
    )
    return bytes(pdf)
