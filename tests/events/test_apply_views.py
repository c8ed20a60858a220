"""The application form over HTTP: without script, nothing lost, one receipt."""

import re

import pytest
from django.urls import reverse

from events.models import ParticipationType, Registration, RegistrationDraft
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make.make_organization()


@pytest.fixture
def user(organization):
    return make.make_user(organization, family_name_kana="タカサキ", given_name_kana="ハナコ")


@pytest.fixture
def applicant(client, user):
    client.force_login(user)
    return client


def answers(people=1, **changes):
    data = {
        "people": str(people),
        "name": "髙﨑　花子",
        "email": "hanako@example.jp",
        "phone": "０９２−555-1234",
        "message": "",
        "action": "review",
    }
    for index in range(people):
        data |= {
            f"people-{index}-family_name": "髙﨑",
            f"people-{index}-given_name": "花子",
            f"people-{index}-family_name_kana": "たかさき",
            f"people-{index}-given_name_kana": "ﾊﾅｺ",
            f"people-{index}-department": "",
            f"people-{index}-job_title": "",
            f"people-{index}-email": f"person{index}@example.jp",
        }
    return data | changes


def apply_url(kind):
    return reverse("events:apply", args=[kind.pk])


def review_url(kind):
    return reverse("events:review", args=[kind.pk])


def send(client, kind, **data):
    client.post(apply_url(kind), answers(2))
    page = client.get(review_url(kind)).content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    return client.post(review_url(kind), {"key": key, "consent": "yes"} | data), key


def test_from_form_to_receipt(applicant, user, organization):
    kind = make.make_type()
    assert "髙﨑" in applicant.get(apply_url(kind)).content.decode()
    response, _key = send(applicant, kind)
    registration = Registration.objects.get()
    assert response.url == reverse("events:registration_receipt", args=[registration.reference])
    assert registration.organization == organization
    assert registration.applicant == user
    assert registration.is_confirmed
    first = registration.attendees.first()
    assert (first.family_name_kana, first.given_name_kana) == ("タカサキ", "ハナコ")
    assert registration.contact_name == "髙﨑 花子"
    assert registration.contact_phone == "0925551234"
    receipt = applicant.get(response.url).content.decode()
    assert registration.reference in receipt
    assert "これからの流れ" in receipt
    assert not RegistrationDraft.objects.exists()


def test_a_double_click_gives_the_same_receipt(applicant):
    kind = make.make_type()
    first, key = send(applicant, kind)
    second = applicant.post(review_url(kind), {"key": key, "consent": "yes"})
    assert second.url == first.url
    assert Registration.objects.count() == 1
    assert Mail.objects.filter(key__endswith="receipt").count() == 1


def test_coming_back_after_applying_leads_to_the_registration(applicant):
    kind = make.make_type()
    send(applicant, kind)
    response = applicant.get(apply_url(kind))
    assert response.url == reverse(
        "events:registration", args=[Registration.objects.get().reference]
    )


def test_without_consent_nothing_is_registered_and_nothing_lost(applicant):
    kind = make.make_type()
    response, _key = send(applicant, kind, consent="")
    assert response.status_code == 422
    assert "同意" in response.content.decode()
    assert not Registration.objects.exists()
    assert RegistrationDraft.objects.get().is_complete


def test_the_consent_box_is_not_ticked_beforehand_and_names_the_hosts(applicant):
    kind = make.make_type()
    kind.session.event.hosts.create(role="co_organiser", name_ja="FAIS", receives_data=True)
    applicant.post(apply_url(kind), answers())
    page = applicant.get(review_url(kind)).content.decode()
    assert "FAIS" in page
    assert "checked" not in page


def test_adding_and_removing_people_loses_nothing(applicant):
    kind = make.make_type()
    applicant.post(apply_url(kind), answers(1, action="add"), follow=True)
    page = applicant.get(apply_url(kind))
    assert len(page.context["form"].people) == 2
    assert page.context["form"].people[0].fields.initial["email"] == "person0@example.jp"
    applicant.post(
        apply_url(kind), answers(2, **{"action": "remove-0", "people-1-email": "two@example.jp"})
    )
    (left,) = applicant.get(apply_url(kind)).context["form"].people
    assert left.fields.initial["email"] == "two@example.jp"


