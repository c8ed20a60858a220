"""Staff at the pages of lottery, selection and letters: each duty, and the way through."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.enums import Duty
from events.models import Registration
from events.selection import waiting
from events.selection.models import Draw, LetterBatch, Proposal, Review, Sheet
from events.selection.services import draws, letters, proposals
from portal.accounts.enums import Role
from portal.content.services import roles
from portal.delivery.models import OutboxMessage
from tests.events.selection.test_proposals import lines
from tests.factories import content as content_factory
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _staff_room(settings):
    """Two steps of signing in have tests of their own; here staff are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    content_factory.homes()
    roles.setup()


def enter(client, event, duty):
    """Sign in as a person with ``duty`` in ``event`` who may open the admin."""
    user = choose.staffed(event, duty)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    return user


def manager(client):
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EVENT_MANAGER))
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"events_selection:{name}", args=args)


def get(client, name, *args):
    response = client.get(address(name, *args))
    assert response.status_code == 200, name
    return response.content.decode()


def post(client, name, *args, **data):
    return client.post(address(name, *args), data, follow=True).content.decode()


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


def criteria_data(**rows):
    data = {
        "required_reviews": 2,
        "tie_rule": "earlier",
        "criteria-TOTAL_FORMS": 2,
        "criteria-INITIAL_FORMS": 0,
    }
    for number, label in enumerate(("現場の体制", "地域への広がり")):
        data |= {
            f"criteria-{number}-label_ja": label,
            f"criteria-{number}-weight": 10,
            f"criteria-{number}-scale_max": 5,
        }
    return data | rows


def test_a_selection_from_sheet_to_result(client):
    manager(client)
    kind = make.make_type(allocation="selection", capacity=1)
    applied = [make.apply(kind) for _ in range(2)]
    assert "採点表を作りました" in post(client, "sheet_open", kind.pk)
    assert "採点表を保存しました" in post(client, "criteria", kind.pk, **criteria_data())
    sheet = Sheet.objects.get()
    first, second = sheet.criteria.all()
    for one, value in zip(applied, (1, 5), strict=True):
        scores = {f"score_{first.pk}": value, f"score_{second.pk}": value}
        post(client, "score", kind.pk, one.pk, **scores, comment="よい体制")
    assert Review.objects.count() == 2
    page = get(client, "sheet", kind.pk)
    assert "採点の足りない社が2社" in page
    assert page.index(applied[1].company_name) < page.index(applied[0].company_name)
    choice = {
        f"outcome-{applied[1].pk}": "select",
        f"outcome-{applied[0].pk}": "reserve",
        f"rank-{applied[0].pk}": "x",
        "reason": "点数の順",
    }
    page = post(client, "propose", kind.pk, **choice)
    assert "補欠の順位を数字で" in page
    assert "点数の順" in page
    assert not Proposal.objects.exists()
    choice[f"rank-{applied[0].pk}"] = "1"
    page = post(client, "propose", kind.pk, **choice)
    assert "ご自身の提案です" in page
    proposal = Proposal.objects.get()
    assert "ご自身の提案は承認できません" in post(
        client, "decide", proposal.pk, "approve", reason="よい"
    )
    manager(client)
    assert waiting.look(Proposal.objects.get().proposed_by) is not None
    page = post(client, "decide", proposal.pk, "approve", reason="確認した")
    assert "結果を申込に反映しました" in page
    states = [Registration.objects.get(pk=one.pk).state for one in applied]
    assert states == ["waitlisted", "confirmed"]


def test_a_result_by_hand_is_refused_where_two_people_decide(client):
    manager(client)
    _, applied = choose.selection()
    url = reverse("events_registration_act", args=[applied[0].pk, "confirm"])
    page = client.post(url, {"reason": "x"}, follow=True).content.decode()
    assert "別の人の承認" in page
    assert Registration.objects.get(pk=applied[0].pk).state == "applied"


def test_criteria_are_copied_from_an_earlier_sheet(client):
    manager(client)
    source, _ = choose.selection(companies=0)
    target, _ = choose.selection(companies=0, criteria=0)
    kind = target.participation_type_id
    assert "前の採点表から写す" in get(client, "criteria", kind)
    assert "基準を写しました" in post(client, "sheet_copy", kind, source=source.pk)
    assert target.criteria.count() == 2


def test_letters_are_chosen_written_and_read_one_by_one(client):
    manager(client)
    kind = make.make_type()
    registration = make.apply(kind)
    page = post(
        client, "batches", kind.session_id, title="持ち物", states=["applied"], kinds=[kind.pk]
    )
    assert "当てはまる申込がありません" in page
    post(
        client,
        "batches",
        kind.session_id,
        title="持ち物",
        states=["confirmed"],
        kinds=[kind.pk],
        as_news="1",
    )
    batch = LetterBatch.objects.get()
    text = batch.texts.get(language="ja")
    fields = {f"subject-{text.pk}": "【持ち物】{{イベント名}}", f"body-{text.pk}": "x\n{{住所}}"}
    page = post(client, "batch", batch.pk, **fields)
    assert "2行目の「{{住所}}」" in page
    assert "【持ち物】" in page
    fields[f"body-{text.pk}"] = "{{会社名}} は上履きをお持ちください。"
    assert "文面を保存しました" in post(client, "batch", batch.pk, **fields)
    letter = batch.letters.get()
    page = post(client, "letter", letter.pk, personal="駐車場は2台分です。")
    assert f"{registration.company_name} は上履きを" in page
    assert page.count("駐車場は2台分です。") == 3
    assert 'srcdoc="&lt;!doctype html&gt;' in page
    assert "下書きを捨てました" in post(client, "batch_discard", batch.pk)
    assert not LetterBatch.objects.exists()


@pytest.mark.parametrize("name", ["sheet", "scores"])
def test_the_pages_ask_as_much_for_many_as_for_one(client, name, django_assert_max_num_queries):
    manager(client)
    sheet, _ = choose.selection(companies=1)
    kind = sheet.participation_type
    get(client, name, kind.pk)
    with django_assert_max_num_queries(40) as few:
        get(client, name, kind.pk)
    for _ in range(9):
        make.apply(kind)
    with django_assert_max_num_queries(len(few)):
        get(client, name, kind.pk)


def test_the_staff_home_says_what_waits_and_for_whom(client):
    user = manager(client)
    draw, _ = choose.lottery()
    choose.closed(draw.participation_type)
    uncommitted = make.make_type(allocation="lottery")
    sheet, applied = choose.selection()
    choose.closed(sheet.participation_type)
    said = {str(one.label): one.count for one in waiting.look(user)}
    assert said["種の確約がない抽選"] == 1
    assert said["締め切った抽選"] == 1
    assert said["締め切った選考"] == 1
    assert uncommitted.pk
    proposals.propose(
        sheet=sheet, lines=lines(applied, "select", "select", "decline"), reason="x", actor=user
    )
    assert {str(one.label): one.count for one in waiting.look(user)}["承認を待つ選考案"] == 0
    other = manager(client)
    assert {str(one.label): one.count for one in waiting.look(other)}["承認を待つ選考案"] == 1
    draws.perform(draw=draw)
    draws.apply(draw=draw)
    said = {str(one.label): one.count for one in waiting.look(other)}
    assert said["送信していない一括のお知らせ"] == 1
    assert waiting.look(make.make_user()) == []
