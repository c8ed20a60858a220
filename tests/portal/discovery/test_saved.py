"""Saved searches: kept, changed, told of once, stopped by one click; by one rule, no engine."""

import re
import urllib.parse
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.delivery import line, worker
from portal.delivery.models import Mail
from portal.discovery import own_data
from portal.discovery.models import FirstSeen, SavedSearch, ToldDocument
from portal.discovery.services import alerts, arrivals, saved
from portal.privacy import erasure
from search import sources, viewers
from search.documents import MEMBERS
from search.engines import EngineUnavailable

from .keeping import keep

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


def run(*, days=2):
    """The worker's round, with everything due."""
    SavedSearch.objects.update(due_at=timezone.now() - timedelta(days=days))
    return alerts.send_due()


def told():
    return [(mail.subject, re.findall(r"^■ (.*?) \(", mail.text, re.M)) for mail in _mails()]


def _mails():
    return list(Mail.objects.filter(key__startswith="saved-search:").order_by("pk"))


def test_what_came_since_is_told_once(filled, visitor):
    keep(visitor)
    assert run() == 0
    filled.add("new", "新しい演習")
    filled.add("other", "保険のはなし")
    assert run() == 1
    assert told() == [("【新着】「演習」に1件", ["新しい演習"])]
    assert run() == 0
    assert ToldDocument.objects.get().document == "new"


def test_what_was_withdrawn_and_comes_back_is_not_new(filled, visitor):
    keep(visitor)
    document = filled.add("new", "新しい演習")
    run()
    del filled.documents["new"]
    run()
    filled.documents["new"] = document
    assert run() == 0
    assert len(_mails()) == 1


def test_the_first_look_takes_everything_for_old(source, visitor):
    source.add("a", "演習の手引き")
    keep(visitor)
    assert run() == 0
    assert FirstSeen.objects.get(document="a").at == arrivals.BEFORE


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("机上演習 保険", False),
        ("机上演習 工場", True),
        ("机上演習 工場 保険", True),
        ('"工場の机上演習"', True),
        ('"机上演習の工場"', False),
        ("机上演習 -工場", False),
        ("ウイルス", True),
        ("tabletop exercise", True),
        ("でんでんむし", False),
    ],
)
def test_the_rule_by_which_documents_answer(filled, visitor, text, is_told):
    keep(visitor, text)
    filled.add("new", "工場の机上演習", "ウィルス対策も扱います。")
    assert bool(run()) is is_told


def test_choices_and_language_hold(filled, visitor):
    keep(visitor, kind=["event"])
    keep(visitor, "演習 ", language="en")
    keep(visitor, lang="all")
    filled.add("g", "演習の読み物")
    run()
    assert [mail.text.count("■") for mail in _mails()] == [1]  # the one in all languages
    filled.add("e", "演習の日", kind="event")
    run()
    assert len(_mails()) == 3


def test_only_what_the_person_may_see_at_that_moment(filled, visitor, monkeypatch):
    keep(visitor)
    filled.add("m", "会員の演習", visibility=(MEMBERS,))
    filled.add("h", "隠れた演習")
    filled.hidden.add("h")
    assert run() == 0
    monkeypatch.setattr(viewers, "_registered", [lambda user: [MEMBERS]])
    filled.add("m2", "会員の演習その二", visibility=(MEMBERS,))
    assert run() == 1
    assert told()[0][1] == ["会員の演習その二"]


def test_no_engine_is_asked(filled, visitor, monkeypatch):
    def down():
        raise EngineUnavailable("down")

    monkeypatch.setattr("search.api.get_engine", down)
    monkeypatch.setattr("search.indexing.get_engine", down)
    keep(visitor)
    filled.add("new", "新しい演習")
    assert run() == 1


def test_paused_and_inactive_people_are_left_alone(filled, visitor):
    search = keep(visitor)
    saved.change(search=search, name="演習", rhythm="daily", is_paused=True)
    filled.add("new", "新しい演習")
    assert run() == 0
    saved.change(search=search, name="演習", rhythm="daily", is_paused=False)
    assert run() == 0  # what came meanwhile is no news
    filled.add("new2", "もっと新しい演習")
    User.objects.update(is_active=False)
    assert run() == 0


