"""Files: what they are is told by their content; what may not travel is refused with a reason."""

import io
import zipfile

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from portal.delivery import file_kinds
from portal.delivery.file_kinds import LARGEST, REASONS, RefusedFileError, identify

TYPES = "[Content_Types].xml"


def package(**parts):
    """A zip file with ``parts``."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def office(*names, types="<Types/>"):
    return package(**{TYPES: types} | dict.fromkeys(names, "x"))


def locked(content):
    """The same with the bit of encryption set in the central directory and before each file."""
    return content.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"
    )


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
TAKEN = {
    "a.pdf": (b"%PDF-1.7 x", "pdf"),
    "a.png": (PNG, "png"),
    "a.JPEG": (b"\xff\xd8\xff\xe0", "jpg"),
    "a.docx": (office("word/document.xml"), "docx"),
    "a.xlsx": (office("xl/workbook.xml", "xl/worksheets/sheet1.xml"), "xlsx"),
    "a.pptx": (office("ppt/presentation.xml"), "pptx"),
    "a.txt": ("見積りです".encode("cp932"), "txt"),
    "b.txt": ("見積りです".encode("utf-16"), "txt"),
    "a.csv": ("名前,数\nネジ,3\n".encode("utf-8-sig"), "csv"),
    "lies.exe": (b"%PDF-1.7 x", "pdf"),
}


@pytest.mark.parametrize(("name", "file"), TAKEN.items())
def test_what_may_travel_is_known_by_its_content(name, file):
    assert identify(file[0], name).ending == file[1]


REFUSED = {
    "empty.pdf": (b"", "empty"),
    "large.pdf": (b"%PDF-" + b"x" * LARGEST, "size"),
    "program.pdf": (b"MZ\x90\0", "broken"),
    "program.exe": (b"MZ\x90\0", "kind"),
    "program.txt": (b"MZ\x90\0\1\2", "kind"),
    "page.txt": (b"<html><script>alert(1)</script>", "kind"),
    "page.html": (b"<html>", "kind"),
    "drawing.svg": (b"<svg onload='x'>", "kind"),
    "script.csv": (b"#!/bin/sh\nrm", "kind"),
    "noname": (b"words", "kind"),
    "a.zip": (package(a="x"), "archive"),
    "a.docx": (package(a="x"), "archive"),
    "jar.xlsx": (package(**{"META-INF/MANIFEST.MF": "x", TYPES: "y"}), "archive"),
    "two.docx": (office("word/document.xml", "xl/workbook.xml"), "archive"),
    "a.7z": (b"7z\xbc\xaf\x27\x1cx", "archive"),
    "a.rar": (b"Rar!x", "archive"),
    "a.gz": (b"\x1f\x8bx", "archive"),
    "macro.docx": (office("word/document.xml", "word/vbaProject.bin"), "macro"),
    "macro.xlsx": (office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "macro"),
    "renamed.xlsx": (
        office(
            "xl/workbook.xml",
            types="<x ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>",
        ),
        "macro",
    ),
    "active.docx": (office("word/document.xml", "word/activeX/activeX1.bin"), "macro"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "old_office"),
    "password.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "old_office"),
    "password.pdf": (b"%PDF-1.7 trailer << /Encrypt 5 0 R >>", "encrypted"),
    "password.zip": (locked(office("word/document.xml")), "encrypted"),
    "endless.docx": (b"PK\x03\x04" + b"PK\x01\x02" * 5001, "archive"),
    "endless.pdf": (b"%PDF-1.7 x" + b"PK\x01\x02" * 5001, "archive"),
    "both.pdf": (b"%PDF-1.7 x" + package(a="x"), "mixed"),
    "both.jpg": (b"\xff\xd8\xff\xe0" + package(**{"a.class": "x"}), "mixed"),
    "both.png": (PNG + b"%PDF-1.7", "mixed"),
    "both.docx": (office("word/%PDF-1.7", "word/document.xml"), "mixed"),
    "cut.docx": (office("word/document.xml")[:-30], "broken"),
    "pk.docx": (b"PK\x03\x04nothing", "broken"),
    "named.docx": (b"words", "broken"),
}


@pytest.mark.parametrize(("name", "file"), REFUSED.items())
def test_what_may_not_travel_is_refused_with_its_reason(name, file):
    with pytest.raises(RefusedFileError) as refusal:
        identify(file[0], name)
    assert refusal.value.code == file[1]
    assert str(REASONS[file[1]])


@given(st.binary(max_size=120), st.sampled_from(["a.docx", "a.txt", "a.pdf", "a.zip"]))
@settings(max_examples=25, deadline=None)
def test_no_content_makes_it_fail_otherwise(content, name):
    try:
        assert identify(content, name).ending
    except RefusedFileError as refusal:
        assert refusal.code in REASONS


def saved(kind, **options):
    """A picture as programs save it."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(kept, kind, **options)
    return kept.getvalue()


def drawing():
    kept = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(kept)
    return kept.getvalue()


def workbook():
    kept = io.BytesIO()
    book = Workbook()
    book.active.append(["部品", "個数"])
    book.save(kept)
    return kept.getvalue()


def test_what_a_factory_sends_is_taken():
    table = "部品,個数\r\nねじ①,3\r\n"
    sent = {
        "図面.pdf": drawing(),
        "台帳.xlsx": workbook(),
        "写真.jpg": saved("JPEG", quality=80),
        "画面.png": saved("PNG"),
        "一覧.csv": table.encode("cp932"),
        "一覧2.csv": table.encode("utf-8-sig"),
        "メモ.txt": "装置のﾘｾｯﾄ手順\n".encode(),
    }
    for name, content in sent.items():
        file = SimpleUploadedFile(name, content)
        assert file_kinds.check(file).ending == name.rpartition(".")[2]
        assert (file.name, file.read()) == (name, content)


def test_a_file_that_lies_is_kept_under_the_name_of_what_it_is():
    file = SimpleUploadedFile("図面.docx", b"%PDF-1.7 x")
    assert file_kinds.check(file).ending == "pdf"
    assert file.name == "図面.docx.pdf"


def test_a_document_that_would_fill_the_disk_is_refused(monkeypatch):
    monkeypatch.setattr(file_kinds, "MOST_UNPACKED", 1000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, "<Types/>")
        archive.writestr("word/document.xml", "x" * 10_000)
    with pytest.raises(ValidationError, match="大きくなりすぎる") as refusal:
        file_kinds.check(SimpleUploadedFile("爆弾.docx", bomb.getvalue()))
    assert refusal.value.code == "unpacked"


def test_a_locked_pdf_passes_where_staff_hand_it_out():
    content = b"%PDF-1.7 trailer << /Encrypt 5 0 R >>"
    assert file_kinds.check(SimpleUploadedFile("指針.pdf", content), locked=True).ending == "pdf"
    with pytest.raises(ValidationError, match=r"指針\.pdf: パスワード"):
        file_kinds.check(SimpleUploadedFile("指針.pdf", content))


def test_the_limit_is_said_in_megabytes():
    large = SimpleUploadedFile("大きい.pdf", b"%PDF-" + b"x" * 2 * file_kinds.MEGABYTE)
    with pytest.raises(ValidationError, match="1つ2MBまで"):
        file_kinds.check(large, largest=2 * file_kinds.MEGABYTE)
