"""Two-way alerts: to the right people, once, in their rhythm, stopped by one press."""

import re
import tracemalloc
import urllib.parse
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matchmaking import ranking
from matchmaking.models import AlertChoice, AlertPair, Need, WeightsVersion
from matchmaking.posting import alerts, choices, digests
from matchmaking.services import need as needs
from matchmaking.services import proposal as proposals
from matchmaking.services import seed as seeds
from portal.accounts.models import Membership
from portal.delivery import line, worker
from portal.delivery.models import Mail

from .. import factories

pytestmark = pytest.mark.django_db

BACKUP = {
    "title": "身代金の攻撃に備えて控えを取りたい",
    "body": "共有フォルダが暗号化されたら困ります。バックアップの控えを切り離して残したいです。",
}
HELP = {
    "title": "ランサムウェアに備えるバックアップの立て直し",
    "body": "共有フォルダのバックアップを切り離して残し、復元できることを一緒に確かめます。",
}


def company(rhythm="at_once"):
    owner = factories.organization()
    person = factories.member(owner)
    choices.choose(user=person, rhythm=rhythm)
    return owner, person


def provider(rhythm="at_once"):
    owner = factories.organization(provider=True)
    person = factories.member(owner)
    choices.choose(user=person, rhythm=rhythm)
    return owner, person


def publish_seed(owner, **fields):
    seed = factories.seed(owner, state="submitted", **{**HELP, **fields})
    return seeds.publish(seed=seed, actor=None)


def publish_need(owner, **fields):
    need = factories.need(owner, state="submitted", **{**BACKUP, **fields})
    return needs.publish(need=need, actor=None)


def run():
    """Work off the outbox, then write to whoever is due."""
    worker.drain()
    return digests.send_due()


def alert_mails():
    return list(Mail.objects.filter(key__startswith="matchmaking-alert:").order_by("pk"))


def test_a_new_seed_tells_the_owner_of_a_need_and_once_for_ever():
    owner, person = company()
    need = factories.need(owner, **BACKUP)
    seed = publish_seed(provider()[0])
    assert run() == 1
    (mail,) = alert_mails()
    assert mail.recipient == person.email
    assert seed.title in mail.text
    assert AlertPair.objects.get().side == "company"
    seeds.send_back(seed=seed, actor=None, reason="もう一度")
    seeds.submit(seed=seed, actor=None)
    seeds.publish(seed=seed, actor=None)
    needs.send_back(need=need, actor=None, reason="もう一度")
    needs.submit(need=need, actor=None)
    needs.publish(need=need, actor=None)
    AlertChoice.objects.update(due_at=timezone.now())
    assert run() == 0
    assert len(alert_mails()) == 1


def test_a_new_need_tells_the_provider_without_naming_the_company():
    seed_owner, person = provider()
    factories.seed(seed_owner, **HELP)
    owner, _writer = company()
    publish_need(owner, body=BACKUP["body"] + "担当の山田、092-123-4567です。")
    assert run() == 1
    (mail,) = alert_mails()
    assert mail.recipient == person.email
    for part in (mail.text, mail.html):
        assert owner.name not in part
        assert "092-123-4567" not in part
        assert "山田" not in part
        assert BACKUP["title"] in part


def test_who_is_not_told():
    seed_owner, _person = provider()
    seed = factories.seed(seed_owner, **HELP)
    rival, _someone = company()
    old = factories.need(rival, **BACKUP)
    proposals.dismiss(need=old, seed=seed, actor=None, reason="conflict")
    quiet, _quiet_person = provider("off")
    factories.seed(quiet, **HELP)
    full = factories.seed(provider()[0], capacity_per_month=0, **HELP)
    both, someone = provider()
    factories.seed(both, **HELP)
    asker, _asker = company()
    Membership.objects.create(user=someone, organization=asker, role="member")
    plain, _plain_person = company()
    publish_need(plain)
    publish_need(rival)
    publish_need(seed_owner)
    publish_need(asker, title="印刷機が動かない", body="紙が詰まります。")
    publish_need(asker, visibility="coordinator")
    worker.drain()
    told = {(pair.need.organization, pair.seed.organization) for pair in AlertPair.objects.all()}
    assert (rival, seed_owner) not in told
    assert (rival, both) in told
    assert (seed_owner, seed_owner) not in told
    assert {provider for _company, provider in told} == {seed_owner, both}
    assert full.organization not in {provider for _company, provider in told}
    assert asker not in {company for company, _provider in told}