def test_one_that_fails_does_not_stop_the_others(filled, visitor, monkeypatch, caplog):
    keep(visitor, "保険")
    keep(visitor)
    filled.add("new", "新しい演習")
    real = alerts.tell

    def tell(*, search, **more):
        if search.name == "保険":
            raise RuntimeError("odd")
        return real(search=search, **more)

    monkeypatch.setattr(alerts, "tell", tell)
    assert run() == 1
    assert "failed" in caplog.text


def test_the_cost_does_not_grow_with_documents_told(filled, visitor, django_assert_num_queries):
    for number in range(3):
        keep(visitor, f"演習 その{number}")
    run()
    with django_assert_num_queries(1 + 3 + 3 * 7):
        run()
    for number in range(20):
        filled.add(f"n{number}", "保険の話")
    with django_assert_num_queries(1 + 3 + 1 + 3 * 7):
        run()


def test_mornings_and_mondays():
    at = datetime(2026, 11, 28, 6, 0, tzinfo=TOKYO)  # a Saturday
    assert saved.next_due("daily", at) == at.replace(hour=7)
    assert saved.next_due("daily", at.replace(hour=8)) == datetime(2026, 11, 29, 7, tzinfo=TOKYO)
    monday = datetime(2026, 11, 30, 7, tzinfo=TOKYO)
    assert saved.next_due("weekly", at) == monday
    assert saved.next_due("weekly", monday) == monday + timedelta(days=7)


def test_an_english_reader_gets_english(filled, visitor):
    visitor.language = "en"
    visitor.save()
    keep(visitor)
    filled.add("new", "新しい演習")
    run()
    (mail,) = _mails()
    assert "新着" not in mail.subject
    assert "/en/mypage/searches/stop/" in mail.text
    assert "/search/?q=" in mail.text


def test_a_mail_program_can_stop_the_mails(filled, visitor, mail_server, settings, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    keep(visitor)
    filled.add("new", "新しい演習")
    run()
    worker.drain()
    line.hang_up()
    (mail,) = mail_server.wait_for(1)
    assert mail_server.recipients == ["hanako@example.jp"]
    assert mail["Subject"] == "【新着】「演習」に1件"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (address,) = re.findall(r"^<(.+)>$", mail["List-Unsubscribe"].strip())
    for part in ("plain", "html"):
        body = mail.get_body((part,)).get_content()
        assert address in body
        assert "/new/" in body
    client.post(urllib.parse.urlsplit(address).path, {"List-Unsubscribe": "One-Click"})
    assert SavedSearch.objects.get().is_paused


# What is held about the person


def test_the_person_takes_everything_along(filled, visitor):
    keep(visitor)
    filled.add("new", "新しい演習")
    run()
    (copy,) = erasure.export(user=visitor)["saved_searches"]
    assert (copy["name"], copy["told"]) == ("演習", ["fake:new"])
    erasure.carry_out(wish=erasure.request(user=visitor))
    assert not SavedSearch.objects.exists()
    assert not ToldDocument.objects.exists()


def test_what_nobody_touches_ends(visitor):
    search, now = keep(visitor), timezone.now()
    cutoff = now - timedelta(days=730)
    SavedSearch.objects.update(changed_at=now - timedelta(days=800))
    User.objects.update(last_login=now - timedelta(days=10))
    assert own_data.purge(cutoff) == 0
    User.objects.update(last_login=now - timedelta(days=800))
    assert own_data.purge(cutoff) == 1
    assert not SavedSearch.objects.filter(pk=search.pk).exists()


def test_the_real_sources_are_looked_at(db):
    assert {source.name for source in sources.registered()} >= {"content", "events"}
    arrivals.look()
    assert FirstSeen.objects.filter(document=arrivals.SOURCE_ITSELF).count() == len(
        sources.registered()
    )
