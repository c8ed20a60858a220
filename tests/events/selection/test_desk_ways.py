"""The ways through the desk: from a sheet to a result, letters, what waits at home."""

import pytest
from django.urls import reverse

from events.models import Registration
from events.selection import waiting
from events.selection.models import LetterBatch, Proposal, Review, Sheet
from events.selection.services import draws, proposals
from tests.events.selection.desk import get, manager, post
from tests.events.selection.test_proposals import lines
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff_room")]


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
