"""The two people without whom nothing is decided."""

import pytest
from django.db import IntegrityError, transaction

from events.enums import Duty
from events.models import ParticipationType, Registration
from events.selection.enums import Outcome, ProposalState
from events.selection.models import LetterBatch, Proposal
from events.selection.services import proposals, sheets
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
