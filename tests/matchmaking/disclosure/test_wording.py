"""A need that is edited after a proposal: which words were agreed on, and asking anew."""

import pytest

from matchmaking.disclosure import showing, wording
from matchmaking.enums import IntroductionState, NeedState, Stage
from matchmaking.models import Need
from matchmaking.services import introduction as introductions
from matchmaking.services import need as needs
from matchmaking.transitions import NotAllowedError
from portal.delivery.models import Mail

from . import world as worlds

pytestmark = pytest.mark.django_db
OTHER = "昼にも画面が消えるようになりました。部品を替えてもらえますか。"


@pytest.fixture
def world():
    return worlds.build()


def rewrite(world, body):
    need = Need.objects.get(pk=world.need.pk)
    needs.save(
        organization=need.organization,
        author=world.person("company"),
        title=need.title,
        body=body,
        sector=need.sector,
        prefecture=need.prefecture,
        themes=[],
        urgency=need.urgency,
        budget_band=need.budget_band,
        wanted_forms=[],
        visibility=need.visibility,
        need=need,
    )


def publish(world):
    needs.publish(need=world.need, actor=world.person("coordinator"))


def words(world, role):
    return showing.of(world.introduction, world.person(role)).words


def test_the_agreement_names_the_words_as_the_coordinator_read_them(world):
    world.both(Stage.PROBLEM)
    assert {row.words.version for row in world.introduction.agreements.filter(stage=2)} == {1}
    assert words(world, "provider").body == worlds.PROBLEM


@pytest.mark.parametrize("body", [worlds.PROBLEM + "！", worlds.PROBLEM.replace("と", "と、 ")])
def test_spaces_and_punctuation_change_nothing(world, body):
    world.both(Stage.PROBLEM)
    rewrite(world, body)
    publish(world)
    assert world.introduction.words.count() == 1
    assert words(world, "provider").body == worlds.PROBLEM


def test_other_words_are_asked_about_anew_once_they_were_read(world):
    world.both(Stage.PROBLEM)
    world.agree("provider")
    rewrite(world, OTHER)
    assert showing.of(world.introduction, world.person("provider")).stage is Stage.SECTOR
    assert words(world, "provider") is None
    with pytest.raises(NotAllowedError, match="確認しています"):
        world.agree("provider", Stage.PROBLEM)
    assert not Mail.objects.filter(key__contains="-anew-").exists()
    publish(world)
    assert Mail.objects.filter(key__contains="-anew-").count() == 2
    assert words(world, "provider") is None
    with pytest.raises(NotAllowedError, match="新しくなりました"):
        world.agree("company", Stage.PROBLEM, version=1)
    world.agree("company", Stage.PROBLEM, version=2)
    world.agree("provider", Stage.PROBLEM)
    assert (words(world, "provider").body, words(world, "provider").version) == (OTHER, 2)


def test_who_has_met_keeps_the_contact_and_sees_new_words_when_the_company_says_so(world):
    world.both(Stage.CONTACT)
    rewrite(world, OTHER)
    publish(world)
    assert world.introduction.state == IntroductionState.DISCLOSED
    assert words(world, "provider").body == worlds.PROBLEM
    with pytest.raises(NotAllowedError):
        introductions.renew_words(introduction=world.introduction, user=world.person("provider"))
    introductions.renew_words(introduction=world.introduction, user=world.person("company"))
    introduction = world.introduction
    assert introduction.state == IntroductionState.DISCLOSED
    assert introduction.company_agreed_by == world.people["company"]
    assert words(world, "provider").body == OTHER
    with pytest.raises(NotAllowedError, match="新しい文面はありません"):
        introductions.renew_words(introduction=introduction, user=world.person("company"))


def test_what_was_changed_back_needs_no_new_agreement(world):
    world.review()
    world.agree("company", Stage.PROBLEM)
    rewrite(world, OTHER)
    rewrite(world, worlds.PROBLEM)
    assert wording.current(world.introduction)
    publish(world)
    assert world.introduction.words.count() == 1


def test_a_need_that_closes_ends_what_has_not_met(world):
    world.both(Stage.PROBLEM)
    needs.close(need=world.need, actor=world.person("company"))
    introduction = world.introduction
    assert (introduction.state, introduction.ended_by) == (IntroductionState.LEFT, "company")
    assert Need.objects.get(pk=world.need.pk).state == NeedState.CLOSED
