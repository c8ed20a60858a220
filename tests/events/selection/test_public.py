"""What everybody sees of a lottery: commitment before, all but names after."""

import json

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from events import extensions
from events.selection import lottery, panels
from events.selection.selectors import draws as selectors
from events.selection.services import draws
from events.selectors import detail
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


def page(client, draw, language=""):
    response = client.get(language + reverse("selection:lottery", args=[draw.code]))
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_draw_the_page_shows_the_commitment_and_no_seed(client):
    draw, _ = choose.lottery(rules={"first_time": 2, "sectors": {"medical": 3}})
    text = page(client, draw)
    assert draw.commitment in text
    assert draw.seed not in text
    assert "くじ2倍" in text
    assert "抽選のときに公開します" in text


def test_after_the_draw_it_shows_seed_entries_and_result_without_names(client):
    draw, applied = choose.drawn(companies=4, capacity=1)
    text = page(client, draw)
    assert draw.seed in text
    for one in applied:
        assert one.company_name not in text
        assert one.reference not in text
        assert selectors.number_of(one)[1] in text
    assert text.count("補欠の") >= 3


def test_the_page_speaks_english(client):
    draw, _ = choose.drawn()
    text = page(client, draw, "/en")
    assert "How the lottery works" in text
    assert "Every company has one lot." in text


def test_the_file_repeats_the_draw_and_the_script_is_given_out(client):
    draw, _ = choose.drawn()
    response = client.get(reverse("selection:lottery_file", args=[draw.code]))
    assert response["Content-Type"] == "application/json"
    assert lottery.faults(json.loads(response.content)) == []
    assert b"hmac" in client.get(reverse("selection:script")).content


def test_the_page_asks_as_much_for_many_as_for_few(client, django_assert_num_queries):
    for companies in (1, 12):
        draw, _ = choose.drawn(companies=companies)
        page(client, draw)
        with django_assert_num_queries(2):
            page(client, draw)


def test_unknown_and_unannounced_lotteries_are_not_found(client):
    draw, _ = choose.lottery(companies=0)
    session = draw.participation_type.session
    session.state = "draft"
    session.save()
    assert client.get(reverse("selection:lottery", args=[draw.code])).status_code == 404
    assert client.get(reverse("selection:lottery", args=["none"])).status_code == 404


def test_the_applicant_sees_the_own_number_and_what_it_drew(rf):
    draw, applied = choose.lottery(companies=1, capacity=1)
    request = rf.get("/")
    number = selectors.number_of(applied[0])[1]
    assert number in panels.lottery_panel(request, applied[0])
    choose.closed(draw.participation_type)
    draws.perform(draw=draw)
    assert "当選" in panels.lottery_panel(request, applied[0])
    assert panels.lottery_panel(request, make.apply(make.make_type())) == ""
    assert panels.LOTTERY in extensions.registration_panels.items()


def test_the_page_of_the_event_leads_to_the_lottery():
    draw, _ = choose.lottery(companies=0)
    kind = draw.participation_type
    session = kind.session
    run = detail.run_of(session, timezone.now())
    box = render_to_string("events/includes/apply_box.html", {"run": run})
    assert reverse("selection:lottery", args=[draw.code]) in box
    other = detail.run_of(make.make_type().session, timezone.now())
    assert "lottery" not in render_to_string("events/includes/apply_box.html", {"run": other})
