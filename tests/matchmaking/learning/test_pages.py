"""The desk's pages of learning: weights, feedback, missing seeds, solved needs."""

import csv
import io

import pytest
from django.urls import reverse

from matchmaking import ranking, versions
from matchmaking.enums import DismissReason, IntroductionState, NeedState, OutcomeKind, Side
from matchmaking.learning import gaps, similar
from matchmaking.models import Introduction, Outcome, WeekPair, WeekPlan, WeightsVersion
from matchmaking.services import proposal as proposals
from matchmaking.weekly import services as weekly

from .. import factories
from .test_versions import layer

pytestmark = pytest.mark.django_db
LOST = {"title": "宇宙人の話", "body": "空から来た人と話す方法を知りたい。"}


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    """The admin's second factor has tests of its own."""
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.fixture
def coordinator(client):
    user = factories.staff("coordinator")
    client.force_login(user)
    return user


def text(response):
    assert response.status_code == 200
    return response.content.decode()


PAGES = ("weights", "feedback", "gaps", "gaps_csv")


@pytest.mark.parametrize("name", PAGES)
def test_others_do_not_get_in(client, name):
    for role in (None, "editor"):
        client.force_login(factories.staff(role) if role else factories.member())
        assert client.get(reverse(f"matchmaking_desk:{name}")).status_code in (302, 403)
    address = reverse("matchmaking_desk:weights_switch")
    assert client.post(address, {"action": "off"}).status_code in (302, 403)


def test_weights_are_tried_before_they_are_kept(client, coordinator):
    address = reverse("matchmaking_desk:weights")
    assert 'name="topic"' in text(client.get(address))
    wanted = {**ranking.weights(), "text": 0.9, "note": "言葉を重く"}
    page = text(client.post(address, {**wanted, "action": "save"}))
    assert "保存の前に" in page
    assert versions.in_use("hand") is None
    response = client.post(address, {**wanted, "action": "try"})
    assert "nDCG@10" in text(response)
    assert response.context["effect"].changed
    tried = response.context["tried"]
    other = client.post(address, {**wanted, "text": 0.8, "action": "save", "tried": tried})
    assert "保存の前に" in text(other)
    done = client.post(address, {**wanted, "action": "save", "tried": tried})
    assert done.status_code == 302
    kept = versions.in_use("hand")
    assert (kept.weights["text"], kept.note, kept.created_by) == (0.9, "言葉を重く", coordinator)
    assert "言葉を重く" in text(client.get(address))
    client.post(reverse("matchmaking_desk:weights_switch"), {"action": "revert"})
    assert versions.in_use("hand") is None


@pytest.mark.parametrize("value", ["", "x", "-1", "1e9", "nan"])
def test_a_weight_that_is_no_figure_is_said(client, coordinator, value):
    response = client.post(
        reverse("matchmaking_desk:weights"), {**ranking.weights(), "topic": value}
    )
    assert "読み取れない値があります" in text(response)


def test_learned_weights_are_shown_and_switched(client, coordinator):
    side = {"loss": 0.5, "order": 0.8, "reliability": [{"said": 0.4, "were": 0.5, "pairs": 40}]}
    made = WeightsVersion.objects.create(
        kind="learned",
        weights=layer(topic=2.0),
        figures={
            "won": True,
            "pairs": 200,
            "gain": 0.05,
            "gain_low": 0.01,
            "gain_high": 0.09,
            "hand": {**side, "loss": 0.6},
            "learned": side,
        },
    )
    page = text(client.get(reverse("matchmaking_desk:weights")))
    assert "学んだ重みに切り替える" in page
    switch = reverse("matchmaking_desk:weights_switch")
    client.post(switch, {"action": "on", "version": made.pk})
    assert versions.in_use("learned") == made
    assert "手の重みに戻す" in text(client.get(reverse("matchmaking_desk:weights")))
    client.post(switch, {"action": "off"})
    assert versions.in_use("learned") is None
    client.post(switch, {"action": "sideways"})
    assert client.post(switch, {"action": "on", "version": "x"}).status_code == 404


