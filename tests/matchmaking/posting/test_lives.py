"""Versions, renewal by link, running out, files, and what is held about a person."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from matchmaking import reminders
from matchmaking.models import (
    AlertChoice,
    AlertPair,
    Need,
    NeedAttachment,
    ProviderProfile,
    Revision,
)
from matchmaking.posting import attachments, expiry, own_data, renewal, restoring, revisions
from matchmaking.services import introduction as introductions
from matchmaking.services import need as needs
from matchmaking.services import seed as seeds
from portal.delivery.models import Mail, OutboxMessage
from portal.taxonomy.models import Theme

from .. import factories
from ..test_posting import save_need, save_seed

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 test"


def pdf(name="見積.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


# Versions


def test_each_sent_save_keeps_a_version_and_drafts_keep_none():
    company = factories.organization()
    author = factories.member(company)
    need = save_need(company, author)
    save_need(company, author, need=need, title="書きかけ")
    assert not Revision.objects.exists()
    needs.submit(need=need, actor=author)
    assert Revision.objects.get().by == author
    save_need(company, author, need=need, title="別の題", body="朝から画面が真っ黒です。夜も。")
    save_need(company, author, need=need, title="別の題", body="朝から画面が真っ黒です。夜も。")
    newest, first = Revision.objects.order_by("-pk")
    assert newest.changed == ["title", "body"]
    assert first.fields["title"] == "書きかけ"


def test_what_was_published_before_versions_is_kept_before_it_changes():
    need = factories.need(title="もとの題")
    save_need(need.organization, None, need=need, title="新しい題")
    assert [one.fields["title"] for one in Revision.objects.order_by("pk")] == [
        "もとの題",
        "新しい題",
    ]


def test_the_coordinator_reads_differences_and_restores(client):
    need = factories.need(body="一つ目の文。二つ目の文。")
    need.themes.set(Theme.objects.filter(code="ransomware_backup"))
    save_need(need.organization, None, need=need, title=need.title, body="一つ目の文。違う文。")
    client.force_login(factories.staff("coordinator"))
    page = reverse("matchmaking_desk:versions", args=["needs", need.pk])
    html = client.get(page).content.decode()
    assert "<del>二つ目の文。</del>" in html
    assert "<ins>違う文。</ins>" in html
    assert "ランサムウェアとバックアップ" in html
    first = Revision.objects.order_by("pk").first()
    client.post(reverse("matchmaking_desk:restore", args=[first.pk]))
    need.refresh_from_db()
    assert need.body == "一つ目の文。二つ目の文。"
    assert need.state == "submitted"
    assert [theme.code for theme in need.themes.all()] == ["ransomware_backup"]
    client.force_login(factories.member(need.organization))
    assert client.get(page).status_code in (302, 403)


def test_a_seed_is_restored_with_its_terms():
    seed = save_seed(factories.organization(provider=True))
    seeds.submit(seed=seed, actor=None)
    save_seed(seed.organization, seed=seed, price_band="high", online=True, evidence="別")
    first = Revision.objects.order_by("pk").first()
    kept = restoring.restore(revision=first, actor=None)
    assert (kept.price_band, kept.online, kept.evidence) == ("mid", False, "")
    assert revisions.versions(kept)[0].is_current


def test_versions_cost_the_same_however_many(client, django_assert_max_num_queries):
    need = factories.need()
    for number in range(6):
        save_need(need.organization, None, need=need, title=f"題 {number}")
    with django_assert_max_num_queries(8):
        assert len(revisions.versions(need)) == 7


# Renewal and running out


def test_one_press_on_the_page_of_the_link_renews_without_signing_in(client):
    soon = timezone.localdate() + timedelta(days=10)
    need = factories.need(expires_on=soon, title="控えの相談 092-123-4567")
    need.created_by = factories.member(need.organization)
    need.save()
    reminders.send_due()
    mail = Mail.objects.get()
    (path,) = re.findall(r"http://localhost:8000(\S*/matching/renew/\S+)", mail.text)
    assert "092-123-4567" not in mail.text + mail.subject + mail.html
    asked = client.get(path).content.decode()
    assert "092-123-4567" not in asked
    need.refresh_from_db()
    assert need.expires_on == soon
    assert client.post(path).status_code == 200
    need.refresh_from_db()
    assert need.expires_on == timezone.localdate() + needs.LIFETIME
    after = need.expires_on
    Need.objects.update(expires_on=after - timedelta(days=1))
    assert "もう延ばして" in client.post(path).content.decode()
    need.refresh_from_db()
    assert need.expires_on == after - timedelta(days=1)


def test_a_forged_link_renews_nothing_and_a_closed_seed_stays_closed(client):
    seed = factories.seed()
    token = renewal.token_of(seed)
    assert client.post(reverse("matchmaking:renew", args=[token[:-2]])).status_code == 404
    seeds.close(seed=seed, actor=None)
    page = client.post(reverse("matchmaking:renew", args=[token]))
    assert "掲載は終わっています" in page.content.decode()
    seed.refresh_from_db()
    assert seed.state == "closed"


def test_what_ran_out_leaves_lists_and_search(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    need = factories.need(title="期限の切れた相談", expires_on=yesterday)
    factories.seed(title="期限の切れた支援", expires_on=yesterday)
    factories.need(title="まだの相談")
    for name in ("needs", "seeds", "index"):
        assert "期限の切れた" not in client.get(reverse(f"matchmaking:{name}")).content.decode()
    assert client.get(need.get_absolute_url()).status_code == 404
    OutboxMessage.objects.all().delete()
    assert expiry.sweep() == 2
    assert expiry.sweep() == 0


# Files


def test_files_reach_owner_coordinator_and_who_the_company_agreed_to_meet(client, settings):
    need, seed = factories.need(), factories.seed()
    owner, helper = factories.member(need.organization), factories.member(seed.organization)
    client.force_login(owner)
    client.post(reverse("matchmaking:attach", args=[need.pk]), {"file": pdf()})
    attachment = NeedAttachment.objects.get()
    address = reverse("matchmaking:attachment", args=[need.pk, attachment.key])
    response = client.get(address)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    readers = {"helper": helper, "other": factories.member(factories.organization())}

    def codes():
        found = {}
        for name, reader in readers.items():
            client.force_login(reader)
            found[name] = client.get(address).status_code
        return found

    assert codes() == {"helper": 404, "other": 404}
    introduction = factories.introduction(need, seed)
    introductions.review(introduction=introduction, actor=None)
    assert codes() == {"helper": 404, "other": 404}
    introductions.agree(introduction=introduction, user=helper)
    assert codes() == {"helper": 404, "other": 404}
    introductions.agree(introduction=introduction, user=owner)
    assert codes() == {"helper": 200, "other": 404}
    introductions.withdraw(introduction=introduction, user=owner)
    assert codes() == {"helper": 404, "other": 404}
    assert attachments.can_read(factories.staff("coordinator"), need)
    client.logout()
    assert client.get(address).status_code == 302
    assert attachment.name not in client.get(need.get_absolute_url()).content.decode()


def test_what_is_not_what_its_name_says_is_refused_and_five_are_enough():
    need = factories.need()
    with pytest.raises(ValidationError):
        attachments.add(need=need, file=pdf(content=b"MZ program"), actor=None)
    with pytest.raises(ValidationError):
        attachments.add(need=need, file=pdf("tool.exe", b"\x7fELF program"), actor=None)
    for _ in range(attachments.MOST):
        attachments.add(need=need, file=pdf(), actor=None)
    with pytest.raises(ValidationError):
        attachments.add(need=need, file=pdf(), actor=None)


def test_a_file_goes_with_its_need(django_capture_on_commit_callbacks):
    need = factories.need()
    kept = attachments.add(need=need, file=pdf(), actor=None)
    storage, name = kept.file.storage, kept.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        Need.objects.filter(pk=need.pk).delete()
    assert not storage.exists(name)


def test_only_the_owner_adds_and_removes(client):
    need = factories.need()
    kept = attachments.add(need=need, file=pdf(), actor=None)
    client.force_login(factories.member(factories.organization()))
    remove = reverse("matchmaking:detach", args=[need.pk, kept.key])
    assert client.post(remove).status_code == 404
    attach = reverse("matchmaking:attach", args=[need.pk])
    assert client.post(attach, {"file": pdf()}).status_code == 404
    client.force_login(factories.member(need.organization))
    client.post(attach, {})
    client.post(remove)
    assert not NeedAttachment.objects.exists()


# What is held about a person


def test_a_person_takes_everything_along_and_is_forgotten():
    need, seed = factories.need(), factories.seed()
    person = factories.member(need.organization)
    AlertChoice.objects.create(user=person, rhythm="weekly")
    AlertPair.objects.create(
        need=need, seed=seed, user=person, side="company", score=1, told_at=timezone.now()
    )
    save_need(need.organization, person, need=need, title="書き直した題")
    attachments.add(need=need, file=pdf(), actor=person)
    profile = ProviderProfile.objects.create(
        organization=seed.organization,
        specialist_number="000123",
        specialist_confirmed_at=timezone.now(),
        specialist_confirmed_by=person,
    )
    copy = own_data.export(person)
    assert copy["alerts"]["rhythm"] == "weekly"
    assert copy["alerts"]["told"][0]["need"] == need.pk
    assert copy["versions"][0]["fields"]["title"] == "書き直した題"
    assert copy["files"] == [{"name": "見積.pdf", "size": len(PDF)}]
    own_data.erase(person)
    assert not AlertChoice.objects.exists()
    assert AlertPair.objects.get().user is None
    assert not Revision.objects.filter(by=person).exists()
    assert not NeedAttachment.objects.exists()
    profile.refresh_from_db()
    assert profile.specialist_confirmed_by is None
