"""Scores, ranks and the two people without whom nothing is decided."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from events.enums import Duty
from events.models import ParticipationType, Registration
from events.selection.enums import Outcome, ProposalState
from events.selection.models import Criterion, LetterBatch, Proposal, Score
from events.selection.selectors import ranking
from events.selection.services import proposals, reviews, sheets
from events.selection.services.errors import SelectionError
from events.selection.services.proposals import Line
from events.services import decisions
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return choose.selection()


def two(sheet):
    event = sheet.participation_type.session.event
    return choose.staffed(event, Duty.SELECTOR), choose.staffed(event, Duty.SELECTOR)


def lines(applied, *outcomes):
    rank, found = 0, []
    for one, outcome in zip(applied, outcomes, strict=True):
        rank += outcome == "reserve"
        found.append(
            Line(
                registration=one.pk,
                outcome=Outcome(outcome),
                rank=rank if outcome == "reserve" else None,
            )
        )
    return found


def propose(sheet, applied, *outcomes, actor):
    return proposals.propose(
        sheet=sheet, lines=lines(applied, *outcomes), reason="点数の順", actor=actor
    )


def states(applied):
    return [Registration.objects.get(pk=one.pk).state for one in applied]


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


def test_nothing_is_decided_before_another_person_approves(made):
    sheet, applied = made
    proposer, approver = two(sheet)
    proposal = propose(sheet, applied, "select", "select", "reserve", actor=proposer)
    assert states(applied) == ["applied"] * 3
    with pytest.raises(SelectionError, match="ご自身の提案"):
        proposals.approve(proposal=proposal, reason="よい", actor=proposer)
    with pytest.raises(SelectionError, match="理由を書いて"):
        proposals.approve(proposal=proposal, reason="  ", actor=approver)
    assert states(applied) == ["applied"] * 3
    mails = Mail.objects.count()
    proposals.approve(proposal=proposal, reason="確認した", actor=approver)
    assert states(applied) == ["confirmed", "confirmed", "waitlisted"]
    assert Registration.objects.get(pk=applied[2].pk).waitlist_rank == 1
    assert Mail.objects.count() == mails
    assert LetterBatch.objects.get().letters.count() == 3
    done = Proposal.objects.get()
    assert (done.proposed_by, done.decided_by) == (proposer, approver)
    entries = AuditEntry.objects.filter(target=f"selection:{sheet.participation_type_id}")
    reasons = {entry.action: entry.reason for entry in entries}
    assert reasons["selection.proposed"] == "点数の順"
    assert reasons["selection.approved"] == "確認した"


def test_the_database_itself_refuses_one_person_in_both_parts(made):
    sheet, applied = made
    proposer, _ = two(sheet)
    proposal = propose(sheet, applied, "select", "decline", "decline", actor=proposer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state=ProposalState.APPROVED, decided_by=proposer, decision_reason="x"
        )


@pytest.mark.parametrize("duty", [Duty.CHECK_IN, Duty.CO_HOST])
def test_other_duties_do_not_approve(made, duty):
    sheet, applied = made
    proposer, _ = two(sheet)
    proposal = propose(sheet, applied, "select", "decline", "decline", actor=proposer)
    outsider = choose.staffed(sheet.participation_type.session.event, duty)
    with pytest.raises(SelectionError, match="役割がありません"):
        proposals.approve(proposal=proposal, reason="x", actor=outsider)
    assert states(applied) == ["applied"] * 3


def test_approving_twice_is_approving_once(made):
    sheet, applied = made
    proposer, approver = two(sheet)
    proposal = propose(sheet, applied, "select", "select", "decline", actor=proposer)
    for _ in range(2):
        proposals.approve(proposal=proposal, reason="確認した", actor=approver)
    assert LetterBatch.objects.count() == 1
    assert ParticipationType.objects.get(pk=sheet.participation_type_id).taken == 2
    with pytest.raises(SelectionError, match="承認・反映済み"):
        proposals.send_back(proposal=proposal, reason="x", actor=approver)


def test_one_proposal_waits_at_a_time_and_can_be_sent_back_or_withdrawn(made):
    sheet, applied = made
    proposer, approver = two(sheet)
    first = propose(sheet, applied, "select", "select", "reserve", actor=proposer)
    with pytest.raises(SelectionError, match="承認を待つ選考案"):
        propose(sheet, applied, "select", "select", "reserve", actor=approver)
    proposals.send_back(proposal=first, reason="地域がかたよる", actor=approver)
    second = propose(sheet, applied, "select", "select", "decline", actor=proposer)
    with pytest.raises(SelectionError, match="提案した人だけ"):
        proposals.withdraw(proposal=second, reason="", actor=approver)
    proposals.withdraw(proposal=second, reason="", actor=proposer)
    with pytest.raises(SelectionError, match="取下げ"):
        proposals.approve(proposal=second, reason="x", actor=approver)
    assert states(applied) == ["applied"] * 3


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (("select", "select", "select"), "1枠超えて"),
        (("select", "reserve", "decline"), "空きが1枠あるのに"),
    ],
)
def test_more_than_there_is_and_a_sleeping_place_are_refused(made, outcomes, said):
    sheet, applied = made
    proposer, _ = two(sheet)
    with pytest.raises(SelectionError, match=said):
        propose(sheet, applied, *outcomes, actor=proposer)


def test_ranks_are_whole_and_stand_once():
    sheet, applied = choose.selection(capacity=1, companies=3)
    proposer, _ = two(sheet)
    found = lines(applied, "select", "reserve", "reserve")
    for ranks in ((1, 1), (None, 1), (0, 1)):
        wrong = [
            found[0],
            *(
                Line(registration=line.registration, outcome=line.outcome, rank=rank)
                for line, rank in zip(found[1:], ranks, strict=True)
            ),
        ]
        with pytest.raises(SelectionError, match="順位"):
            proposals.propose(sheet=sheet, lines=wrong, reason="x", actor=proposer)


def test_another_events_registration_is_refused(made):
    sheet, applied = made
    _, foreign = choose.selection(companies=1)
    proposer, _ = two(sheet)
    with pytest.raises(SelectionError, match="状態の変わった"):
        propose(sheet, [applied[0], foreign[0]], "select", "select", actor=proposer)


def test_a_company_that_left_since_stops_the_whole_approval(made):
    sheet, applied = made
    proposer, approver = two(sheet)
    proposal = propose(sheet, applied, "select", "select", "decline", actor=proposer)
    decisions.cancel(registration=applied[1])
    with pytest.raises(SelectionError, match="キャンセル済み"):
        proposals.approve(proposal=proposal, reason="確認した", actor=approver)
    assert states(applied) == ["applied", "cancelled", "applied"]
    assert Proposal.objects.get().state == ProposalState.PROPOSED


def test_a_later_change_needs_both_people_again(made):
    sheet, applied = made
    proposer, approver = two(sheet)
    first = propose(sheet, applied, "select", "select", "decline", actor=proposer)
    proposals.approve(proposal=first, reason="確認した", actor=approver)
    with pytest.raises(SelectionError, match="別の人の承認"):
        decisions.confirm(registration=applied[2])
    ParticipationType.objects.filter(pk=sheet.participation_type_id).update(capacity=3)
    second = propose(sheet, applied[2:], "select", actor=approver)
    assert states(applied)[2] == "rejected"
    proposals.approve(proposal=second, reason="枠が増えた", actor=proposer)
    assert states(applied) == ["confirmed"] * 3


def test_a_declined_company_takes_the_fallback_it_agreed_to():
    session = make.make_session()
    online = make.make_type(session, mode="online")
    kind = make.make_type(session, allocation="selection", capacity=1, fallback=online)
    sheet = sheets.open_for(participation_type=kind, actor=None)
    applied = [make.apply(kind, accepts_fallback=True) for _ in range(2)]
    proposer, approver = two(sheet)
    proposal = propose(sheet, applied, "select", "decline", actor=proposer)
    proposals.approve(proposal=proposal, reason="確認した", actor=approver)
    moved = Registration.objects.get(pk=applied[1].pk)
    assert (moved.participation_type, moved.state) == (online, "confirmed")
    groups = LetterBatch.objects.get().letters.order_by("pk").values_list("group", flat=True)
    assert list(groups) == ["confirmed", "fell_back"]


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
