"""The demonstration has figures to show and a consultation day, made once."""

import io

import pytest

from matchmaking import demo
from matchmaking.dashboard import facts, figures, periods
from matchmaking.disclosure import stage
from matchmaking.enums import Stage
from matchmaking.meetings import selectors
from matchmaking.models import Introduction, MeetingDay, Need
from portal.accounts.models import Organization
from tests.matchmaking import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    for name, provider in (
        ("ひびき精工株式会社（見本）", False),
        ("やきもの通販合同会社（見本）", False),
        ("九州まもりIT株式会社（見本）", True),
    ):
        factories.member(factories.organization(name, provider=provider))
    demo.load(io.StringIO())


def test_figures_are_there_to_be_shown(loaded):
    quarter = periods.current()
    year = figures.read(facts.read(periods.Period(quarter.year, 0)))
    assert figures.read(facts.read(quarter)).suggestion.theme.pk == "supply_chain"
    assert year.needs is None or year.needs > 5
    assert year.experts >= 5


def test_a_published_day_on_which_everybody_meets_somebody(loaded):
    day = MeetingDay.objects.get()
    assert day.state == MeetingDay.State.PUBLISHED
    people = list(selectors.participants(day))
    held = list(selectors.meetings(day))
    assert len(people) == 7
    assert all(meetings for _one, meetings in selectors.by_person(people, held))


def test_loading_again_makes_nothing(loaded):
    counts = Need.objects.count(), Organization.objects.count(), MeetingDay.objects.count()
    demo.load(io.StringIO())
    assert counts == (
        Need.objects.count(),
        Organization.objects.count(),
        MeetingDay.objects.count(),
    )


def test_who_has_met_has_agreed_to_every_stage(loaded):
    met = Introduction.objects.filter(state__in=["disclosed", "closed"])
    assert met.exists()
    assert {stage.shown(one) for one in met} == {Stage.CONTACT}
