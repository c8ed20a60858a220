"""Evidence of providers, near-duplicates, advertisements, and who takes no more this month."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from matchmaking import reasons, selectors
from matchmaking.models import ProviderProfile, Seed
from matchmaking.posting import advertising, evidence, expiry, fingerprints
from matchmaking.services import proposal as proposals
from matchmaking.services import seed as seeds
from matchmaking.transitions import NotAllowedError

from .. import factories
from ..test_posting import save_seed

pytestmark = pytest.mark.django_db

BODY = "共有フォルダの控えを切り離して残し、年に一度、戻せることをお客様と一緒に確かめます。"


def test_registration_numbers_are_read_in_any_writing_and_bad_ones_refused():
    for typed in ("第012345号", "１２３４５", "登録番号 012345", "No.12345", "0 1 2 3 4 5"):
        assert evidence.specialist_number(typed) == "012345"
    assert evidence.specialist_number(" ") == ""
    for typed in ("1234567", "abc", "000000", "12a"):
        with pytest.raises(ValidationError):
            evidence.specialist_number(typed)


def test_evidence_is_claimed_confirmed_by_staff_and_falls_when_it_changes(client):
    owner = factories.organization(provider=True)
    seed = factories.seed(owner)
    client.force_login(factories.member(owner))
    address = reverse("matchmaking:evidence", args=[owner.pk])
    data = {
        "specialist": "第012345号",
        "help_team_service": "見本のお助け隊",
        "help_team_kind": "1",
        "track_record": "年に10社ほど。連絡は092-123-4567まで。",
        "languages": ["ja", "en"],
    }
    assert client.post(address, data | {"specialist": "x"}).status_code == 200
    assert client.post(address, data).status_code == 302
    page = client.get(seed.get_absolute_url()).content.decode()
    assert "第012345号" in page
    assert "自己申告" in page
    assert "確認済み" not in page
    assert "092-123-4567" not in page
    assert "英語" in page
    profile = ProviderProfile.objects.get()
    confirm = reverse("matchmaking_desk:confirm_evidence", args=[profile.pk])
    assert client.post(confirm, {"claim": "specialist", "holds": "yes"}).status_code in (302, 403)
    assert "確認済み" not in client.get(seed.get_absolute_url()).content.decode()
    client.force_login(factories.staff("coordinator"))
    assert (
        "名簿で確かめた"
        in client.get(reverse("matchmaking_desk:seed", args=[seed.pk])).content.decode()
    )
    client.post(confirm, {"claim": "specialist", "holds": "yes", "seed": seed.pk})
    assert "確認済み" in client.get(seed.get_absolute_url()).content.decode()
    client.force_login(factories.member(owner))
    client.post(address, data | {"specialist": "54321"})
    assert "確認済み" not in client.get(seed.get_absolute_url()).content.decode()
    client.force_login(factories.member(factories.organization(provider=True)))
    assert client.get(address).status_code == 404


def test_reasons_name_the_evidence():
    seed = factories.seed(title="バックアップの立て直し", body=BODY)
    evidence.save(
        organization=seed.organization,
        actor=None,
        specialist="000123",
        help_team_service="",
        help_team_kind="",
        track_record="",
        languages=[],
    )
    need = factories.need(title="控えが心配", body="バックアップの控えを戻せるか心配です。")

    def said():
        (candidate,) = selectors.candidates(need)
        return [one for one in candidate.match.reasons if one.kind == "evidence"]

    (claimed,) = said()
    assert claimed.label == "登録セキスペ（自己申告）"
    evidence.confirm(
        profile=ProviderProfile.objects.get(), claim="specialist", is_true=True, actor=None
    )
    (confirmed,) = said()
    assert confirmed.label == "登録セキスペ（確認済み）"
    assert confirmed.value > claimed.value
    assert reasons.from_json([confirmed.as_json()])[0].label == confirmed.label


def test_the_same_offer_is_told_before_posting_and_shown_to_the_coordinator(client):
    owner = factories.organization(provider=True)
    first = save_seed(owner, title="控えの見直し", body=BODY * 3)
    client.force_login(factories.member(owner))
    data = {
        "organization": owner.pk,
        "title": "控えの見直し（新）",
        "body": (BODY * 3).replace("年に一度", "年に二度"),
        "service_types": ["consulting"],
        "themes": ["ransomware_backup"],
        "sectors": ["common"],
        "online": "on",
        "price_band": "low",
        "capacity_per_month": 1,
        "action": "submit",
    }
    warned = client.post(reverse("matchmaking:seed_new"), data).content.decode()
    assert "ほとんど同じ内容の支援" in warned
    assert first.get_absolute_url() in warned
    assert Seed.objects.count() == 1
    del data["action"]
    assert (
        client.post(reverse("matchmaking:seed_new"), data | {"alike_known": "on"}).status_code
        == 302
    )
    second = Seed.objects.exclude(pk=first.pk).get()
    client.force_login(factories.staff("coordinator"))
    page = client.get(reverse("matchmaking_desk:seed", args=[second.pk])).content.decode()
    assert reverse("matchmaking_desk:seed", args=[first.pk]) in page


def test_drafts_of_others_are_not_given_away_by_the_warning(client):
    save_seed(factories.organization(provider=True), title="よその下書き", body=BODY * 3)
    owner = factories.organization(provider=True)
    client.force_login(factories.member(owner))
    page = client.post(
        reverse("matchmaking:seed_new"),
        {"organization": owner.pk, "title": "私の支援", "body": BODY * 3, "action": "submit"},
    ).content.decode()
    assert "よその下書き" not in page


def test_fingerprints_tell_ten_copies_from_other_offers():
    owner = factories.organization(provider=True)
    copies = [
        save_seed(owner, title=f"控えの見直し {number}", body=BODY * 3 + "。" * number)
        for number in range(10)
    ]
    save_seed(
        owner, title="法律の相談", body="契約書の読み合わせと、漏れたときの届け出の相談です。" * 3
    )
    assert len(fingerprints.alike(copies[0].title, copies[0].body, but=copies[0].pk)) == 9
    seeds.close(seed=copies[1], actor=None)
    assert len(fingerprints.alike(copies[0].title, copies[0].body, but=copies[0].pk)) == 8


def test_offers_from_before_get_their_fingerprint_in_time():
    factories.seed(body=BODY * 2)
    assert fingerprints.alike("", BODY * 2) == []
    expiry.sweep()
    assert fingerprints.alike("", BODY * 2)


def test_an_advertisement_goes_to_the_coordinator_marked(client):
    need = factories.need(
        state="submitted",
        title="業界最安のバックアップ",
        body="弊社のクラウド型サービスをご提案いたします。導入実績500社。今なら無料トライアル。"
        "お申し込みは https://example.jp/ まで、お問い合わせください。",
    )
    plain = factories.need(
        state="submitted",
        title="控えが心配です",
        body="パソコンが壊れたら困ります。相談したいです。",
    )
    assert len(advertising.signs(need.title, need.body)) >= 3
    assert advertising.signs(plain.title, plain.body) == []
    client.force_login(factories.staff("coordinator"))
    page = client.get(reverse("matchmaking_desk:worklist")).content.decode()
    assert page.count("広告かもしれません") == 1
    detail = client.get(reverse("matchmaking_desk:need", args=[need.pk])).content.decode()
    assert "宣伝によく使われる言葉があります" in detail


def test_who_takes_no_more_this_month_is_shown_so_and_not_proposed(client):
    seed = factories.seed(title="控えの立て直し", body=BODY, capacity_per_month=1)
    need = factories.need(title="控えが心配", body="バックアップの控えを戻せるか心配です。")
    assert [one.match.seed for one in selectors.candidates(need)] == [seed]
    begun = factories.introduction(factories.need(), seed)
    assert selectors.candidates(need) == []
    assert [one.match.seed for one in selectors.candidates(begun.proposal.need)] == [seed]
    for address in (reverse("matchmaking:seeds"), seed.get_absolute_url()):
        assert "今月は受付を終えました" in client.get(address).content.decode()
    with pytest.raises(NotAllowedError, match="今月"):
        proposals.request(need=need, seed=seed, actor=None, reasons=[])
    begun.created_at = timezone.now() - timedelta(days=40)
    type(begun).objects.filter(pk=begun.pk).update(created_at=begun.created_at)
    assert [one.match.seed for one in selectors.candidates(need)] == [seed]
    assert "今月は受付を終えました" not in client.get(seed.get_absolute_url()).content.decode()
