"""From the questions to a result that a company keeps; nobody else sees it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from matchmaking.models import Need
from matchmaking.posting import panels
from portal.assessment import given, own_data, questions, services
from portal.assessment.models import Result
from portal.assessment.scoring import Score
from tests.matchmaking import factories

from .answering import answers

pytestmark = pytest.mark.django_db
CHECK, RESULT, KEEP = map(reverse, ("assessment:check", "assessment:result", "assessment:keep"))


def client_of(user):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def take(client, default="yes", **others):
    return client.post(CHECK, answers(default, **others))


def kept(client, **others):
    take(client, **others)
    client.post(KEEP)
    return Result.objects.first()


def member(client, of=None, role="owner"):
    owner = of or factories.organization()
    user = factories.member(owner)
    user.memberships.update(role=role)
    client.force_login(user)
    return owner, user


def test_a_visitor_answers_and_reads_what_to_mend_first(client, django_assert_max_num_queries):
    assert client.get(RESULT)["Location"] == CHECK
    assert take(client, backup="no", transfer="partly")["Location"] == RESULT
    with django_assert_max_num_queries(6):
        page = client.get(RESULT).content.decode()
    assert "<strong>92</strong>点" in page
    assert page.index("控えを切り離して残せておらず") < page.index("振込先の変更を別の方法で")
    assert "ログインすると、会社の記録に残して" in page
    assert not Result.objects.exists()
    english = client.get("/en" + RESULT).content.decode()
    assert "Copies are not kept apart and restoring was never tried" in english


def test_answers_given_are_not_lost_when_some_are_missing(client):
    some = answers("partly")
    del some["backup"]
    some["mail"] = "maybe"
    page = client.post(CHECK, some)
    assert page.status_code == 200
    form = page.context["form"]
    assert set(form.errors) == {"backup", "mail"}
    assert form["updates"].value() == "partly"
    text = page.content.decode()
    assert 'href="#id_backup' in text
    assert text.count("三つから一つ選んでください。") == 4  # summary and field, twice
    assert client.get(RESULT)["Location"] == CHECK


def test_a_gap_becomes_the_draft_of_a_need(client):
    take(client, backup="no")
    page = client.get(RESULT).content.decode()
    assert reverse("matchmaking:from_check") in page
    client.post(reverse("matchmaking:from_check"), {"lacking": ["backup"]})
    member(client)
    draft = client.get(reverse("matchmaking:need_new")).context["form"]
    assert "控えを切り離して残せておらず" in draft["body"].value()
    assert draft["themes"].value() == ["ransomware_backup"]
    assert not Need.objects.exists()


def test_gaps_of_questions_that_are_asked_no_more_become_no_draft(rf):
    score = Score(asked=questions.current(), answers=answers(backup="no"))
    assert "backup" in panels.after_check(rf.get(RESULT), score)
    older = replace(score, asked=replace(score.asked, version="2000-01"))
    assert panels.after_check(rf.get(RESULT), older) == ""


def test_nothing_to_mend_offers_no_help(client):
    take(client)
    page = client.get(RESULT).content.decode()
    assert "すべて「はい」でした" in page
    assert reverse("matchmaking:from_check") not in page


def test_a_member_keeps_the_result_once_and_compares(client):
    owner, user = member(client)
    first = kept(client, default="no")
    assert (first.organization, first.taken_by, first.points) == (owner, user, 0)
    client.post(KEEP)
    assert Result.objects.count() == 1
    assert "会社の記録に残してあります" in client.get(RESULT).content.decode()
    second = kept(client, default="partly")
    page = client.get(second.get_absolute_url()).content.decode()
    assert "前回より50点上がりました" in page
    assert first.get_absolute_url() in page
    assert "100点中 50点" in client.get(reverse("accounts:mypage")).content.decode()


def test_answers_survive_signing_in(client):
    take(client, backup="no")
    member(client)
    assert "会社の記録に残す" in client.get(RESULT).content.decode()
    assert client.post(KEEP)["Location"] == Result.objects.get().get_absolute_url()


def test_only_the_companys_members_see_and_only_some_remove(client):
    owner, _taker = member(client)
    result = kept(client, backup="no")
    page = result.get_absolute_url()
    for name in ("kept", "kept_pdf", "remove"):
        address = reverse(f"assessment:{name}", args=[result.pk])
        send = "post" if name == "remove" else "get"
        assert getattr(client_of(None), send)(address).status_code == 302
        assert getattr(client_of(factories.member()), send)(address).status_code == 404
        coordinator = factories.staff("coordinator")
        assert getattr(client_of(coordinator), send)(address).status_code == 404
    assert Result.objects.exists()
    colleague = factories.member(owner)
    colleague.memberships.update(role="member")
    theirs = client_of(colleague)
    assert theirs.get(page).status_code == 200
    refused = theirs.post(reverse("assessment:remove", args=[result.pk]), follow=True)
    assert "だけが消せます" in refused.content.decode()
    assert Result.objects.exists()
    client.post(reverse("assessment:remove", args=[result.pk]))
    assert not Result.objects.exists()


def test_a_company_is_chosen_among_ones_own(client):
    _owner, user = member(client)
    other = factories.organization()
    user.memberships.create(organization=other)
    stranger = factories.organization()
    take(client)
    for wrong in ("", str(stranger.pk), "9" * 50, "\x00"):
        assert client.post(KEEP, {"organization": wrong})["Location"] == RESULT
    assert not Result.objects.exists()
    client.post(KEEP, {"organization": str(other.pk)})
    assert Result.objects.get().organization == other


def test_the_result_is_on_paper_too(client):
    assert client.get(reverse("assessment:result_pdf"))["Location"] == CHECK
    take(client, default="partly")
    paper = client.get(reverse("assessment:result_pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_broken_session_or_a_lost_set_of_questions_begins_anew(client):
    member(client)
    result = kept(client)
    session = client.session
    for odd in ("x", {}, {"version": "1999-01", "answers": {}}, {"answers": {"backup": 5}}):
        session[given.KEY] = odd
        session.save()
        assert client.get(RESULT)["Location"] == CHECK
        assert client.get(CHECK).status_code == 200
    Result.objects.update(version="1999-01")
    assert client.get(result.get_absolute_url()).status_code == 404
    assert client.get(reverse("accounts:mypage")).status_code == 200


def test_what_a_person_gave_is_handed_out_and_forgotten(client):
    _owner, user = member(client)
    kept(client, backup="no")
    (record,) = own_data.export(user)
    assert record["answers"]["backup"] == "no"
    own_data.erase(user)
    assert own_data.export(user) == []
    result = Result.objects.get()
    assert result.taken_by is None
    assert own_data.purge(result.taken_at) == 0
    Result.objects.update(taken_at="2020-01-01T00:00Z")
    assert own_data.purge(result.taken_at) == 1


def test_the_oldest_result_makes_room(client, monkeypatch):
    monkeypatch.setattr(services, "MOST_KEPT", 2)
    owner, user = member(client)
    score = Score(asked=questions.current(), answers=answers())
    made = [services.keep(organization=owner, score=score, user=user) for _ in range(3)]
    assert set(Result.objects.all()) == set(made[1:])
