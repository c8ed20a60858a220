"""Badges, list and ticket: every glyph printed, every code readable, the head on each page."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from events import links
from events.checkin.services import papers
from tests.factories import events as make

from .conftest import apply

pytestmark = pytest.mark.django_db


def pages(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [document[number] for number in range(len(document))]


def text_of(page):
    return page.get_textpage().get_text_range()


def test_ten_badges_on_a_sheet_with_codes_that_decode(session, onsite, online):
    people = [
        apply(
            onsite,
            attendees=[make.person(f"p{n}@example.jp", family_name="髙﨑", given_name="𠮷子")],
            company=make.company(f"①★髙﨑製作所{n}"),
        ).attendees.get()
        for n in range(11)
    ]
    apply(online)
    found = pages(papers.badges(session=session))
    assert len(found) == 2
    assert "髙﨑" in text_of(found[0])
    assert "𠮷" in text_of(found[0])
    codes = [
        code.text
        for page in found
        for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    ]
    assert sorted(codes) == sorted(f"SECUNITY:{person.ticket_code}" for person in people)


def test_a_name_of_sixty_characters_stays_on_its_badge(session, onsite):
    long = {"family_name": "長" * 60, "given_name": "名" * 60, "role": "public_relations"}
    person = apply(onsite).attendees.get()
    type(person).objects.filter(pk=person.pk).update(**long)
    (page,) = pages(papers.badges(session=session))
    assert "広報" in text_of(page)
    (code,) = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert code.text == f"SECUNITY:{person.ticket_code}"


def test_the_list_is_in_the_order_of_readings_with_the_head_on_every_page(session):
    kind = make.make_type(session, capacity=100)
    kana = ["ワダ", "アベ", "カトウ"] * 20
    for number, reading in enumerate(kana):
        person = make.person(f"k{number}@example.jp", family_name_kana=reading)
        apply(kind, attendees=[person])
    found = pages(papers.people(session=session))
    assert len(found) > 1
    texts = [text_of(page) for page in found]
    assert all("受付番号" in text and "事業者名" in text for text in texts)
    assert f"1 / {len(found)}" in texts[0]
    whole = "".join(texts)
    assert whole.index("アベ") < whole.index("カトウ") < whole.index("ワダ")


def test_papers_of_an_empty_session_say_so(desk, session):
    for name in ("badges", "people_paper"):
        response = desk.get(reverse(f"checkin:{name}", args=[session.pk]))
        assert "まだいません" in text_of(pages(response.content)[0])


def test_the_code_is_kept_as_a_picture(client, attendee, viewer):
    url = reverse("checkin:qr", args=[links.attendee_token(attendee)])
    response = client.get(url)
    assert response["Content-Type"] == "image/png"
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(response.content)))
    assert code.text == f"SECUNITY:{attendee.ticket_code}"
    attendee.registration.state = "cancelled"
    attendee.registration.save()
    assert client.get(url).status_code == 404
