"""What a file is, told by its content; what may not travel is refused with the reason.

``identify`` is the one place that every file passes, from the page and from mail: a virus
scanner would be asked here.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LARGEST = 10 * 1024 * 1024
LARGEST_ALL = 20 * 1024 * 1024
MOST = 5
MOST_PARTS = 5000

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
}
TEXTS = {"txt", "csv"}
REASONS = {
    "kind": _(
        "送れるのは、PDF、PNG、JPEG、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、テキスト（txt、csv）です"
    ),
    "size": _("大きすぎます（1つ10MB、合わせて20MBまで）"),
    "count": _("一度に送れるのは5つまでです"),
    "empty": _("中身がありません"),
    "archive": _("圧縮ファイルは送れません。中のファイルを1つずつ送ってください"),
    "macro": _("マクロの入ったファイルは送れません。マクロのない形式で保存し直してください"),
    "encrypted": _("パスワードの付いたファイルは送れません。外してから送ってください"),
    "old_office": _(
        "古い形式か、パスワードの付いた文書です。docx、xlsx、pptxで保存し直してください"
    ),
    "broken": _("壊れているか、名前と中身が合いません。元のソフトで保存し直してください"),
}

_BEGINNINGS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"LZIP")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MACROS = re.compile(r"vbaProject|vbaData|(^|/)macrosheets/|(^|/)activeX/", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_ACTIVE_TEXT = re.compile(r"^\s*(<!doctype|<html|<script|<\?xml|<svg|#!)", re.IGNORECASE)


class RefusedFileError(Exception):
    """The file may not travel; ``code`` is a key of ``REASONS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """A kind of file that may travel."""

    ending: str

    @property
    def content_type(self) -> str:
        """The MIME type it is given out with."""
        return TYPES[self.ending]


def identify(content: bytes, name: str) -> Kind:
    """The kind of ``content``; the name decides only between text files.

    Raises:
        RefusedFileError: it may not travel.
    """
    if not content:
        raise RefusedFileError("empty")
    if len(content) > LARGEST:
        raise RefusedFileError("size")
    for beginning, ending in _BEGINNINGS:
        if content.startswith(beginning):
            if ending == "pdf" and b"/Encrypt" in content:
                raise RefusedFileError("encrypted")
            return Kind(ending)
    if content.startswith(_OLE):
        raise RefusedFileError("old_office")
    if content.startswith(_ARCHIVES):
        raise RefusedFileError("archive")
    if content.startswith(b"PK"):
        return Kind(_office(content))
    return Kind(_text(content, name))


def _office(content: bytes) -> str:
    """The ending of an Office document (ECMA-376); its parts are named, never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 0x1 for part in parts):
                raise RefusedFileError("encrypted")
            types = _types(archive, parts)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as wrong:
        raise RefusedFileError("broken") from wrong
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names:
        raise RefusedFileError("archive")
    if any(map(_MACROS.search, names)) or b"macroenabled" in types.lower():
        raise RefusedFileError("macro")
    found = [ending for part, ending in _MAIN_PARTS.items() if part in names]
    if len(found) != 1 or len(parts) > MOST_PARTS:
        raise RefusedFileError("archive")
    return found[0]


def _types(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bytes:
    for part in parts:
        if part.filename == "[Content_Types].xml" and part.file_size < 1024 * 1024:
            with archive.open(part) as kept:
                return kept.read(1024 * 1024)
    return b""


def _text(content: bytes, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending in {*TYPES, "jpeg"} - TEXTS:
        raise RefusedFileError("broken")
    if ending not in TEXTS:
        raise RefusedFileError("kind")
    text = decoded(content)
    if text is None or _NOT_TEXT.search(text) or _ACTIVE_TEXT.match(text):
        raise RefusedFileError("kind")
    return ending


def decoded(content: bytes) -> str | None:
    """The words of a text file as Japanese programs write it; None if it is none."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    for encoding in [*encodings, "utf-8-sig", "cp932"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
