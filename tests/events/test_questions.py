"""Questions built by staff: asked, checked, kept, shown, exported, and kept from damage."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events import personal_data
from events.models import Answer, Question, Registration, RegistrationDraft
from events.selectors import roster
from events.services import questions
from events.services.application import Reply
from events.services.errors import QuestionsChanged
from portal.privacy import purposes
from portal.privacy.models import Consent
from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return make.make_type()


@pytest.fixture
def applicant(client):
    client.force_login(make.make_user(make.make_organization()))
    return client


def post(client, kind, people=1, **changes):
    return client.post(forms.apply_url(kind), forms.answers(people, **changes))


def test_every_kind_is_asked_kept_and_shown(applicant, kind):
    text = make.make_question(kind, label_ja="使っているソフト")
    long = make.make_question(kind, "long_text", label_ja="困っていること")
    choice = make.make_question(kind, "choice", label_ja="交通手段", options_en="Car\nTrain\nFoot")
    many = make.make_question(kind, "multiple", label_ja="使えるもの")
    number = make.make_question(kind, "number", label_ja="台数", minimum=1, maximum=500)
    day = make.make_question(kind, "date", label_ja="前回の訓練")
    consent = make.make_question(kind, "consent", label_ja="撮影に同意する", is_required=True)
    each = make.make_question(kind, label_ja="アレルギー", asked="person")
    typed = {
        f"q{text.pk}": "ﾃｽﾄ 会計",
        f"q{long.pk}": "一行目\n二行目 😀",
        f"q{choice.pk}": "電車",
        f"q{many.pk}": ["車", "徒歩"],
        f"q{number.pk}": "１２",
        f"q{day.pk}": "2026年4月1日",
        f"q{consent.pk}": "on",
        f"people-0-q{each.pk}": "えび",
    }
    forms.send(applicant, kind, 2, **typed)
    done = Registration.objects.get()
    kept = {answer.question_id: answer.value for answer in done.answers.all()}
    assert kept[choice.pk] == "電車"
    assert kept[many.pk] == ["車", "徒歩"]
    assert kept[number.pk] == 12
    assert kept[day.pk] == "2026-04-01"
    assert kept[text.pk] == "テスト 会計"
    assert kept[long.pk] == "一行目\n二行目 😀"
    assert kept[consent.pk] is True
    assert done.attendees.first().answers.get().value == "えび"
    assert done.attendees.last().answers.count() == 0
    page = applicant.get(reverse("events:registration", args=[done.reference])).content.decode()
    receipt = applicant.get(
        reverse("events:registration_receipt", args=[done.reference])
    ).content.decode()
    for words in ("使っているソフト", "車 / 徒歩", "アレルギー", "えび"):
        assert words in page
        assert words in receipt
    url = reverse("events:registration", args=[done.reference])
    assert "Train" in applicant.get("/en" + url).content.decode()


@pytest.mark.parametrize(
    ("kind_of_question", "fields", "typed", "message"),
    [
        ("text", {"maximum": 3}, "あいうえ", "3文字以内"),
        ("text", {"is_required": True}, "", "field-error"),
        ("long_text", {}, "あ" * 2001, "2000文字以内"),
        ("number", {"minimum": 3}, "2", "3以上の数"),
        ("number", {"maximum": 3}, "4", "3以下の数"),
        ("number", {}, "たくさん", "数字だけで"),
        ("number", {}, "9" * 400, "数字だけで"),
        ("date", {}, "2026-02-30", "日付を入力してください"),
        ("choice", {"is_required": True}, "飛行機", "field-error"),
        ("multiple", {"maximum": 1}, ["車", "徒歩"], "選べるのは1個まで"),
        ("multiple", {"minimum": 2}, ["車"], "2個以上選んで"),
        ("consent", {"is_required": True}, "", "field-error"),
    ],
)
def test_wrong_answers_are_told_beside_the_field_and_kept(
    applicant, kind, kind_of_question, fields, typed, message
):
    question = make.make_question(kind, kind_of_question, **fields)
    response = post(applicant, kind, **{f"q{question.pk}": typed})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Registration.objects.exists()
    if kind_of_question != "consent":
        assert RegistrationDraft.objects.get().data["answers"][str(question.pk)] == typed


def test_adding_a_person_keeps_all_answers(applicant, kind):
    each = make.make_question(kind, "multiple", asked="person")
    post(applicant, kind, **{f"people-0-q{each.pk}": ["車"], "action": "add"})
    page = applicant.get(forms.apply_url(kind)).content.decode()
    assert page.count("checked") == 1


def test_a_question_added_while_the_form_is_open_is_asked_before_sending(applicant, kind):
    post(applicant, kind)
    key = forms.key_of(applicant, kind)
    question = make.make_question(kind, is_required=True, label_ja="新しい質問")
    response = applicant.post(forms.review_url(kind), {"key": key, "consent": "yes"})
    assert response.status_code == 422
    assert "質問が変わりました" in response.content.decode()
    forms.send(applicant, kind, **{f"q{question.pk}": "はい"})
    assert Answer.objects.get().value == "はい"


def test_a_question_withdrawn_while_the_form_is_open_is_left_out(applicant, kind):
    question = make.make_question(kind)
    post(applicant, kind, **{f"q{question.pk}": "答え"})
    question.delete()
    key = forms.key_of(applicant, kind)
    applicant.post(forms.review_url(kind), {"key": key, "consent": "yes"})
    assert Registration.objects.get().answers.count() == 0


def test_a_required_question_to_people_needs_everyone(kind):
    question = make.make_question(kind, asked="person", is_required=True)
    people = [make.person(), make.person()]
    replies = [Reply(question=question.pk, person=0, value="a")]
    with pytest.raises(QuestionsChanged):
        make.apply(kind, attendees=people, replies=replies)
    replies.append(Reply(question=question.pk, person=1, value="b"))
    done = make.apply(kind, attendees=people, replies=replies)
    assert done.answers.count() == 2


def test_a_consent_is_kept_as_consent_with_the_version_of_its_words(kind):
    question = make.make_question(kind, "consent", label_ja="写真を使ってよい")
    done = make.apply(kind, replies=[Reply(question=question.pk, value=True)])
    consent = Consent.objects.get(purpose=f"event_question:{question.pk}")
    assert consent.subject == f"registration:{done.reference}"
    ((_consent, words),) = purposes.in_words([consent])
    assert words == "写真を使ってよい"
    before = questions.version_of(question)
    question.label_ja = "写真と録音を使ってよい"
    assert questions.version_of(question) != before == consent.notice_version


def test_what_has_answers_changes_neither_kind_nor_type(kind):
    question = make.make_question(kind)
    question.kind = "number"
    question.clean()
    question.kind = "text"
    make.apply(kind, replies=[Reply(question=question.pk, value="a")])
    question.label_ja = "言い換え"
    question.clean()
    for change in (
        {"kind": "number"},
        {"asked": "person"},
        {"participation_type": make.make_type()},
    ):
        fresh = Question.objects.get(pk=question.pk)
        for name, value in change.items():
            setattr(fresh, name, value)
        with pytest.raises(ValidationError, match="すでに答えがある"):
            fresh.clean()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"options_ja": "1つ"}, "2つ以上"),
        ({"options_ja": "a\nb\na"}, "同じ選択肢"),
        ({"options_ja": "a\nb", "options_en": "a"}, "同じ数の行"),
    ],
)
def test_options_are_checked(kind, fields, message):
    with pytest.raises(ValidationError, match=message):
        Question(participation_type=kind, kind="choice", label_ja="q", **fields).clean()


def test_questions_are_copied_once(kind):
    other = make.make_type()
    make.make_question(kind, "choice", label_ja="交通手段")
    make.make_question(kind, label_ja="やめた質問", is_active=False)
    assert questions.copy(source=kind, target=other) == 1
    assert questions.copy(source=kind, target=other) == 0
    assert other.questions.get().options == ["車", "電車", "徒歩"]


def test_exports_carry_the_answers(kind):
    company = make.make_question(kind, label_ja="台数")
    each = make.make_question(kind, label_ja="食事", asked="person")
    done = make.apply(
        kind,
        replies=[
            Reply(question=company.pk, value="12"),
            Reply(question=each.pk, person=0, value="魚"),
        ],
    )
    assert roster.row(done)["answers"] == "台数: 12 / 食事: 髙﨑 花子 魚"
    assert roster.question_columns([done]) == {
        "台数": {done.reference: "12"},
        "食事": {done.reference: "髙﨑 花子 魚"},
    }


def test_answers_are_handed_out_and_erased_with_the_person(kind):
    question = make.make_question(kind, label_ja="台数")
    user = make.make_user(make.make_organization())
    done = make.apply(kind, user=user, replies=[Reply(question=question.pk, value="12")])
    told = personal_data.export(user)["registrations"][0]["answers"]
    assert told == [{"question": "台数", "answer": "12"}]
    personal_data.erase(user)
    assert not Answer.objects.filter(registration=done).exists()


@pytest.fixture
def staff(admin_client):
    return admin_client


def test_staff_build_copy_and_keep_questions(staff, kind):
    added = staff.post(
        reverse("event_questions:add"),
        {
            "participation_type": kind.pk,
            "kind": "choice",
            "asked": "company",
            "label_ja": "交通手段",
            "options_ja": "車\n電車",
            "position": "1",
            "is_active": "on",
        },
    )
    assert added.status_code == 302
    question = Question.objects.get()
    other = make.make_type()
    staff.post(reverse("events_questions_copy"), {"source": kind.pk, "target": other.pk})
    assert other.questions.count() == 1
    done = make.apply(kind, replies=[Reply(question=question.pk, value="車")])
    response = staff.post(reverse("event_questions:delete", args=[question.pk]), follow=True)
    assert "すでに答えがあるため削除できません" in response.content.decode()
    assert Question.objects.filter(pk=question.pk).exists()
    page = staff.get(reverse("registrations:inspect", args=[done.pk])).content.decode()
    assert "交通手段" in page
    assert staff.get(reverse("event_questions:index")).status_code == 200


def test_the_list_of_questions_costs_the_same_for_one_and_for_many(staff, kind):
    from django.db import connection  # noqa: PLC0415  the live connection of the test
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(reverse("event_questions:index")).status_code == 200
        return len(captured)

    make.make_question(kind)
    queries()
    one = queries()
    for _ in range(8):
        make.make_question(make.make_type())
    assert queries() == one


def test_only_event_managers_copy(client):
    client.force_login(make.make_user())
    assert client.get(reverse("events_questions_copy")).status_code in (302, 403)
