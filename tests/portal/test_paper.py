"""PDFs show rare letters of names; mails carry full addresses."""

import io

import pypdfium2
import pytest
from django.template import Context, Template

from portal.delivery import pdf

RARE = "髙﨑鷗𠮷①★㈱"
MISSING = "\ue000"  # private use: no font has it


def picture(letter: str, weight: int) -> bytes:
    """The pixels of one letter, as a PDF shows it."""
    source = Template(
        '{% extends "pdf/base.html" %}{% block style %}@page{margin:0;size:30mm;'
        "@bottom-left{content:none}@bottom-right{content:none}}"
        "body{font-size:50pt;line-height:1.4;font-weight:{{ weight }}}{% endblock %}"
        "{% block head %}{% endblock %}{% block content %}{{ letter }}{% endblock %}"
    )
    html = source.render(Context({"letter": letter, "weight": weight}))
    file = io.BytesIO(pdf.draw(html))
    return pypdfium2.PdfDocument(file)[0].render(scale=1).to_pil().tobytes()


@pytest.mark.parametrize("weight", [400, 700])
def test_rare_letters_have_glyphs_of_their_own(weight):
    missing = picture(MISSING, weight)
    shown = {letter: picture(letter, weight) for letter in RARE}
    assert missing not in shown.values()
    assert len(set(shown.values())) == len(RARE)


def test_absolute_addresses_start_with_the_base(settings):
    settings.BASE_URL = "https://portal.example.jp"
    html = Template('{% load paper %}{% absolute "/mypage/" %}').render(Context())
    assert html == "https://portal.example.jp/mypage/"
