"""Criteria, scores, ranks, balance."""

from datetime import timedelta
from fractions import Fraction

import pytest

from events.enums import Duty
from events.models import Registration
from events.selection.models import Criterion, Score
from events.selection.selectors import ranking
from events.selection.services import reviews, sheets
from events.selection.services.errors import SelectionError
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return choose.selection()


def two(sheet):
    event = sheet.participation_type.session.event
    return choose.staffed(event, Duty.SELECTOR), choose.staffed(event, Duty.SELECTOR)


def test_points_are_weighted_and_averaged_exactly(made):
    sheet, applied = made
    first, second = two(sheet)
    light, heavy = sheet.criteria.all()
    for selector, values in ((first, (5, 0)), (second, (0, 5))):
        reviews.save(
            sheet=sheet,
            registration=applied[0],
            selector=selector,
            scores={light.pk: values[0], heavy.pk: values[1]},
        )
    row = next(one for one in ranking.ranking(sheet) if one.registration == applied[0])
    assert row.total == Fraction(50)
    assert (row.complete, row.missing) == (2, 0)
    choose.review(sheet, applied[1], first, 4)
    row = next(one for one in ranking.ranking(sheet) if one.registration == applied[1])
    assert row.total == Fraction(80)
    assert row.missing == 1


def test_a_review_with_a_gap_does_not_count_and_is_seen_to_be_missing(made):
    sheet, applied = made
    selector, _ = two(sheet)
    criterion = sheet.criteria.first()
    reviews.save(sheet=sheet, registration=applied[0], selector=selector, scores={criterion.pk: 5})
    row = ranking.ranking(sheet)[0]
    assert row.total is None
    assert row.missing == 2


def test_who_abstains_gives_no_points_and_is_counted(made):
    sheet, applied = made
    selector, other = two(sheet)
    choose.review(sheet, applied[0], selector, 5)
    choose.review(sheet, applied[0], selector, 5, abstains=True, comment="取引先のため")
    choose.review(sheet, applied[0], other, 1)
    row = next(one for one in ranking.ranking(sheet) if one.registration == applied[0])
    assert (row.abstentions, row.complete, row.total) == (1, 1, Fraction(20))
    assert Score.objects.filter(review__selector=selector).count() == 0


def test_nobody_scores_the_own_company(made):
    sheet, applied = made
    selector = make.make_user(applied[0].organization)
    with pytest.raises(SelectionError, match="所属する事業者"):
        choose.review(sheet, applied[0], selector, 5)
    assert choose.review(sheet, applied[0], selector, 5, abstains=True).abstains


def test_values_off_the_scale_and_other_sheets_are_refused(made):
    sheet, applied = made
    selector, _ = two(sheet)
    other, foreign = choose.selection(companies=1)
    with pytest.raises(SelectionError, match="範囲の外"):
        choose.review(sheet, applied[0], selector, 6)
    with pytest.raises(SelectionError, match="範囲の外"):
        reviews.save(
            sheet=sheet,
            registration=applied[0],
            selector=selector,
            scores={other.criteria.first().pk: 1},
        )
    with pytest.raises(SelectionError, match="この参加区分への申込では"):
        choose.review(sheet, foreign[0], selector, 1)


def test_level_companies_stand_in_the_order_of_application_and_are_marked(made):
    sheet, applied = made
    selector, _ = two(sheet)
    for one in applied:
        choose.review(sheet, one, selector, 3)
    Registration.objects.filter(pk=applied[2].pk).update(
        created_at=applied[0].created_at - timedelta(hours=1)
    )
    rows = ranking.ranking(sheet)
    assert [row.registration.pk for row in rows] == [applied[i].pk for i in (2, 0, 1)]
    assert all(row.is_tied for row in rows)


def test_the_heaviest_criterion_breaks_a_tie_where_the_sheet_says_so(made):
    sheet, applied = made
    sheet.tie_rule = "criterion"
    sheet.save()
    selector, _ = two(sheet)
    light, heavy = sheet.criteria.all()
    reviews.save(
        sheet=sheet, registration=applied[0], selector=selector, scores={light.pk: 5, heavy.pk: 1}
    )
    reviews.save(
        sheet=sheet, registration=applied[1], selector=selector, scores={light.pk: 1, heavy.pk: 3}
    )
    assert ranking.ranking(sheet)[0].registration == applied[1]


def test_the_ranking_suggests_places_then_the_reserve(made):
    sheet, applied = made
    selector, _ = two(sheet)
    for value, one in zip((1, 5, 3), applied, strict=True):
        choose.review(sheet, one, selector, value)
    rows = ranking.ranking(sheet)
    ranking.suggest(rows, 2)
    assert [row.suggestion for row in rows] == ["select", "select", "reserve"]
    assert rows[2].suggested_rank == 1


def test_the_balance_counts_chosen_of_applied():
    sheet, _ = choose.selection(companies=0)
    kind = sheet.participation_type
    places = ("fukuoka", "fukuoka", "saga")
    applied = [
        make.apply(kind, organization=make.make_organization(prefecture_id=place))
        for place in places
    ]
    views = ranking.balance(ranking.applications(sheet), {applied[0].pk})
    shares = [(share.label, share.chosen, share.applied) for share in views[1].shares]
    assert shares == [("福岡県", 1, 2), ("佐賀県", 0, 1)]


def test_the_ranking_asks_as_much_for_many_as_for_one(django_assert_num_queries):
    sheet, _ = choose.selection(companies=1)
    selector, other = two(sheet)
    for number in range(2):
        for one in Registration.objects.filter(participation_type=sheet.participation_type):
            choose.review(sheet, one, selector, 3)
            choose.review(sheet, one, other, 4)
        with django_assert_num_queries(4):
            assert len(ranking.ranking(sheet)) == 1 + 4 * number
        for _count in range(4):
            make.apply(sheet.participation_type)


def test_a_sheet_is_copied_from_an_earlier_one_once(made):
    source, _ = made
    target, _ = choose.selection(companies=0, criteria=0)
    sheets.copy(source=source, target=target, actor=None)
    assert [one.label_ja for one in target.criteria.all()] == ["基準0", "基準1"]
    with pytest.raises(SelectionError, match="写せません"):
        sheets.copy(source=source, target=target, actor=None)


def settle(sheet, criteria):
    settings = {"required_reviews": 3, "tie_rule": "criterion"}
    sheets.settle(sheet=sheet, settings=settings, criteria=criteria, actor=None)


def test_a_criterion_with_points_stays_and_keeps_its_scale(made):
    sheet, applied = made
    selector, _ = two(sheet)
    choose.review(sheet, applied[0], selector, 5)
    first, second = sheet.criteria.all()
    with pytest.raises(SelectionError, match="すでに点の付いた"):
        settle(sheet, [first])
    second.scale_max = 10
    with pytest.raises(SelectionError, match="すでに点の付いた"):
        settle(sheet, [first, second])
    second.refresh_from_db()
    second.weight = 90
    settle(sheet, [second, first, Criterion(label_ja="新しい基準")])
    assert [one.label_ja for one in sheet.criteria.all()] == ["基準1", "基準0", "新しい基準"]


def test_a_name_stands_once_in_a_sheet(made):
    sheet, _ = made
    first, second = sheet.criteria.all()
    with pytest.raises(SelectionError, match="同じ名前"):
        settle(sheet, [first, second, Criterion(label_ja="基準0")])


def test_a_sheet_is_for_a_selection_only():
    with pytest.raises(SelectionError, match="選考"):
        sheets.open_for(participation_type=make.make_type(), actor=None)