def test_what_no_longer_holds_is_not_written():
    owner, _person = company("daily")
    need = factories.need(owner, **BACKUP)
    seed = publish_seed(provider()[0])
    worker.drain()
    assert AlertPair.objects.count() == 1
    seeds.close(seed=seed, actor=None)
    AlertChoice.objects.update(due_at=timezone.now())
    assert digests.send_due() == 0
    other = publish_seed(provider()[0])
    worker.drain()
    Membership.objects.filter(organization=owner).delete()
    assert digests.send_due() == 0
    assert not alert_mails()
    assert other.pk
    assert need.pk


def test_many_at_once_are_one_mail_and_a_rhythm_is_kept():
    owner, _person = company("daily")
    factories.need(owner, **BACKUP)
    for number in range(12):
        publish_seed(provider()[0], title=f"{HELP['title']} その{number}")
    assert run() == 0
    AlertChoice.objects.update(due_at=timezone.now())
    assert digests.send_due() == 1
    (mail,) = alert_mails()
    assert "12件" in mail.subject
    assert "ほかに2件" in mail.text
    choice = AlertChoice.objects.get(user__email=mail.recipient)
    assert choice.due_at > timezone.now()
    assert digests.send_due() == 0


def test_rhythms_have_their_hours():
    now = timezone.now()
    assert choices.next_due("at_once", now) == now + choices.PAUSE
    daily, weekly = choices.next_due("daily", now), choices.next_due("weekly", now)
    assert now < daily <= now + timedelta(days=1)
    assert weekly >= daily
    assert timezone.localtime(weekly).weekday() == 0


def test_a_mail_program_stops_the_mails(mail_server, settings, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    owner, person = company()
    factories.need(owner, **BACKUP)
    publish_seed(provider()[0])
    assert run() == 1
    worker.drain()
    line.hang_up()
    (mail,) = mail_server.wait_for(1)
    assert mail_server.recipients == [person.email]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (address,) = re.findall(r"^<(.+)>$", mail["List-Unsubscribe"].strip())
    path = urllib.parse.urlsplit(address).path
    assert client.get(path).status_code == 200
    assert choices.rhythm_of(person) == "at_once"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert choices.rhythm_of(person) == "off"
    assert client.get(path + "x").status_code == 404


def test_a_person_chooses_on_their_page(client):
    owner, person = company()
    client.force_login(person)
    page = client.get(reverse("accounts:mypage")).content.decode()
    assert "見つかったらすぐ" in page
    client.post(reverse("matchmaking:alerts"), {"rhythm": "weekly"})
    assert choices.rhythm_of(person) == "weekly"
    assert client.post(reverse("matchmaking:alerts"), {"rhythm": "never"}).status_code == 200
    assert choices.rhythm_of(person) == "weekly"
    assert owner.pk


def test_an_english_reader_gets_english():
    owner, person = company()
    person.language = "en"
    person.save()
    factories.need(owner, **BACKUP)
    publish_seed(provider()[0])
    run()
    (mail,) = alert_mails()
    assert "/en/matching/alerts/stop/" in mail.text
    assert "お知らせ" not in mail.text.replace(HELP["title"], "").replace(BACKUP["title"], "")


def test_a_new_seed_goes_through_all_needs_in_parts_of_one_size(monkeypatch):
    monkeypatch.setattr(alerts, "CHUNK", 7)
    owner, _person = company()
    sample = factories.need(owner, **BACKUP)
    themes = {name: getattr(sample, name) for name in ("sector", "prefecture")}
    Need.objects.bulk_create(
        Need(
            organization=owner,
            state="published",
            published_at=timezone.now(),
            expires_on=sample.expires_on,
            **BACKUP,
            **themes,
        )
        for _ in range(29)
    )
    seed = publish_seed(provider()[0])
    tracemalloc.start()
    worker.drain()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert AlertPair.objects.filter(seed=seed).count() == 30
    assert peak < 60_000_000


def test_the_weights_in_force_decide_whether_a_seed_is_worth_telling():
    owner, _person = company()
    publish_need(owner)
    nothing = dict.fromkeys(ranking.weights(), 0.0)
    version = WeightsVersion.objects.create(kind="hand", weights=nothing, in_use=True)
    helper, _other = provider()
    seed = publish_seed(helper)
    run()
    assert not AlertPair.objects.exists()
    version.in_use = False
    version.save()
    alerts.carry_out({"kind": "seed", "pk": seed.pk, "published": "", "after": 0})
    assert AlertPair.objects.filter(seed=seed).exists()
