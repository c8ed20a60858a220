"""The buttons of the two sides: each answers clearly, also from a page that has aged."""

import pytest
from django.urls import reverse

from matchmaking import permissions
from matchmaking.enums import IntroductionState, Stage
from matchmaking.models import Introduction, Need, Proposal
from matchmaking.services import need as needs
from portal.accounts.models import User
from portal.delivery.models import Mail

from . import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = worlds.build()
    world.review()
    return world


def page(client, world, role):
    client.force_login(world.people[role])
    return client.get(world.introduction.get_absolute_url()).content.decode()


def press(client, world, role, action, **data):
    """Send a form of the page; what the next page says."""
    client.force_login(world.people[role])
    address = reverse("matchmaking:decide", args=[world.pk, action])
    return client.post(address, data, follow=True).content.decode()


def test_one_button_goes_on_and_another_agrees_up_to_the_contact(client, world):
    shown = page(client, world, "company")
    assert "次の段階に進む" in shown
    assert "連絡先まで同意する" in shown
    assert "同意しました。相手の同意がそろうと" in press(
        client, world, "company", "agree", stage=1
    )
    assert "「業種と規模」が見える" in press(client, world, "provider", "agree", stage=3)
    assert permissions.stage(world.person("company"), world.introduction) is Stage.SECTOR
    assert "「お名前と連絡先」が見える" in press(client, world, "company", "agree", stage=3)
    assert "もう同意しています" in press(client, world, "company", "agree", stage=3)
    assert "次の段階に進む" not in page(client, world, "company")


@pytest.mark.parametrize("data", [{}, {"stage": 0}, {"stage": 4}, {"stage": "x"}])
def test_a_form_without_a_stage_agrees_to_nothing(client, world, data):
    assert "どの段階に同意するか" in press(client, world, "company", "agree", **data)
    assert not world.introduction.agreements.exists()


def test_a_form_without_an_answer_takes_nothing_back(client, world):
    world.agree("company")
    assert "どこまで取り消すか" in press(client, world, "company", "withdraw")
    assert world.introduction.agreements.filter(revoked_at__isnull=True).count() == 3


def test_a_page_from_before_the_words_changed_agrees_to_nothing(client, world):
    need = Need.objects.get(pk=world.need.pk)
    Need.objects.filter(pk=need.pk).update(body="別の困りごとです。", state="submitted")
    waiting = page(client, world, "company")
    assert "コーディネーターが新しい文面を確認しています" in waiting
    assert "確認しています" in press(client, world, "company", "agree", stage=2, version=1)
    needs.publish(need=need, actor=None)
    assert "新しくなりました" in press(client, world, "company", "agree", stage=2, version=1)
    assert "同意しました" in press(client, world, "company", "agree", stage=2, version=2)


def test_a_page_from_before_the_end_says_that_it_has_ended(client, world):
    world.agree("provider")
    world.withdraw("provider")
    said = press(client, world, "company", "agree", stage=1)
    assert "もう終わっています" in said
    assert "この紹介は終わりました" in said
    assert "撤回できる同意がありません" in press(client, world, "company", "withdraw", keep=0)


def test_taking_back_offers_the_stages_below_and_says_what_cannot_be_undone(client, world):
    world.agree("company")
    client.force_login(world.people["company"])
    asked = client.get(reverse("matchmaking:decide", args=[world.pk, "withdraw"]))
    choices = [value for value, _label in asked.context["form"].fields["keep"].choices]
    assert choices == [2, 1, 0]
    assert "すでに相手が読んだこと" in asked.content.decode()
    assert "前の段階に戻しました" in press(client, world, "company", "withdraw", keep=1)
    assert "終えました" in press(client, world, "company", "withdraw", keep=0)


def test_a_reason_for_declining_reaches_the_coordinator_alone(client, world):
    assert "辞退しました" in press(client, world, "provider", "decline", code="price")
    assert Proposal.objects.get().dismiss_reason == "price"
    assert "費用が合わない" not in page(client, world, "company")
    client.force_login(world.people["coordinator"])
    desk = client.get(reverse("matchmaking_desk:introduction", args=[world.pk]))
    assert "費用が合わない" in desk.content.decode()


def test_new_words_are_shown_by_one_button(client, world):
    world.agree("company")
    world.agree("provider")
    Need.objects.filter(pk=world.need.pk).update(body="別の困りごとです。", state="submitted")
    needs.publish(need=world.need, actor=None)
    assert "別の困りごと" not in page(client, world, "provider")
    assert "新しい文面を相手に見せる" in page(client, world, "company")
    client.post(reverse("matchmaking:show_words", args=[world.pk]))
    assert "別の困りごと" in page(client, world, "provider")
    refused = client.post(reverse("matchmaking:show_words", args=[world.pk]), follow=True)
    assert "新しい文面はありません" in refused.content.decode()


def test_the_time_line_names_the_other_side_to_the_coordinator_alone(client, world):
    world.agree("company")
    world.agree("provider")
    world.withdraw("company", Stage.SECTOR)
    Introduction.objects.filter(pk=world.pk).update(state=IntroductionState.PARTLY_AGREED)
    shown = page(client, world, "provider")
    assert "会社が同意しました" in shown
    assert "守 次郎" in shown
    assert "秘密" not in shown
    client.force_login(world.people["coordinator"])
    desk = client.get(reverse("matchmaking_desk:introduction", args=[world.pk]))
    assert "秘密 花子" in desk.content.decode()
    assert "双方の同意待ち → 一部の段階に同意" in desk.content.decode()
    assert desk.content.decode().count("取り消し 20") == 2


def test_an_end_by_the_other_side_is_told_without_saying_who(client, world):
    world.agree("provider")
    world.withdraw("provider")
    shown = page(client, world, "company")
    assert "紹介が終わりました" in shown
    assert "撤回により" not in shown


@pytest.mark.parametrize("upto", [1, 3])
def test_the_page_costs_the_same_at_every_stage(
    client, world, upto, django_assert_max_num_queries
):
    for role in ("company", "provider"):
        world.agree(role, Stage(upto))
    page(client, world, "provider")
    with django_assert_max_num_queries(22):
        client.get(world.introduction.get_absolute_url())


@pytest.mark.parametrize("count", [1, 4])
def test_lists_of_introductions_cost_the_same(client, world, count, django_assert_max_num_queries):
    for _time in range(count):
        worlds.factories.introduction(of_seed=worlds.factories.seed(world.seed.organization))
    Introduction.objects.update(reviewed_at=world.introduction.reviewed_at, state="reviewed")
    client.force_login(world.people["provider"])
    client.get(reverse("matchmaking:provider"))
    with django_assert_max_num_queries(14):
        client.get(reverse("matchmaking:provider"))


def test_an_outcome_without_a_choice_keeps_what_was_typed(client, world):
    world.agree("company")
    world.agree("provider")
    client.force_login(world.people["company"])
    address = reverse("matchmaking:record_outcome", args=[world.pk])
    answer = client.post(address, {"note": "控えから戻せました。"})
    assert answer.status_code == 422
    assert "控えから戻せました。" in answer.content.decode()
    assert not world.introduction.outcomes.exists()


def test_mails_lead_each_reader_to_the_page_in_their_own_language(world):
    User.objects.filter(pk=world.people["company"].pk).update(language="en")
    world.agree("company")
    world.agree("provider")
    shared = Mail.objects.filter(key__startswith="introduction-disclosure")
    path = world.introduction.get_absolute_url()
    assert f"/en{path}" in shared.get(recipient=world.people["company"].email).text
    assert f"/en{path}" not in shared.get(recipient=world.people["provider"].email).text
