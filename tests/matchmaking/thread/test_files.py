"""Files: what they are is told by their content; what may not travel is refused with a reason."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.thread import file_names, files
from matchmaking.thread.file_kinds import LARGEST, REASONS, RefusedFileError, identify

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


def test_one_bad_file_spoils_no_other_and_there_are_limits():
    given = [files.Given(f"{number}.pdf", b"%PDF-" + b"x") for number in range(7)]
    taken, refused = files.check([files.Given("a.exe", b"MZ"), *given])
    assert len(taken) == 5
    assert [one.code for one in refused] == ["kind", "count", "count"]
    large = [files.Given(f"{n}.pdf", b"%PDF-" + b"x" * (LARGEST - 5)) for n in range(3)]
    taken, refused = files.check(large)
    assert (len(taken), [one.code for one in refused]) == (2, ["size"])


@pytest.mark.parametrize(
    ("name", "ending", "shown"),
    [
        ("見積書.pdf", "pdf", "見積書.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\秘密\\図面.PDF", "pdf", "図面.PDF"),
        ("photo.jpeg", "jpg", "photo.jpeg"),
        ("invoice.exe", "pdf", "invoice.exe.pdf"),
        ("a\u202efdp.exe", "pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie_ x.pdf"),
        ('q"uote<b>.txt', "txt", "q_uote_b_.txt"),
        (".htaccess", "txt", "htaccess.txt"),
        ("con.txt", "txt", "file_con.txt"),
        ("", "pdf", "file.pdf"),
        (" ... ", "pdf", "file.pdf"),
        ("か\u3099.txt", "txt", "が.txt"),
    ],
)
def test_names_are_cleaned(name, ending, shown):
    assert file_names.clean(name, ending) == shown


@given(st.text(max_size=300))
@settings(max_examples=25, deadline=None)
def test_a_cleaned_name_is_short_and_stays_in_its_folder(name):
    shown = file_names.clean(name, "pdf")
    assert 0 < len(shown) <= 130
    assert not set(shown) & set('/\\:*?"<>|\r\n\0')
    assert shown.lower().endswith(".pdf")
    assert not shown.startswith(".")
