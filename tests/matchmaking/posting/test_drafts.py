"""Drafts from a search, a self-check, an event: prefilled, through signing in, counted."""

import pytest
from django.urls import reverse

from events import links
from events.certificates.models import EventReport
from events.models import Session
from matchmaking.models import Need, NeedOrigin
from matchmaking.posting import check, origins, starts
from portal.taxonomy.models import Theme
from tests.factories import after

from .. import factories
from ..test_pages import need_data

pytestmark = pytest.mark.django_db


def member(client):
    owner = factories.organization()
    client.force_login(factories.member(owner))
    return owner


def form_of(client):
    return client.get(reverse("matchmaking:need_new")).context["form"]


def test_a_search_that_found_nothing_becomes_a_draft(client):
    owner = member(client)
    words = "バックアップの戻し方 ゆるきゃら"
    page = client.get(reverse("search:results"), {"q": "zzqxv ほにゃらら"}).content.decode()
    assert reverse("matchmaking:from_search") in page
    response = client.post(reverse("matchmaking:from_search"), {"words": words})
    assert response["Location"] == reverse("matchmaking:need_new")
    form = form_of(client)
    assert words in form["title"].value()
    assert "どうなってほしいか" in form["body"].value()
    assert "ransomware_backup" in form["themes"].value()
    client.post(reverse("matchmaking:need_new"), need_data(owner, action="draft"))
    need = Need.objects.get()
    assert (need.origin.kind, need.origin.label) == ("search", words)
    assert form_of(client)["title"].value() in (None, "")
    assert words in client.get(need.get_absolute_url()).content.decode()
    assert [way.drafts for way in origins.counts()] == [0, 0, 1]


def test_what_is_searched_for_is_masked_and_stands_in_no_address(client):
    member(client)
    response = client.post(
        reverse("matchmaking:from_search"), {"words": "山田様 092-123-4567 バックアップ"}
    )
    assert "?" not in response["Location"]
    assert "092-123-4567" not in form_of(client)["title"].value()
    assert "山田" not in form_of(client)["body"].value()


def test_a_visitor_keeps_the_draft_through_signing_in(client):
    client.post(reverse("matchmaking:from_check"), {"lacking": ["backup", "passwords"]})
    sent_on = client.get(reverse("matchmaking:need_new"))
    assert sent_on.status_code == 302
    assert sent_on["Location"].endswith(f"?next={reverse('matchmaking:need_new')}")
    member(client)
    form = form_of(client)
    assert "2件" in form["title"].value()
    assert form["themes"].value() == ["access_auth", "ransomware_backup"]
    client.post(reverse("matchmaking:need_blank"))
    assert form_of(client)["title"].value() in (None, "")


def test_the_self_check_names_known_themes_and_asks_for_a_choice(client):
    known = set(Theme.objects.values_list("code", flat=True))
    codes = [code for _group, points in check.choices() for code, _label in points]
    start = check.start(codes)
    assert set(start.themes) <= known
    assert check.start(["unknown"]) is None
    assert client.post(reverse("matchmaking:from_check"), {}).status_code == 200
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/matching/from-check/").status_code == 200


def test_an_insight_of_an_event_becomes_a_draft(client):
    (person,) = after.registered()
    session = after.end(person.registration.session)
    Session.objects.filter(pk=session.pk).update(state="scheduled")
    person.refresh_from_db()
    token = links.attendee_token(person)
    page = reverse("events:attendee", args=[token])
    EventReport.objects.create(
        session=session,
        insights="連絡の順番が決まっていない\n控えを戻したことがない",
        is_public=False,
    )
    assert "控えを戻したことがない" not in client.get(page).content.decode()
    EventReport.objects.update(is_public=True)
    shown = client.get(page).content.decode()
    assert "控えを戻したことがない" in shown
    assert "この困りごとを相談する" in shown
    response = client.post(reverse("matchmaking:from_event"), {"token": token, "line": "1"})
    assert token not in response["Location"]
    member(client)
    form = form_of(client)
    assert form["title"].value() == "控えを戻したことがない"
    assert str(session.event) in form["body"].value()
    forged = client.post(reverse("matchmaking:from_event"), {"token": "x", "insight": "y"})
    assert forged.status_code == 404


def test_an_old_or_odd_start_is_forgotten(client, monkeypatch):
    session = {}
    starts.keep(session, starts.from_search("控え"))
    assert starts.waiting(session).kind == "search"
    monkeypatch.setattr(starts.time, "time", lambda: 4e9)
    assert starts.waiting(session) is None
    assert starts.waiting({starts.KEY: "odd"}) is None


def test_the_bureau_counts_where_needs_come_from(client):
    need = factories.need()
    NeedOrigin.objects.create(need=need, kind="insight", label="演習")
    factories.introduction(need)
    client.force_login(factories.staff("coordinator"))
    page = client.get(reverse("matchmaking_desk:sources"))
    assert [(way.drafts, way.published, way.introduced) for way in page.context["ways"]] == [
        (0, 0, 0),
        (1, 1, 1),
        (0, 0, 0),
    ]
    client.force_login(factories.member())
    assert client.get(reverse("matchmaking_desk:sources")).status_code in (302, 403)