def test_broken_learned_weights_are_said(client, coordinator):
    WeightsVersion.objects.create(kind="learned", weights={"weights": {}}, in_use=True)
    assert "読み取れないため" in text(client.get(reverse("matchmaking_desk:weights")))


def test_feedback_is_shown(client, coordinator, django_assert_max_num_queries):
    seed = factories.seed(title="遠い支援")
    for reason in (DismissReason.PRICE, *[DismissReason.IRRELEVANT] * 3):
        need = factories.need()
        need.themes.add("ot_factory")
        proposals.dismiss(need=need, seed=seed, actor=None, reason=reason)
    with django_assert_max_num_queries(20):
        page = text(client.get(reverse("matchmaking_desk:feedback")))
    assert "遠い支援" in page
    assert "工場・設備の安全" in page


def test_missing_seeds_are_told_by_theme_and_prefecture(client, coordinator):
    factories.seed()
    served = factories.need()
    lost = [factories.need(**LOST), factories.need(**{**LOST, "title": "=1+1"})]
    for need in lost:
        need.themes.add("ot_factory")
    closed = factories.need(**LOST)
    type(closed).objects.filter(pk=closed.pk).update(state=NeedState.CLOSED)
    (cell,) = gaps.cells(gaps.found())
    assert (cell.theme.code, str(cell.prefecture.pk)) == ("ot_factory", "fukuoka")
    assert {gap.need for gap in cell.gaps} == set(lost)
    page = text(client.get(reverse("matchmaking_desk:gaps")))
    assert "宇宙人の話" in page
    assert served.title not in page
    answer = client.get(reverse("matchmaking_desk:gaps_csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert lost[0].organization.name not in answer.content.decode("utf-8-sig")


def test_what_the_night_ranked_is_not_ranked_again(monkeypatch):
    factories.seed()
    need, lost = factories.need(), factories.need(**LOST)
    weekly.nightly()
    monkeypatch.setattr(gaps, "AT_ONCE", 0)
    assert [gap.need for gap in gaps.found()] == [lost]
    assert WeekPair.objects.filter(plan=WeekPlan.objects.get(), need=need).exists()


def test_similar_needs_that_were_solved_are_shown(client, coordinator):
    made = factories.introduction(factories.need(title="前に解決した共有フォルダ"))
    Introduction.objects.filter(pk=made.pk).update(
        state=IntroductionState.DECLINED, ended_by=Side.COMPANY
    )
    need = factories.need()
    assert similar.solved(need) == []
    Outcome.objects.create(introduction=made, kind=OutcomeKind.SOLVED, side=Side.COMPANY)
    (solved,) = similar.solved(need)
    assert solved.introduction == made
    assert solved.like > 0.9
    page = text(client.get(reverse("matchmaking_desk:need", args=[need.pk])))
    assert "前に解決した共有フォルダ" in page
    assert similar.solved(factories.need(**LOST)) == []


def test_what_would_lift_a_match_is_told_to_both(client, coordinator):
    need = factories.need()
    words = {"title": "同じ箱の控えを外す", "body": "控えを切り離して残します。"}
    factories.seed(**words)
    far = factories.seed(**words, online=False, evidence="登録セキスペ")
    far.prefectures.add("hokkaido")
    desk = text(client.get(reverse("matchmaking_desk:need", args=[need.pk])))
    client.force_login(factories.member(need.organization))
    own = text(client.get(need.get_absolute_url()))
    for page in (desk, own):
        assert page.count("オンラインでも対応すれば、順位が1上がります") == 1


def test_likeness_is_between_nothing_and_all():
    assert similar.likeness({}, {"a": 1.0}) == 0.0
    assert similar.likeness({"a": 2.0}, {"a": 1.0}) == pytest.approx(1.0)
    assert similar.likeness({"a": 1.0}, {"b": 1.0}) == 0.0
