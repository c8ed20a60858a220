"""Every role, every object, every stage: who gets an answer, and what never stands in it."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from matchmaking import desk_urls, urls
from matchmaking.enums import IntroductionState, Stage, Visibility
from matchmaking.models import Introduction, Need
from matchmaking.services import introduction as introductions
from matchmaking.services import seed as seeds
from portal.delivery.models import Mail
from portal.privacy import erasure

from . import world as worlds

OUTSIDERS = ("visitor", "other_member", "other_provider", "editor", "event_manager")
SIDES = ("company", "provider")
BUREAU = ("coordinator", "administrator")
ROLES = (*SIDES, *OUTSIDERS, *BUREAU)

FACTS = {
    "provider": {
        Stage.SECTOR: [worlds.SECTOR_OF_COMPANY, worlds.SIZE_OF_COMPANY, "佐賀県"],
        Stage.PROBLEM: [worlds.PROBLEM],
        Stage.CONTACT: [worlds.COMPANY, "秘密 花子", "hanako@himitsu.example.jp", "092-111-2222"],
    },
    "company": {
        Stage.SECTOR: ["福岡県"],
        Stage.PROBLEM: [worlds.OFFER],
        Stage.CONTACT: ["守 次郎", "mamoru@mamori.example.jp", "092-333-4444", worlds.PROVIDER],
    },
}
"""What each side learns of the other at each stage, and not before."""


def proposed(world):
    """As the coordinator made it."""


def disclosed(world):
    world.both(Stage.CONTACT)


def stepped_back(world):
    disclosed(world)
    world.withdraw("company", Stage.SECTOR)


def one_sided(world):
    world.review()
    world.agree("company")


def complete(world):
    disclosed(world)
    introductions.record_outcome(
        introduction=world.introduction, user=world.person("company"), kind="solved", note="済"
    )


def withdrawn(world):
    disclosed(world)
    world.withdraw("provider")


def declined(world):
    world.review()
    introductions.decline(introduction=world.introduction, user=world.person("company"))


def left(world):
    world.both(Stage.PROBLEM)
    seeds.close(seed=world.seed, actor=None)


STATES = {
    "proposed": (proposed, Stage.NOTHING, IntroductionState.PROPOSED),
    "reviewed": (lambda world: world.both(0), Stage.NOTHING, IntroductionState.REVIEWED),
    "one side alone": (one_sided, Stage.NOTHING, IntroductionState.PARTLY_AGREED),
    "sector": (lambda world: world.both(1), Stage.SECTOR, IntroductionState.PARTLY_AGREED),
    "problem": (lambda world: world.both(2), Stage.PROBLEM, IntroductionState.PARTLY_AGREED),
    "contact": (disclosed, Stage.CONTACT, IntroductionState.DISCLOSED),
    "stepped back": (stepped_back, Stage.SECTOR, IntroductionState.PARTLY_AGREED),
    "complete": (complete, Stage.CONTACT, IntroductionState.CLOSED),
    "withdrawn": (withdrawn, Stage.NOTHING, IntroductionState.WITHDRAWN),
    "declined": (declined, Stage.NOTHING, IntroductionState.DECLINED),
    "left": (left, Stage.NOTHING, IntroductionState.LEFT),
}


@pytest.fixture(params=STATES, scope="module")
def scene(request, django_db_setup, django_db_blocker):
    """One world in each state, built once and rolled back after all roles have looked."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        arrange, stage, state = STATES[request.param]
        arrange(world)
        assert world.introduction.state == state
        yield world, stage, state
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(scene):
    """What a test changes is gone for the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(world, role):
    client = Client()
    user = world.people[role]
    if user.is_authenticated:
        client.force_login(user)
    return client


def fetch(client, address):
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body.decode("utf-8", "replace")


def named(patterns, namespace):
    """Addresses of introductions, whoever added them: new ones are tested from the first day."""
    found = {}
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and "introductions/" in str(pattern.pattern):
            found[pattern.name] = (namespace, pattern)
    return found


PAGES = named(urls.urlpatterns, "matchmaking")
DESK = named(desk_urls.urlpatterns, "matchmaking_desk")


ACTIONS = {"appointment_act": "choose"}


def addresses(world, pages):
    for name, (namespace, pattern) in pages.items():
        wanted = pattern.pattern.regex.groupindex.keys()
        if wanted <= {"pk", "action", "key"}:
            action = ACTIONS.get(name, "agree")
            given = {"pk": world.pk, "action": action, "key": "a-file-that-is-not-there"}
            yield reverse(f"{namespace}:{name}", kwargs={key: given[key] for key in wanted})
        elif not wanted:
            yield reverse(f"{namespace}:{name}")


def all_secrets(of):
    return [word for words in FACTS[of].values() for word in words]


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_an_introduction(scene, role):
    world, _stage, state = scene
    status, _body = fetch(client_of(world, role), world.introduction.get_absolute_url())
    unheard = state == IntroductionState.PROPOSED and role == "provider"
    expected = 200 if role in SIDES and not unheard else 302 if role in BUREAU else 404
    assert status == (302 if role == "visitor" else expected)


@pytest.mark.parametrize("role", SIDES)
def test_a_side_reads_of_the_other_what_both_agreed_to_and_nothing_more(scene, role):
    world, stage, state = scene
    status, body = fetch(client_of(world, role), world.introduction.get_absolute_url())
    if status == 404:
        assert (state, role) == (IntroductionState.PROPOSED, "provider")
    for step, words in FACTS[role].items():
        for word in words:
            allowed = stage >= step and status == 200
            assert (word in body) is allowed, (word, step)


@pytest.mark.parametrize("role", SIDES)
def test_no_list_letter_or_file_of_a_side_tells_more(scene, role):
    world, stage, _state = scene
    client, told = client_of(world, role), world.introduction
    hidden = [
        word
        for step, words in FACTS[role].items()
        for word in words
        if step > stage and word not in ("福岡県", worlds.PROVIDER)
    ]
    pages = [
        reverse("matchmaking:provider"),
        reverse("accounts:mypage"),
        reverse("accounts:personal_data"),
    ]
    for action in ("agree", "decline", "withdraw"):
        pages.append(reverse("matchmaking:decide", args=[told.pk, action]))
    found = "".join(fetch(client, page)[1] for page in pages)
    found += json.dumps(erasure.export(user=world.person(role)), default=str, ensure_ascii=False)
    mails = Mail.objects.filter(recipient=world.people[role].email)
    if told.disclosed_at is None:
        found += "".join(mail.subject + mail.text + mail.html for mail in mails)
    assert [word for word in hidden if word in found] == []


@pytest.mark.parametrize("role", [*OUTSIDERS, *BUREAU])
def test_addresses_of_introductions_are_closed_to_others(scene, role):
    world, stage, _state = scene
    client = client_of(world, role)
    # Where everything is open to the two sides, forms of others are refused as well.
    ways = (client.get, client.post) if stage is Stage.CONTACT else (client.get,)
    for address in addresses(world, PAGES):
        for ask in ways:
            response = ask(address)
            assert response.status_code in (302, 403, 404, 405), address
            assert b"himitsu" not in response.content
    before = Introduction.objects.get(pk=world.pk).state
    assert before == world.introduction.state


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_is_for_the_bureau_alone(scene, role):
    world, _stage, _state = scene
    client = client_of(world, role)
    at_desk = [
        *addresses(world, DESK),
        reverse("matchmaking_desk:need", args=[world.need.pk]),
        reverse("matchmaking_desk:seed", args=[world.seed.pk]),
    ]
    for address in at_desk:
        status, body = fetch(client, address)
        if role in BUREAU:
            assert status in (200, 302, 404, 405), address
        else:
            assert status in (302, 403, 405), address
            assert "himitsu" not in body


@pytest.mark.parametrize("role", ROLES)
def test_a_need_for_the_coordinator_alone_is_read_by_its_company_alone(scene, role):
    world, _stage, _state = scene
    status, body = fetch(client_of(world, role), world.need.get_absolute_url())
    assert status == (200 if role == "company" else 302 if role in BUREAU else 404)
    assert (worlds.PROBLEM in body) is (role == "company")


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC_ANONYMOUS, Visibility.MEMBERS])
@pytest.mark.parametrize("role", OUTSIDERS)
def test_a_need_that_others_may_read_never_names_its_company(scene, role, visibility):
    world, stage, _state = scene
    Need.objects.filter(pk=world.need.pk).update(visibility=visibility)
    client = client_of(world, role)
    member = role in ("other_member", "other_provider")
    open_to = visibility == Visibility.PUBLIC_ANONYMOUS or member
    status, body = fetch(client, world.need.get_absolute_url())
    assert status == (200 if open_to else 404)
    if stage is Stage.CONTACT:
        lists = [reverse(f"matchmaking:{name}") for name in ("needs", "index")]
        lists += [
            f"{reverse(f'search:{name}')}?q=検査機" for name in ("results", "suggest", "feed")
        ]
        body += "".join(fetch(client, address)[1] for address in lists)
    for word in (worlds.COMPANY, worlds.SIZE_OF_COMPANY, "秘密", "himitsu", "092-111"):
        assert word not in body


@pytest.mark.parametrize("role", ROLES)
def test_an_offer_is_public_while_it_is_published_and_names_no_person(scene, role):
    world, _stage, state = scene
    status, body = fetch(client_of(world, role), world.seed.get_absolute_url())
    closed = 200 if role == "provider" else 302 if role in BUREAU else 404
    assert status == (closed if state == IntroductionState.LEFT else 200)
    for word in ("守 次郎", "mamoru@mamori", "092-333"):
        assert word not in body or role == "provider"


@pytest.mark.parametrize("role", [*SIDES, "other_member", "coordinator"])
def test_outcomes_are_told_by_the_two_sides_once_they_have_met(scene, role):
    world, stage, _state = scene
    client = client_of(world, role)
    before = world.introduction.outcomes.count()
    client.post(
        reverse("matchmaking:record_outcome", args=[world.pk]), {"kind": "solved", "note": ""}
    )
    told = world.introduction.outcomes.count() - before
    assert told == (1 if role in SIDES and stage is Stage.CONTACT else 0)
