"""Versions of the weights: learned, switched, set by hand, and never in the way of ranking."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from matchmaking import own_data, ranking, seed_index, selectors, versions
from matchmaking.enums import DismissReason
from matchmaking.learning import decisions, night, services
from matchmaking.models import WeightsVersion
from matchmaking.services import proposal as proposals
from matchmaking.transitions import NotAllowedError
from matchmaking.weighing import FEATURES
from portal.privacy.models import AuditEntry

from .. import factories

pytestmark = pytest.mark.django_db
Kind = WeightsVersion.Kind


def layer(**weights):
    return {
        "weights": {name: weights.get(name, 0.0) for name in FEATURES},
        "means": dict.fromkeys(FEATURES, 0.5),
        "spreads": dict.fromkeys(FEATURES, 1.0),
        "intercept": 0.0,
        "slope": 1.0,
        "shift": 0.0,
    }


def version(kind=Kind.LEARNED, **fields):
    fields.setdefault("weights", layer(topic=3.0))
    fields.setdefault("figures", {"won": True})
    return WeightsVersion.objects.create(kind=kind, **fields)


def test_without_versions_the_file_holds():
    assert versions.in_force().by == ranking.weights()
    assert versions.in_force().learned is None


def test_learned_weights_rank_once_switched_on_and_no_more_when_off():
    need = factories.need()
    factories.seed()
    by_hand = selectors.candidates(need)[0].match.score
    made = version()
    assert selectors.candidates(need)[0].match.score == by_hand
    services.switch_on(version=made, actor=None)
    learned = selectors.candidates(need)[0].match.score
    assert learned != by_hand
    assert 0 < learned < 1
    services.switch_off(kind=Kind.LEARNED, actor=None)
    assert selectors.candidates(need)[0].match.score == by_hand
    actions = AuditEntry.objects.filter(target=f"weights:{made.pk}").values_list(
        "action", flat=True
    )
    assert set(actions) == {"weights.switched_on", "weights.switched_off"}


def test_weights_that_did_not_win_or_cannot_be_read_are_not_switched_on():
    for made in (version(figures={"won": False}), version(weights={"weights": {}})):
        with pytest.raises(NotAllowedError):
            services.switch_on(version=made, actor=None)
    assert versions.in_use(Kind.LEARNED) is None


def test_broken_weights_give_way_to_those_set_by_hand():
    need = factories.need()
    factories.seed()
    by_hand = selectors.candidates(need)[0].match.score
    version(weights={"weights": "gone"}, in_use=True)
    assert selectors.candidates(need)[0].match.score == by_hand
    assert seed_index.current().weighing.learned is None


def test_one_of_a_kind_is_in_use():
    first, second = version(), version()
    services.switch_on(version=first, actor=None)
    services.switch_on(version=second, actor=None)
    first.refresh_from_db()
    assert not first.in_use
    assert versions.in_use(Kind.LEARNED) == second
    with pytest.raises(IntegrityError), transaction.atomic():
        version(in_use=True)


def test_weights_set_by_hand_are_kept_with_their_effect_and_can_be_taken_back():
    need = factories.need()
    factories.seed()
    before = selectors.candidates(need)[0].match.score
    wanted = {**ranking.weights(), "topic": 2.0}
    made = services.set_by_hand(weights=wanted, note="困りごとを重く", actor=None)
    assert made.figures["before"]["ndcg@10"] > 0.9
    assert made.ndcg_after == made.figures["after"]["ndcg@10"]
    assert selectors.candidates(need)[0].match.score > before
    entry = AuditEntry.objects.get(action="weights.set")
    assert entry.detail["changed"] == {"topic": [1.0, 2.0]}
    services.switch_off(kind=Kind.HAND, actor=None)
    assert selectors.candidates(need)[0].match.score == before


@pytest.mark.parametrize("change", [{}, {"topic": -1}, {"topic": None}])
def test_weights_by_hand_that_change_nothing_or_are_no_figures_are_refused(change):
    with pytest.raises(NotAllowedError):
        services.set_by_hand(weights={**ranking.weights(), **change}, note="", actor=None)


def test_who_set_weights_gets_a_copy_is_forgotten_and_old_ones_go():
    person = factories.staff("coordinator")
    made = version(Kind.HAND, weights=dict(ranking.weights()), created_by=person, note="試し")
    used = version(in_use=True)
    assert own_data.export(person)["weights"][0]["note"] == "試し"
    own_data.erase(person)
    made.refresh_from_db()
    assert made.created_by is None
    assert own_data.purge(timezone.now() - timedelta(days=1)) == 0
    assert own_data.purge(timezone.now() + timedelta(days=1)) == 1
    assert list(WeightsVersion.objects.all()) == [used]


@pytest.fixture
def decided(monkeypatch):
    """Some decisions, enough for this test."""
    monkeypatch.setattr(decisions, "LEAST", 12)
    fits = factories.seed(capacity_per_month=99)
    other = factories.seed(title="別の話", body="別の内容です。")
    for _ in range(6):
        need = factories.need()
        proposals.request(need=need, seed=fits, actor=None, reasons=[])
        proposals.dismiss(need=need, seed=other, actor=None, reason=DismissReason.IRRELEVANT)


@pytest.mark.usefixtures("decided")
def test_the_night_learns_once_until_something_new_is_decided():
    night.run()
    night.run()
    made = WeightsVersion.objects.get()
    assert not made.in_use
    assert (made.figures["pairs"], made.figures["accepted"], made.figures["needs"]) == (12, 6, 6)
    assert made.weights["weights"]["topic"] >= 0
    assert AuditEntry.objects.filter(action="weights.learned").count() == 1
    proposals.dismiss(
        need=factories.need(), seed=factories.seed(), actor=None, reason=DismissReason.IRRELEVANT
    )
    night.run()
    assert WeightsVersion.objects.count() == 2


@pytest.mark.usefixtures("decided")
def test_the_command_tells_both_sides_and_ends_in_json():
    out = StringIO()
    call_command("fit_matching", stdout=out)
    told = out.getvalue().splitlines()
    assert told[0].startswith("hand")
    assert json.loads(told[-1])["version"] == WeightsVersion.objects.get().pk


def test_too_few_decisions_teach_nothing():
    out = StringIO()
    call_command("fit_matching", stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1]) == {"decisions": 0, "version": None}
    night.run()
    assert not WeightsVersion.objects.exists()
