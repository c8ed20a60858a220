"""The report for staff, decisions about queries, and popular queries for suggestions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.content import staff_home
from portal.discovery.models import AskedQuery, QueryMark
from portal.discovery.selectors import report
from portal.discovery.services import marks, popular
from portal.privacy.models import AuditEntry
from search import vocabulary

pytestmark = pytest.mark.django_db
# Two for the report, the others for who is there and the frame of the admin.
QUERIES = 12


@pytest.fixture(autouse=True)
def at_commit(monkeypatch):
    """What waits for the commit is done at once: a test never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_k: function())


def ask(text, asked=6, *, total=3, clicks=3, days=1, language="ja", askers=None):
    return AskedQuery.objects.create(
        text=text,
        language=language,
        day=timezone.localdate() - timedelta(days=days),
        asked=asked,
        askers=asked if askers is None else askers,
        total=total,
        empty=0 if total else asked,
        clicks_near=clicks,
    )


def texts(rows):
    return [row.text for row in rows]


def test_three_lists_the_most_asked_first():
    ask("見つからない", 9, total=0, clicks=0)
    ask("少し見つからない", 4, total=0, clicks=0)
    ask("開かれない", 20, clicks=1)
    ask("よい", 30, clicks=20)
    found = report.report(days=30)
    assert texts(found.nothing) == ["見つからない", "少し見つからない"]
    assert texts(found.passed_over) == ["開かれない"]
    assert texts(found.most) == ["よい", "開かれない", "見つからない", "少し見つからない"]
    assert found.searches == 63


def test_what_fewer_than_three_asked_is_not_shown():
    ask("ふたり", 2)
    ask("ふたつの日", 2, days=1)
    ask("ふたつの日", 1, days=5)
    assert texts(report.report(days=30).most) == ["ふたつの日"]


def test_days_and_languages_apart_and_the_last_answer_counts():
    ask("直った", 5, total=0, days=9)
    ask("直った", 5, total=7, days=1)
    ask("直った", 4, total=0, language="en")
    ask("昔", days=60)
    assert texts(report.report(days=30, language="ja").most) == ["直った"]
    assert report.report(days=30, language="ja").nothing == []
    assert texts(report.report(days=30).nothing) == ["直った"]
    assert "昔" in texts(report.report(days=90).most)


def test_the_page_leads_to_a_synonym_and_a_result_on_top(editor_client):
    ask("ウィルスバスター", 9, total=0)
    page = editor_client.get(reverse("discovery_report"), {"days": "90", "language": "xx"})
    ((_name, _title, _words, (item,)), *_others) = page.context["sections"]
    form = editor_client.get(item["synonym_url"])
    assert form.context["form"].initial["lines"] == "ウィルスバスター, "
    form = editor_client.get(item["promote_url"])
    assert form.context["form"].initial["words"] == "ウィルスバスター"


def test_the_page_costs_the_same_for_one_and_many(editor_client, django_assert_num_queries):
    url = reverse("discovery_report")
    ask("言葉")
    editor_client.get(url)
    with django_assert_num_queries(QUERIES):
        editor_client.get(url)
    for number in range(30):
        ask(f"言葉{number}", total=number % 2)
    with django_assert_num_queries(QUERIES):
        editor_client.get(url)


def test_a_decision_is_kept_until_somebody_asks_again(editor_client):
    ask("見つからない", 9, total=0, days=3)
    editor = User.objects.get(email="editor@example.jp")
    assert report.waiting()[0] == 1
    (waiting,) = [
        one for one in staff_home.waiting_for(editor) if one.url == reverse("discovery_report")
    ]
    assert waiting.count == 1
    data = {"text": "見つからない", "language": "ja", "action": "settle"}
    for elsewhere in ("//evil.example/", "-1", "accounts", "a\x00b"):
        response = editor_client.post(reverse("discovery_decide"), data | {"next": elsewhere})
        assert response["Location"] == reverse("discovery_report")
    assert report.waiting()[0] == 0
    assert report.report(days=30).nothing[0].is_settled
    QueryMark.objects.update(settled_on=timezone.localdate() - timedelta(days=5))
    assert report.waiting()[0] == 1
    editor_client.post(reverse("discovery_decide"), data | {"action": "nonsense"})
    editor_client.post(reverse("discovery_decide"), data | {"text": ""})
    assert QueryMark.objects.count() == 1


def test_others_have_nothing_to_decide(client, make_staff, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    ask("見つからない", 9, total=0)
    coordinator = make_staff(Role.COORDINATOR)
    assert reverse("discovery_report") not in [
        one.url for one in staff_home.waiting_for(coordinator)
    ]
    client.force_login(coordinator)
    data = {"text": "見つからない", "language": "ja", "action": "block"}
    assert client.post(reverse("discovery_decide"), data).status_code in (302, 403)
    assert not QueryMark.objects.exists()


def test_the_table_for_spreadsheets_runs_nothing(editor_client):
    ask("=1+1", 5)
    ask("バックアップ", 7, clicks=2)
    response = editor_client.get(reverse("discovery_report_csv"), {"days": "30"})
    text = response.content.decode("utf-8-sig")
    assert "'=1+1,ja,5" in text
    assert "バックアップ,ja,7,3,0,2,0," in text
    assert response["Content-Type"].startswith("text/csv")


# Popular queries


def test_popular_are_those_that_several_asked_and_that_find_something():
    ask("演習", 30, askers=9)
    ask("bcp", 30, askers=12)
    ask("一人で何度も", 30, askers=1)
    ask("見つからない", 30, total=0)
    ask("死ね", 30)
    ask("山田太郎", 30)
    ask("昔の", 30, days=120)
    ask("backup", 30, language="en")
    assert list(popular.queries("", "ja")) == ["bcp", "演習"]
    assert list(popular.queries("えん", "ja")) == []
    assert list(popular.queries("", "en")) == ["backup"]
    assert list(popular.queries("", "zz")) == []


def test_staff_block_and_unblock_at_once(editor_client):
    ask("演習", 30)
    assert list(popular.queries("", "ja")) == ["演習"]
    data = {"text": "演習", "language": "ja"}
    editor_client.post(reverse("discovery_decide"), data | {"action": "block"})
    assert list(popular.queries("", "ja")) == []
    assert AuditEntry.objects.filter(action="query.blocked").count() == 1
    marks.unblock(text="演習", language="ja", actor=None)
    assert list(popular.queries("", "ja")) == ["演習"]


def test_many_suggestions_cost_one_query(django_assert_num_queries):
    ask("演習", 30)
    vocabulary.current()
    with django_assert_num_queries(1):
        for typed in ("演", "演習", ""):
            assert list(popular.queries(typed, "ja")) == ["演習"]


def test_they_are_offered_while_typing(client, source, engine):
    ask("演習の進め方", 30)
    answer = client.get("/search/suggest/", {"q": "演習"}).json()
    assert answer["suggestions"][0]["text"] == "演習の進め方"
