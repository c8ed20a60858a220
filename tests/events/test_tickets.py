"""Tickets: every glyph printed, the QR readable, nothing personal inside it."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from fontTools.ttLib import TTFont

from events.services import tickets
from portal.delivery import pdf as paper
from tests.factories import events as make

pytestmark = pytest.mark.django_db
HARD = "髙﨑①★𠮷"


def pages(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [document[number] for number in range(len(document))]


@pytest.fixture
def registration():
    people = [
        make.person("a@example.jp", family_name="髙﨑", given_name="𠮷子"),
        make.person("b@example.jp", family_name="福", given_name="次郎"),
    ]
    return make.apply(make.make_type(), attendees=people, company=make.company("①★髙﨑製作所"))


def test_a_page_for_each_person_with_a_qr_that_decodes(registration):
    people = list(registration.attendees.all())
    content = tickets.pdf(registration=registration, attendees=people)
    found = []
    for page in pages(content):
        picture = page.render(scale=3).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    assert found == [f"SECUNITY:{person.ticket_code}" for person in people]
    assert not any(person.family_name in text for person in people for text in found)


def test_the_fonts_hold_the_hard_glyphs_and_are_the_ones_embedded(registration):
    for name in ("NotoSansJP_400Regular.ttf", "NotoSansJP_700Bold.ttf"):
        font = TTFont(settings.BASE_DIR / "portal" / "pdf_fonts" / name)
        assert [char for char in HARD if ord(char) not in font.getBestCmap()] == []
    content = tickets.pdf(
        registration=registration, attendees=list(registration.attendees.all()[:1])
    )
    (page,) = pages(content)
    text = page.get_textpage().get_text_range()
    for char in HARD:
        assert char in text
    names = {
        obj.get_font().get_base_name() for obj in page.get_objects() if hasattr(obj, "get_font")
    }
    assert names
    assert all("Noto-Sans-JP" in name or "NotoSansJP" in name for name in names)


def test_glyphs_are_drawn_not_boxes():
    """Each hard character, printed large, leaves a picture of its own."""
    pictures = set()
    for char in HARD + "\ufffe":
        (page,) = pages(
            paper.draw(
                f"<style>@page{{size:40mm;margin:0}}p{{font-size:80pt}}</style><p>{char}</p>"
            )
        )
        pictures.add(page.render(scale=1).to_pil().convert("L").tobytes())
    assert len(pictures) == len(HARD) + 1


def test_the_lazy_maker_gives_one_persons_ticket(registration):
    second = registration.attendees.all()[1]
    made = tickets.make(registration=registration.pk, attendee=second.pk, language="ja")
    assert made.content_type == "application/pdf"
    assert len(pages(made.content)) == 1
