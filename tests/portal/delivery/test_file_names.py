"""Names of files as they are shown and saved: no folders, nothing hidden, no lies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.delivery import file_names


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [("setup.exe", "setup.exe"), ("a\u202etxt", "atxt.bin"), ("x.\u202e", "x.bin")],
)
def test_a_refused_file_is_named_without_harm(name, shown):
    assert file_names.shown(name) == shown