def test_people_cannot_be_added_beyond_the_limit(applicant):
    kind = make.make_type(max_attendees=2)
    applicant.post(apply_url(kind), answers(2, action="add"))
    assert len(applicant.get(apply_url(kind)).context["form"].people) == 2
    applicant.post(apply_url(kind), answers(40))
    assert len(RegistrationDraft.objects.get().data["people"]) == 2


def test_what_was_typed_is_kept_when_the_page_is_closed(applicant):
    kind = make.make_type()
    applicant.post(apply_url(kind), answers(1, action="save", message="車いすで参加します"))
    page = applicant.get(apply_url(kind)).content.decode()
    assert "車いすで参加します" in page
    assert "保存した内容から続けられます" in page
    assert str(kind) in applicant.get(reverse("events:registrations")).content.decode()


def test_a_name_of_ten_thousand_characters_is_answered_in_words(applicant):
    kind = make.make_type()
    response = applicant.post(
        apply_url(kind), answers(1, **{"people-0-family_name": "髙" * 10_000})
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "60文字以内で入力してください（いまは10,000文字です）" in page
    assert "参加者1 姓" in page
    assert "花子" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"people-0-family_name": "高﨑😀"}, "使えない文字"),
        ({"people-0-family_name_kana": "takasaki"}, "カタカナで入力してください"),
        ({"phone": "12"}, "電話番号を市外局番から"),
        ({"people-0-email": ""}, "people-0-email"),
        ({"email": "not an address"}, "id_email"),
    ],
)
def test_wrong_answers_get_a_message_beside_the_field(applicant, changes, message):
    kind = make.make_type()
    response = applicant.post(apply_url(kind), answers(1, **changes))
    assert response.status_code == 422
    assert message in response.content.decode()


def test_control_characters_and_forged_keys_break_nothing(applicant):
    kind = make.make_type()
    applicant.post(apply_url(kind), answers(1, action="save", message="a\x00b"))
    assert RegistrationDraft.objects.get().data["contact"]["message"] == "ab"
    response = applicant.post(review_url(kind), {"key": "\x00", "consent": "yes"})
    assert response.url == apply_url(kind)
    assert applicant.get("/registrations/apply/99999999999999999999999/").status_code == 404


def test_too_few_people_are_told_how_many(applicant):
    kind = make.make_type(min_attendees=3)
    response, _key = send(applicant, kind)
    assert response.status_code == 422
    assert "3人から6人" in response.content.decode()
    assert len(applicant.get(apply_url(kind)).context["form"].people) == 2


def test_a_colleague_in_the_same_company_gets_the_existing_registration(client, organization):
    kind = make.make_type()
    make.apply(kind, organization=organization)
    client.force_login(make.make_user(organization))
    response = client.get(apply_url(kind), follow=True)
    assert "すでにお申し込みいただいています" in response.content.decode()


def test_a_deadline_that_passes_while_the_form_is_open_keeps_the_draft(applicant):
    kind = make.make_type()
    applicant.post(apply_url(kind), answers())
    kind.session.state = "closed"
    kind.session.save()
    response = applicant.post(review_url(kind), {"consent": "yes", "key": "x"})
    assert response.status_code == 409
    assert "受付は終わりました" in response.content.decode()
    assert RegistrationDraft.objects.get().is_complete


def test_drafts_and_unknown_types_are_not_shown(applicant):
    kind = make.make_type(make.make_session(state="draft"))
    assert applicant.get(apply_url(kind)).status_code == 404
    assert applicant.get(reverse("events:apply", args=[999999])).status_code == 404


def test_a_visitor_may_apply_or_log_in(client):
    kind = make.make_type()
    page = client.get(apply_url(kind)).content.decode()
    assert "会員登録なしで、このまま申し込めます" in page
    assert f"{reverse('account_login')}?next={apply_url(kind)}" in page
    assert "company-name" in page


def test_the_last_place_shows_as_full_to_the_next(applicant):
    kind = make.make_type(capacity=1)
    make.apply(kind)
    assert "キャンセル待ちになります" in applicant.get(apply_url(kind)).content.decode()
    send(applicant, kind)
    assert ParticipationType.objects.get(pk=kind.pk).taken == 1
    registration = Registration.objects.get(applicant__isnull=False)
    page = applicant.get(reverse("events:registration", args=[registration.reference]))
    assert "1番目" in page.content.decode()


def test_the_form_speaks_english(applicant):
    kind = make.make_type()
    page = applicant.get("/en" + apply_url(kind)).content.decode()
    assert "On-site team" in page
