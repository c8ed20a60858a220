"""Questions after 30, 60 and 90 days: asked gently, answered by a link, corrected, given up."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matchmaking.enums import IntroductionState, OutcomeKind, QuestionState, Side
from matchmaking.models import Introduction, Outcome, OutcomeQuestion
from matchmaking.outcomes import links, questions, selectors
from matchmaking.services import introduction as introductions
from portal.delivery import line, worker
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.matchmaking import factories

from .worlds import Met

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    return Met(days=31)


def asked(met, side="company", day=30):
    questions.due()
    return OutcomeQuestion.objects.get(introduction=met.introduction, side=side, day=day)


def address(question):
    return reverse("matchmaking:outcome_answer", args=[links.token(question)])


def let_pass(question, days):
    OutcomeQuestion.objects.filter(pk=question.pk).update(
        asked_at=timezone.now() - timedelta(days=days)
    )


def test_each_side_is_asked_once_a_period_until_it_has_told(met):
    for days, total in ((31, 2), (59, 2), (61, 4), (62, 4)):
        met.age(days)
        questions.due()
        assert OutcomeQuestion.objects.count() == total
        assert Mail.objects.filter(key__startswith="introduction-outcome-").count() == total
    met.tell("solved", "company")
    met.age(91)
    questions.due()
    last = OutcomeQuestion.objects.filter(day=90)
    assert [one.side for one in last] == [Side.PROVIDER]


def test_after_a_pause_only_the_present_period_is_asked(met):
    met.age(95)
    assert questions.due() == 2
    assert set(OutcomeQuestion.objects.values_list("day", flat=True)) == {90}


def test_the_mail_arrives_and_its_link_opens_the_choices(met, client, mail_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    questions.due()
    worker.drain()
    line.hang_up()
    found = [one for one in mail_server.mails if one["To"] == met.company.email]
    mail = next(one for one in found if "その後はいかがですか" in one["Subject"])
    text = mail.get_body(("plain",)).get_content()
    assert "助ける事務所" not in text
    link = re.search(r"https?://[^/\s]+(/matching/outcomes/\S+)", text)[1]
    page = client.get(link)
    assert page.status_code == 200
    assert "まだ進めている" in page.content.decode()
    assert not Outcome.objects.exists()
    assert OutcomeQuestion.objects.filter(state="open").count() == 2


def test_an_answer_needs_no_login_counts_once_and_may_be_corrected(met, client):
    question = asked(met)
    page = client.post(address(question), {"kind": "solved", "note": "助かりました"}, follow=True)
    assert "お答えありがとうございました" in page.content.decode()
    client.post(address(question), {"kind": "contracted", "note": ""})
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.side, outcome.recorded_by) == (
        OutcomeKind.CONTRACTED,
        Side.COMPANY,
        met.company,
    )
    met.introduction.refresh_from_db()
    assert met.introduction.state == IntroductionState.CLOSED
    corrected = AuditEntry.objects.get(action="outcome.corrected")
    assert corrected.reason == "solved → contracted"


def test_who_is_still_at_it_is_asked_again(met, client):
    question = asked(met)
    client.post(address(question), {"kind": "ongoing"})
    question.refresh_from_db()
    assert question.state == QuestionState.ONGOING
    assert not Outcome.objects.exists()
    met.age(61)
    assert asked(met, day=60).state == QuestionState.OPEN


def test_a_correction_to_still_at_it_takes_the_outcome_back(met, client):
    question = asked(met)
    client.post(address(question), {"kind": "solved"})
    client.post(address(question), {"kind": "ongoing"})
    assert not Outcome.objects.exists()


def test_looking_and_nonsense_change_nothing(met, client):
    question = asked(met)
    for data in ({}, {"kind": "everything"}, {"kind": "solved", "note": "長" * 501}):
        assert client.post(address(question), data).status_code == 422
    client.get(address(question))
    client.head(address(question))
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("broken", ["x", "MQ:abc:def", "{}tail"])
def test_a_forged_key_opens_nothing(met, client, broken):
    key = broken.format(links.token(asked(met)))
    page = client.post(reverse("matchmaking:outcome_answer", args=[key]), {"kind": "solved"})
    assert page.status_code == 404
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("why", ["late", "withdrawn", "left the company", "inactive"])
def test_a_key_that_no_longer_holds_says_so(met, client, why):
    question = asked(met)
    if why == "late":
        let_pass(question, 31)
    elif why == "withdrawn":
        introductions.withdraw(introduction=met.introduction, user=met.provider)
    elif why == "left the company":
        met.company.memberships.all().delete()
    else:
        met.company.is_active = False
        met.company.save()
    page = client.post(address(question), {"kind": "solved"})
    assert page.status_code == 410
    assert not Outcome.objects.exists()


def test_the_page_names_nobody(met, client):
    page = client.get(address(asked(met))).content.decode()
    for word in ("助ける事務所", "困った製作所", met.provider.email, met.need.title):
        assert word not in page


def test_no_answer_is_noted_after_the_last_period_for_that_side_alone(met):
    met.age(91)
    last = asked(met, day=90)
    met.tell("solved", "provider")
    let_pass(last, 29)
    questions.due()
    assert Outcome.objects.count() == 1
    let_pass(last, 31)
    questions.due()
    questions.due()
    kinds = dict(Outcome.objects.values_list("side", "kind"))
    assert kinds == {"provider": "solved", "company": "no_answer"}
    last.refresh_from_db()
    assert last.state == QuestionState.SILENT


def test_without_any_answer_the_introduction_is_closed(met):
    met.age(91)
    questions.due()
    OutcomeQuestion.objects.update(asked_at=timezone.now() - timedelta(days=31))
    questions.due()
    met.introduction.refresh_from_db()
    assert met.introduction.state == IntroductionState.CLOSED
    assert Outcome.objects.filter(kind="no_answer").count() == 2


def test_a_withdrawn_introduction_is_not_asked_about(met):
    introductions.withdraw(introduction=met.introduction, user=met.provider)
    assert questions.due() == 0


def test_overdue_are_the_newest_questions_open_for_two_weeks(met):
    first = asked(met)
    assert not selectors.overdue().exists()
    OutcomeQuestion.objects.update(asked_at=timezone.now() - timedelta(days=15))
    assert {one.side for one in selectors.overdue()} == {"company", "provider"}
    questions.answer(question=first, kind="ongoing")
    assert [one.side for one in selectors.overdue()] == ["provider"]
    met.age(61)
    questions.due()
    assert not selectors.overdue().exists()


class TestAtTheDesk:
    @pytest.fixture(autouse=True)
    def _second_factor_shown(self, settings):
        settings.MFA_REQUIRED_PREFIXES = ()

    def test_both_words_stand_side_by_side(self, met, client):
        question = asked(met)
        questions.answer(question=question, kind="solved", note="図面を戻せました")
        met.tell("not_continued", "provider", "別の方に頼まれたようです")
        client.force_login(factories.staff("coordinator"))
        page = client.get(
            reverse("matchmaking_desk:introduction", args=[met.introduction.pk])
        ).content.decode()
        for word in (
            "図面を戻せました",
            "別の方に頼まれたようです",
            "解決した",
            "話が進まなかった",
        ):
            assert word in page

    def test_overdue_sides_are_in_the_worklist_at_a_constant_cost(
        self, met, client, django_assert_num_queries
    ):
        client.force_login(factories.staff("coordinator"))
        address = reverse("matchmaking_desk:worklist")
        asked(met)
        OutcomeQuestion.objects.update(asked_at=timezone.now() - timedelta(days=15))
        assert "困った製作所" in client.get(address).content.decode()
        with django_assert_num_queries(23):
            client.get(address)
        Met(days=31)
        questions.due()
        OutcomeQuestion.objects.update(asked_at=timezone.now() - timedelta(days=15))
        with django_assert_num_queries(23):
            client.get(address)

    def test_what_was_heard_by_telephone_counts_for_that_side(self, met, client):
        question = asked(met)
        client.force_login(factories.staff("coordinator"))
        client.post(
            reverse("matchmaking_desk:outcome_heard", args=[met.introduction.pk]),
            {"side": "company", "kind": "training_held", "note": "電話で確認"},
        )
        outcome = Outcome.objects.get()
        assert (outcome.side, outcome.kind) == ("company", "training_held")
        question.refresh_from_db()
        assert question.state == QuestionState.TOLD
        met.age(61)
        questions.due()
        assert not OutcomeQuestion.objects.filter(day=60, side="company").exists()

    def test_nobody_else_records_for_a_side(self, met, client):
        client.force_login(met.provider)
        done = client.post(
            reverse("matchmaking_desk:outcome_heard", args=[met.introduction.pk]),
            {"side": "company", "kind": "solved"},
        )
        assert done.status_code in (302, 403)
        introductions.record_outcome(
            introduction=met.introduction, user=met.provider, kind="solved", heard_from="company"
        )
        assert Outcome.objects.get().side == "provider"
        assert Introduction.objects.get().state == IntroductionState.CLOSED
