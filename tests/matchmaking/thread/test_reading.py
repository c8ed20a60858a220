"""Mails as they come: every character set, name and structure that programs invent."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.thread.inbound import charsets, html_text, reading

JAPANESE = "①髙﨑㈱の件、承知しました。"


def mail(*headers, body=b"", **parts):
    lines = [header if isinstance(header, bytes) else header.encode() for header in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def plain(content, charset, encoding="8bit"):
    return mail(
        "From: a@example.jp",
        f"Content-Type: text/plain; charset={charset}",
        f"Content-Transfer-Encoding: {encoding}",
        body=content,
    )


def windows_jis(text):
    """ISO-2022-JP as Outlook writes it, with the rows that Windows added."""
    made, double = bytearray(), False
    for char in text:
        pair = char.encode("cp932")
        if len(pair) == 1:
            raise ValueError("double bytes alone")
        lead, trail = pair
        row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
        if trail < 0x9F:
            row, cell = row - 1, trail - (0x1F if trail < 0x80 else 0x20)
        else:
            cell = trail - 0x7E
        if not double:
            made += b"\x1b$B"
            double = True
        made += bytes((row, cell))
    return bytes(made + b"\x1b(B")


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("承知しました。".encode("iso-2022-jp"), "iso-2022-jp"),
        ("承知しました。".encode("iso-2022-jp"), "us-ascii"),
        ("承知しました。".encode("iso-2022-jp"), '"ISO-2022-JP"'),
        ("承知しました。".encode("cp932"), "Shift_JIS"),
        ("承知しました。".encode("cp932"), "x-sjis"),
        ("承知しました。".encode("euc_jp"), "euc-jp"),
        ("承知しました。".encode(), "utf-8"),
        ("承知しました。".encode(), "UTF8"),
        ("承知しました。".encode("cp932"), "utf-8"),
        ("承知しました。".encode(), "no-such-charset"),
        ("承知しました。".encode(), "iso-2022-jp"),
    ],
)
def test_words_are_read_in_the_character_sets_of_japanese_mail(content, charset):
    assert reading.read(plain(content, charset)).text == "承知しました。"


def test_letters_that_windows_added_are_read_whatever_the_set_is_called():
    wide = "①㈱髙№"
    assert reading.read(plain("①㈱髙№".encode("cp932"), "shift_jis")).text == wide
    rows = windows_jis("①㈱№のとおり")
    assert charsets.text(rows, "iso-2022-jp") == "①㈱№のとおり"


@given(st.binary(max_size=60), st.sampled_from(["", "iso-2022-jp", "shift_jis", "utf-16", "x-\0"]))
@settings(max_examples=25, deadline=None)
def test_no_bytes_make_reading_fail(content, charset):
    assert isinstance(charsets.text(content, charset), str)


@pytest.mark.parametrize(
    "header",
    [
        'Content-Disposition: attachment; filename="=?UTF-8?B?6KaL56mN5pu4LnBkZg==?="',
        "Content-Disposition: attachment; filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8.pdf",
        "Content-Disposition: attachment; filename*0*=UTF-8''%E8%A6%8B%E7%A9%8D;"
        " filename*1*=%E6%9B%B8.pdf",
        "Content-Disposition: attachment;\r\n"
        " filename*=ISO-2022-JP''%1B%24B8%2B%40Q%3Dq%1B%28B.pdf",
        'Content-Disposition: attachment; filename="=?ISO-2022-JP?B?GyRCOCtAUT1xGyhCLnBkZg==?="',
        "Content-Disposition: attachment; filename*=Shift_JIS''%8C%A9%90%CF%8F%91.pdf",
        'Content-Disposition: attachment; filename="見積書.pdf"'.encode(),
        'Content-Disposition: attachment; filename="見積書.pdf"'.encode("cp932"),
        'Content-Type: application/pdf; name="=?UTF-8?B?6KaL56mN5pu4LnBkZg==?="',
    ],
)
def test_names_of_files_are_read_in_all_their_writings(header):
    kind = (
        []
        if b"Content-Type" in (header if isinstance(header, bytes) else header.encode())
        else ["Content-Type: application/pdf"]
    )
    letter = reading.read(mail("From: a@example.jp", *kind, header, body=b"%PDF-1.4"))
    assert [(one.name, one.content) for one in letter.files] == [("見積書.pdf", b"%PDF-1.4")]


def multipart(kind, *parts, boundary="b"):
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    return mail(
        "From: a@example.jp", f"Content-Type: multipart/{kind}; boundary={boundary}", body=body
    )


HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>HTML</p>"
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\nplain"
LOGO = b"Content-Type: image/png; name=logo.png\r\nContent-ID: <logo>\r\n\r\n\x89PNG"
TEXT_FILE = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx"


def test_the_plain_part_is_preferred_and_html_becomes_text():
    assert reading.read(multipart("alternative", HTML, PLAIN)).text == "plain"
    assert reading.read(multipart("alternative", HTML)).text == "HTML"


def test_a_logo_of_the_page_is_no_file_and_an_attached_text_is_no_body():
    letter = reading.read(multipart("related", HTML, LOGO))
    assert letter.files == ()
    letter = reading.read(multipart("mixed", PLAIN, TEXT_FILE, LOGO))
    assert letter.text == "plain"
    assert [one.name for one in letter.files] == ["a.txt", "logo.png"]


def test_a_mail_inside_a_mail_is_a_file_not_words():
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nsecret"
    letter = reading.read(multipart("mixed", PLAIN, inner))
    assert letter.text == "plain"
    assert len(letter.files) == 1


def nested(depth):
    content = b"Content-Type: text/plain\r\n\r\ndeep"
    for number in range(depth):
        mark = b"x%d" % number
        content = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\r\n\r\n--"
            + mark
            + b"\r\n"
            + content
            + b"\r\n--"
            + mark
            + b"--\r\n"
        )
    return content


NASTY = {
    "empty": b"",
    "no header": b"\r\n\r\nwords",
    "only a header": b"Subject: x",
    "zero bytes": b"\0" * 50,
    "no final boundary": multipart("mixed", PLAIN)[:-8],
    "no boundary at all": mail("Content-Type: multipart/mixed", body=b"words"),
    "bad base64": mail(
        "Content-Type: text/plain", "Content-Transfer-Encoding: base64", body=b"!!!%%%=\xff"
    ),
    "unknown encoding": mail("Content-Transfer-Encoding: x-uuencode", body=b"begin 644 a\r\n"),
    "broken header words": mail("Subject: =?utf-8?B?////?= =?x?q?=?=", "From: =?a?b?c?= <a@b.jp>"),
    "message-id of the library's bug": mail("Message-ID: <[x@y]>", "From: a@b.jp"),
    "open comment": mail("From: (((((((((a@b.jp", "To: <<<>>>", "Subject: x"),
    "endless address": mail("From: " + "<" * 5000 + "a@b.jp", "Subject: x"),
    "folded nothing": mail("Subject: \r\n \r\n \r\n x"),
    "charset with quotes": plain(b"x", '"utf-8'),
    "charset of two words": plain(b"x", "*0*=utf-8''x"),
    "deep": nested(60),
    "deeper than allowed": nested(400),
    "many parts": multipart("mixed", *[TEXT_FILE] * 400),
    "deep html": mail("Content-Type: text/html", body=b"<div><blockquote>" * 20000 + b"x"),
    "html never closed": mail("Content-Type: text/html", body=b"<p>a<script>b"),
    "wrong charset parameter": mail("Content-Type: text/plain; charset*=x'y'%FF%", body=b"a"),
    "content type of nothing": mail("Content-Type: ;;;", body=b"a"),
}


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY.keys())
def test_nothing_that_comes_makes_reading_fail(raw):
    letter = reading.read(raw)
    assert len(letter.files) <= reading.MOST_FILES
    assert "\0" not in letter.text
    assert letter.message_id == "" or letter.message_id.startswith("<")


@given(st.binary(max_size=300))
@settings(max_examples=25, deadline=None)
def test_no_bytes_at_all_make_it_fail(raw):
    assert reading.read(b"From: a@b.jp\r\nContent-Type: " + raw).senders[0] == "a@b.jp"


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Autorespond: yes",
        "Return-Path: <>",
        "List-Id: <list.example.jp>",
        "From: MAILER-DAEMON@example.jp",
        "From: no-reply@example.jp",
        "Content-Type: multipart/report; boundary=b; report-type=delivery-status",
        "X-Auto-Response-Suppress: All",
    ],
)
def test_what_a_program_wrote_is_known(header):
    assert reading.read(mail(header, body=b"x")).is_automatic


def test_what_a_person_wrote_is_not_taken_for_a_programs():
    headers = ("From: yamada@example.jp", "Auto-Submitted: no", "Precedence: normal")
    assert not reading.read(mail(*headers, body=b"x")).is_automatic


def test_html_is_read_as_its_reader_sees_it():
    html = (
        "<html><head><style>x{}</style><title>T</title></head><body><p>はい&amp;いいえ</p>"
        "<ul><li>一<li>二</ul>a<br>b<script>evil()</script><blockquote>前の<p>文</blockquote>"
    )
    assert html_text.to_text(html).split("\n") == [
        "はい&いいえ",
        "",
        "・一",
        "・二",
        "",
        "a",
        "b",
        "",
        "> 前の",
        "",
        "> 文",
    ]


def test_encoded_subjects_are_read_and_kept_on_one_line():
    word = base64.b64encode("件名①".encode("cp932")).decode()
    letter = reading.read(mail(f"Subject: Re:\r\n =?shift_jis?B?{word}?=\r\n\tx"))
    assert letter.subject.replace("① ", "①") == "Re: 件名①x"


NEST = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
    for depth in range(2000)
)


@pytest.mark.parametrize(
    ("raw", "is_readable"),
    [
        (NEST, False),
        (mail("From: " + "(" * 20_000, body="承知".encode()), True),
        (mail("From: a@example.jp", "Content-Type: text/plain; name*=x; name*1=y"), True),
        (plain(b"\x1b$X\xff\xfe", "utf-8"), True),
        (plain(b"\xe6\x1b$", "iso-2022-jp"), True),
    ],
    ids=["nest", "brackets", "continued", "cut escape", "escape at the end"],
)
def test_what_the_library_fails_on_is_read_as_far_as_it_goes(raw, is_readable):
    assert reading.read(raw).is_readable == is_readable


@pytest.mark.parametrize("piece", ["<", "<!--", '<a x=" >', "<?", "&", "<div>", "<a " + "x='"])
def test_html_of_marks_alone_takes_no_longer_than_its_length(piece):
    """The library's parser looks for each end to the end of the mail: minutes for these."""
    begun = time.process_time()
    html_text.to_text(piece * (200_000 // len(piece)))
    assert time.process_time() - begun < 5


def test_html_with_odd_marks_keeps_its_words():
    html = "<p class='a > b'>一<!-- 二 --><img alt=\"c > d\">三<![if !mso]>四<br/>5 < 6 &lt;七&gt;"
    assert html_text.to_text(html) == "一三四\n5 < 6 <七>"
