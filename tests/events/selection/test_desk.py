"""Staff at the pages of lottery, selection and letters: each duty, and the way through."""

import pytest

from events.enums import Duty
from events.models import Answer, Registration
from events.selection.models import Draw, LetterBatch, Proposal
from events.selection.services import letters, proposals
from portal.delivery.models import OutboxMessage
from tests.events.selection.desk import address, enter, get, manager, post
from tests.events.selection.test_proposals import lines
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff_room")]


@pytest.fixture
def stage():
    """One event with all there is: a lottery, a selection, letters."""
    event = make.make_event()
    session = make.make_session(event)
    draw, _ = choose.lottery(session=session, companies=2)
    sheet, applied = choose.selection(session=session)
    proposer = choose.staffed(event, Duty.SELECTOR)
    proposal = proposals.propose(
        sheet=sheet,
        lines=lines(applied, "select", "select", "decline"),
        reason="x",
        actor=proposer,
    )
    batch = letters.prepare(
        session=session, registrations=applied, actor=None, title="お知らせ", as_news=True
    )
    kind = sheet.participation_type
    return {
        "event": event,
        "proposal": proposal,
        "selecting": {
            "index": (),
            "session": (session.pk,),
            "lottery": (draw.participation_type_id,),
            "sheet": (kind.pk,),
            "scores": (kind.pk,),
            "score": (kind.pk, applied[0].pk),
            "proposal": (proposal.pk,),
        },
        "managing": {
            "criteria": (kind.pk,),
            "batches": (session.pk,),
            "batch": (batch.pk,),
            "letter": (batch.letters.first().pk,),
        },
        "posting": {
            "lottery_draw": (draw.participation_type_id,),
            "lottery_apply": (draw.participation_type_id,),
            "sheet_open": (kind.pk,),
            "sheet_copy": (kind.pk,),
            "batch_send": (batch.pk,),
            "batch_discard": (batch.pk,),
        },
        "choosing": {"propose": (kind.pk,), "decide": (proposal.pk, "approve")},
    }


def answer(client, method, name, args):
    return getattr(client, method)(address(name, *args)).status_code


@pytest.mark.parametrize("duty", [None, Duty.CHECK_IN, Duty.CO_HOST])
def test_other_duties_reach_nothing(client, stage, duty):
    if duty is None:
        client.force_login(make.make_user(is_staff=True))
        client.get("/")
    else:
        enter(client, stage["event"], duty)
    for group, method in (
        ("selecting", "get"),
        ("managing", "get"),
        ("posting", "post"),
        ("choosing", "post"),
    ):
        for name, args in stage[group].items():
            assert answer(client, method, name, args) in (302, 403), name
    assert Proposal.objects.get().is_open
    assert not OutboxMessage.objects.filter(topic=letters.TOPIC).exists()


def test_a_selector_chooses_and_neither_draws_nor_writes(client, stage):
    enter(client, stage["event"], Duty.SELECTOR)
    for name, args in stage["selecting"].items():
        get(client, name, *args)
    for name, args in stage["managing"].items():
        assert answer(client, "get", name, args) in (302, 403), name
    for name, args in stage["posting"].items():
        answer(client, "post", name, args)
    assert Draw.objects.get().state == "committed"
    assert LetterBatch.objects.get().is_draft


def test_the_owner_of_the_event_opens_everything(client, stage):
    enter(client, stage["event"], Duty.OWNER)
    for name, args in (stage["selecting"] | stage["managing"]).items():
        get(client, name, *args)


def test_a_duty_in_another_event_opens_nothing(client, stage):
    enter(client, make.make_event(), Duty.OWNER)
    for name, args in (stage["selecting"] | stage["managing"]).items():
        if name != "index":
            assert answer(client, "get", name, args) in (302, 403), name
    assert stage["event"].title not in get(client, "index")


def test_a_lottery_from_commitment_to_letters(client):
    manager(client)
    kind = make.make_type(allocation="lottery", capacity=1)
    factors = {"first_time": 2, "sector_factor": 1, "prefecture_factor": 3, "size_factor": 1}
    page = post(client, "lottery", kind.pk, **factors, prefectures=["saga"], reserve_limit="")
    assert "確約し、公開ページに載せました" in page
    draw = Draw.objects.get()
    assert draw.rules == {"first_time": 2, "prefectures": {"saga": 3}, "sectors": {}, "sizes": {}}
    applied = [make.apply(kind) for _ in range(3)]
    assert "締切のあと" in post(client, "lottery_draw", kind.pk)
    choose.closed(kind)
    assert "抽選しました" in post(client, "lottery_draw", kind.pk)
    assert applied[0].company_name in get(client, "lottery", kind.pk)
    assert "お知らせの下書き" in post(client, "lottery_apply", kind.pk)
    assert Registration.objects.filter(state="confirmed").count() == 1
    batch = LetterBatch.objects.get()
    assert "3通の送信を始めました" in post(client, "batch_send", batch.pk)
    assert "すでに送信を始めて" in post(client, "batch_send", batch.pk)
    assert OutboxMessage.objects.filter(topic=letters.TOPIC).count() == 3


def test_a_wrong_factor_is_told_at_its_field(client):
    manager(client)
    kind = make.make_type(allocation="lottery")
    page = post(client, "lottery", kind.pk, first_time=99)
    assert "20" in page
    assert not Draw.objects.exists()


def test_answers_stand_beside_the_scores(client):
    sheet, _none = choose.selection(companies=0)
    question = make.make_question(sheet.participation_type, label_ja="何を持ち帰りますか")
    applied = make.apply(sheet.participation_type)
    Answer.objects.create(registration=applied, question=question, value="連絡網の見直し")
    enter(client, sheet.participation_type.session.event, Duty.SELECTOR)
    page = get(client, "score", sheet.participation_type_id, applied.pk)
    assert "何を持ち帰りますか" in page
    assert "連絡網の見直し" in page
