"""Two people press the same button at the same moment; on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from events.enums import Duty
from events.models import ParticipationType
from events.selection.models import Draw, LetterBatch, Proposal
from events.selection.services import draws, letters, proposals
from events.selection.services.errors import SelectionError
from events.selection.services.proposals import Line
from portal.delivery.models import OutboxMessage
from portal.privacy.models import AuditEntry
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(act):
    """What each of several threads got from ``act``: its answer, or the refusal."""
    start = Barrier(AT_ONCE)

    def one(_number):
        try:
            start.wait(10)
            return act()
        except SelectionError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def refusals(answers):
    return sum(isinstance(one, SelectionError) for one in answers)


def test_a_lottery_is_drawn_and_applied_once_however_many_click():
    draw, _ = choose.lottery(companies=4, capacity=2)
    choose.closed(draw.participation_type)
    assert refusals(together(lambda: draws.perform(draw=draw))) == AT_ONCE - 1
    assert Draw.objects.get().entries.count() == 4
    assert refusals(together(lambda: draws.apply(draw=draw))) == 0
    assert ParticipationType.objects.get().taken == 2
    assert AuditEntry.objects.filter(action="lottery.applied").count() == 1
    batch = LetterBatch.objects.get()
    assert sorted(together(lambda: letters.send(batch=batch, actor=None))) == [0, 0, 0, 4]
    assert OutboxMessage.objects.filter(topic=letters.TOPIC).count() == 4


def test_a_proposal_is_approved_once_however_many_click():
    sheet, applied = choose.selection(companies=2, capacity=2)
    event = sheet.participation_type.session.event
    proposer, approver = (choose.staffed(event, Duty.SELECTOR) for _ in range(2))
    lines = [Line(registration=one.pk, outcome="select") for one in applied]
    made = together(
        lambda: proposals.propose(sheet=sheet, lines=lines, reason="x", actor=proposer)
    )
    assert refusals(made) == AT_ONCE - 1
    proposal = Proposal.objects.get()
    done = together(lambda: proposals.approve(proposal=proposal, reason="よい", actor=approver))
    assert refusals(done) == 0
    assert ParticipationType.objects.get().taken == 2
    assert LetterBatch.objects.count() == 1
    assert AuditEntry.objects.filter(action="selection.approved").count() == 1
