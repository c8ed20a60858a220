"""The list that other sites show in a frame."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.events.test_pages import indexes, make_page
from tests.factories import events as make

__all__ = ["indexes"]
pytestmark = pytest.mark.django_db
WIDGET = "/registrations/widget/"


@pytest.fixture
def page(indexes):
    page = make_page(indexes["ja"], title="工場の演習")
    page.event.sectors.set(["manufacturing"])
    make.make_type(make.make_session(page.event))
    make_page(indexes["en"], page.event, title="Factory exercise")
    return page


def shown(client, **query):
    response = client.get(WIDGET, query)
    assert response.status_code == 200
    return response.content.decode()


def test_other_sites_may_show_it_and_only_it(client, page):
    response = client.get(WIDGET)
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    ordinary = client.get(page.url)
    assert "frame-ancestors 'self'" in ordinary["Content-Security-Policy"]
    assert ordinary["X-Frame-Options"] == "SAMEORIGIN"


def test_who_may_show_it_is_a_setting(client, page, settings):
    settings.EVENTS_WIDGET_ANCESTORS = ["https://support.example.jp"]
    assert (
        "frame-ancestors https://support.example.jp"
        in client.get(WIDGET)["Content-Security-Policy"]
    )


def test_it_knows_nobody_and_may_be_kept(client, page):
    client.force_login(make.make_user())
    response = client.get(WIDGET)
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert "no-store" not in response["Cache-Control"]
    again = client.get(WIDGET, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_it_is_narrowed_and_speaks_both_languages(client, page):
    assert "工場の演習" in shown(client)
    assert "Factory exercise" in shown(client, lang="en")
    assert 'lang="en"' in shown(client, lang="en")
    assert "工場の演習" in shown(client, lang="xx", limit="-3")
    assert "工場の演習" in shown(client, sector="manufacturing", prefecture="fukuoka")
    assert "工場の演習" not in shown(client, sector="medical")
    assert "準備中" in shown(client, sector="medical")
    assert "工場の演習" in shown(client, sector="' OR 1=1", prefecture="\x00")


def test_links_lead_out_of_the_frame(client, page):
    html = shown(client)
    assert html.count("<a ") == html.count('target="_blank" rel="noopener"')
    assert f'href="http://localhost:8000{page.url}"' in html


def test_it_shows_as_many_as_asked_at_a_constant_cost(client, page, indexes):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            shown(client, limit="20")
        return len(captured)

    cost()
    few = cost()
    for _number in range(8):
        make.make_type(make.make_session(make_page(indexes["ja"]).event))
    assert cost() == few
    assert few <= 5
    assert shown(client, limit="3").count("<li>") == 3
    assert shown(client).count("<li>") == 5


def test_what_is_called_off_is_not_advertised(client, page):
    page.event.sessions.update(state="cancelled")
    assert "工場の演習" not in shown(client)


def test_the_script_has_an_address_that_stays(client, page):
    response = client.get("/registrations/widget/events-widget.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "data-secunity-events" in response.content.decode()
