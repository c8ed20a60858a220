"""What a file is, told by its content; what may not travel is refused with the reason.

``identify`` is the one place that every file passes, from all pages and from mail: a virus
scanner would be asked here.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import file_names

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST_PARTS = 5000
MOST_UNPACKED = 512 * MEGABYTE
"""What the parts of a document may come to; tables of 10 MB come to some 150."""

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
ACCEPT = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))
"""The same for the control of a form."""
_TEXTS = {"txt", "csv"}
REASONS = {
    "kind": _(
        "送れるのは、PDF、PNG、JPEG、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、テキスト（txt、csv）です"
    ),
    "size": _("大きすぎます（1つ%(limit)sMBまで）"),
    "empty": _("中身がありません"),
    "archive": _("圧縮ファイルは送れません。中のファイルを1つずつ送ってください"),
    "unpacked": _(
        "開くと大きくなりすぎる文書です。画像や使わない表を減らして保存し直してください"
    ),
    "mixed": _("別の種類のファイルが中に隠れています。元のソフトで保存し直してください"),
    "macro": _("マクロの入ったファイルは送れません。マクロのない形式で保存し直してください"),
    "encrypted": _("パスワードの付いたファイルは送れません。外してから送ってください"),
    "old_office": _(
        "古い形式か、パスワードの付いた文書です。docx、xlsx、pptxで保存し直してください"
    ),
    "broken": _("壊れているか、名前と中身が合いません。元のソフトで保存し直してください"),
}

_BEGINNINGS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"LZIP")
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MACROS = re.compile(r"vbaProject|vbaData|(^|/)macrosheets/|(^|/)activeX/", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_ACTIVE_TEXT = re.compile(r"^\s*(<!doctype|<html|<script|<\?xml|<svg|#!)", re.IGNORECASE)
_PDF_WITHIN = 1024
"""Where readers of PDF look for its beginning."""
_NO_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError)


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


def words(name: str, code: str, *, largest: int = LARGEST) -> str:
    """What was wrong with the file ``name`` and what to do, for people."""
    reason = str(REASONS.get(code, REASONS["broken"]))
    return f"{name}: {reason % {'limit': largest // MEGABYTE}}"


def check(file: Any, *, largest: int = LARGEST, locked: bool = False) -> Kind:
    """The kind of an uploaded ``file``; its name is made to say it too.

    ``largest`` is in bytes; see ``identify`` for ``locked``.

    Raises:
        ValidationError: it may not travel; the text says why and what to do.
    """
    file.seek(0)
    content = file.read(largest + 1)
    file.seek(0)
    given = file.name or ""
    try:
        kind = identify(content, given, largest=largest, locked=locked)
    except RefusedFileError as refusal:
        said = words(file_names.shown(given), refusal.code, largest=largest)
        sentence = gettext("%(said)s。") % {"said": said}
        raise ValidationError(sentence, code=refusal.code) from refusal
    file.name = file_names.clean(given, kind.ending)
    return kind


def identify(content: bytes, name: str, *, largest: int = LARGEST, locked: bool = False) -> Kind:
    """The kind of ``content``; the name decides only between text files.

    ``locked`` lets a PDF pass that has a password: authorities lock theirs against changes,
    and they open all the same.

    Raises:
        RefusedFileError: it may not travel.
    """
    if not content:
        raise RefusedFileError("empty")
    if len(content) > largest:
        raise RefusedFileError("size")
    for beginning, ending in _BEGINNINGS:
        if content.startswith(beginning):
            if ending == "pdf" and b"/Encrypt" in content and not locked:
                raise RefusedFileError("encrypted")
            _refuse_mixture(content, ending)
            return Kind(ending)
    if content.startswith(_OLE):
        raise RefusedFileError("old_office")
    if content.startswith(_ARCHIVES):
        raise RefusedFileError("archive")
    if content.startswith(b"PK"):
        ending = _office(content)
        _refuse_mixture(content, ending)
        return Kind(ending)
    return Kind(_text(content, name))


def _refuse_mixture(content: bytes, ending: str) -> None:
    """No file that another program opens as something else."""
    if ending != "pdf" and b"%PDF-" in content[:_PDF_WITHIN]:
        raise RefusedFileError("mixed")
    if ending in _MAIN_PARTS.values():
        return
    try:
        with _opened(content) as archive:
            hidden = bool(archive.infolist())
    except _NO_ZIP:
        return
    if hidden:
        raise RefusedFileError("mixed")


def _opened(content: bytes) -> zipfile.ZipFile:
    """``content`` as a ZIP; to list 200,000 entries, which 10 MB hold, would take seconds."""
    if content.count(_ENTRY) > MOST_PARTS:
        raise RefusedFileError("archive")
    return zipfile.ZipFile(io.BytesIO(content))


def _office(content: bytes) -> str:
    """The ending of an Office document (ECMA-376); its parts are named, never unpacked."""
    try:
        with _opened(content) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 0x1 for part in parts):
                raise RefusedFileError("encrypted")
            types = _types(archive, parts)
    except _NO_ZIP as wrong:
        raise RefusedFileError("broken") from wrong
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names:
        raise RefusedFileError("archive")
    if any(map(_MACROS.search, names)) or b"macroenabled" in types.lower():
        raise RefusedFileError("macro")
    found = [ending for part, ending in _MAIN_PARTS.items() if part in names]
    if len(found) != 1:
        raise RefusedFileError("archive")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError("unpacked")
    return found[0]


def _types(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bytes:
    for part in parts:
        if part.filename == "[Content_Types].xml" and part.file_size < MEGABYTE:
            with archive.open(part) as kept:
                return kept.read(MEGABYTE)
    return b""


def _text(content: bytes, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending in {*TYPES, "jpeg"} - _TEXTS:
        raise RefusedFileError("broken")
    if ending not in _TEXTS:
        raise RefusedFileError("kind")
    text = _decoded(content)
    if text is None or _NOT_TEXT.search(text) or _ACTIVE_TEXT.match(text):
        raise RefusedFileError("kind")
    return ending


def _decoded(content: bytes) -> str | None:
    """The words of a text file as Japanese programs write it; None if it is none."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    for encoding in [*encodings, "utf-8-sig", "cp932"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
