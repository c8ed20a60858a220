"""The dashboard, its CSV and its report: who gets in, what they show, what they cost."""

import csv
import io
import re

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation

from events.models import EventIndexPage
from portal.content.services import opening_tree, roles
from portal.taxonomy.models import Theme
from tests.matchmaking import factories

from . import worlds

pytestmark = pytest.mark.django_db
NAMES = ("dashboard", "dashboard_csv", "dashboard_report")


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    """The admin's second factor has tests of its own."""
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.fixture
def coordinator(client):
    user = factories.staff("coordinator")
    client.force_login(user)
    return user


def world():
    worlds.needs(7)
    worlds.needs(2, prefecture="saga")
    worlds.needs(6, prefecture="oita")
    seed = factories.seed()
    for one in worlds.needs(5, prefecture="kumamoto"):
        worlds.introduction(one, seed, asked=2, met=4)


def get(client, name, **query):
    response = client.get(reverse(f"matchmaking_desk:{name}"), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [None, "editor", "publisher", "event_manager"])
def test_only_coordinators_get_in(client, name, role):
    client.force_login(factories.staff(role) if role else factories.member())
    assert client.get(reverse(f"matchmaking_desk:{name}")).status_code in (302, 403)


def test_an_empty_portal_has_a_dashboard_and_a_report(client, coordinator):
    for name in NAMES:
        assert len(get(client, name, period="2025").content) > 100


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_the_figures_and_hides_the_small(client, coordinator, language):
    world()
    client.cookies["django_language"] = language
    with translation.override(language):
        page = get(client, "dashboard").content.decode()
    squares = re.findall(r'<td class="is-hidden"><b>(.*?)</b>', page, re.S)
    assert squares
    assert all("*" in one for one in squares)
    assert "<script" not in page.split('desk matching-desk"')[1].split("</section>")[0]
    assert page.count("<svg") > 3


def test_the_cost_does_not_grow(client, coordinator, django_assert_num_queries):
    world()
    get(client, "dashboard")
    with django_assert_num_queries(26):
        get(client, "dashboard")
    world()
    with django_assert_num_queries(26):
        get(client, "dashboard")
    with django_assert_num_queries(26):
        get(client, "dashboard", period=str(worlds.NOW.year))


def test_the_suggestion_leads_to_a_new_event_for_those_who_may_make_one(client, coordinator):
    worlds.needs(6)
    page = get(client, "dashboard").content.decode()
    assert "イベントの担当者に、この案をお伝えください" in page
    home = opening_tree.homes()["ja"]
    index = EventIndexPage(title="イベント", slug="events", locale=home.locale)
    home.add_child(instance=index)
    roles.setup()
    coordinator.groups.add(factories.staff("event_manager").groups.get())
    page = get(client, "dashboard").content.decode()
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    assert address in page
    assert client.get(address).status_code == 200


def test_the_csv_opens_in_excel_runs_nothing_and_hides_the_small(client, coordinator):
    world()
    Theme.objects.filter(code="ransomware_backup").update(label_ja="=HYPERLINK(1)")
    response = get(client, "dashboard_csv")
    assert response.content.startswith("\ufeff".encode())
    assert 'filename="matching-' in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {4}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    places = {row[1]: row[3] for row in rows if row[0] == "都道府県別の困りごと"}
    assert places["佐賀県"] == places["熊本県"] == "非表示"
    assert (places["福岡県"], places["大分県"]) == ("7", "6")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("マッチング報告書", "双方が同意した割合", "次のセミナーの案", "読み方")),
        ("en", ("Matching report", "Both sides agreed", "next seminar", "How to read")),
    ],
)
def test_the_report_says_it_in_both_languages_and_names_nobody(
    client, coordinator, language, words
):
    world()
    company = factories.organization("名前の出ない製作所")
    worlds.need(owner=company, title="題も出ません")
    response = get(client, "dashboard_report", language=language)
    assert response["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    for word in (*words, worlds.NOW.code):
        assert word in text
    assert "名前の出ない" not in text
    assert "題も出ません" not in text
    assert 3 <= len(document) <= 6
