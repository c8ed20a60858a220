"""Staff give, withdraw and print certificates, add materials and write the report."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events import extensions
from events.certificates.models import Certificate, CertificateRule, EventReport, SessionMaterial
from events.models import EventStaff, Host
from portal.accounts.enums import Role
from portal.content.services import roles
from portal.privacy.models import AuditEntry
from tests.factories import after
from tests.factories import content as content_factory
from tests.factories import events as make

pytestmark = pytest.mark.django_db
RULE = {
    "minimum_percent": 80,
    "title_ja": "修了証",
    "title_en": "Certificate",
    "text_ja": "修了を証します。",
    "text_en": "has completed it.",
    "issuer_ja": "九州経済産業局",
}


@pytest.fixture(autouse=True)
def _second_factor(settings):
    """Two steps of signing in have tests of their own; here staff are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


def staff(role):
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def manager(client):
    client.force_login(staff(Role.EVENT_MANAGER))
    return client


@pytest.fixture
def people(presence):
    found = after.over(people=3)
    presence.mark(*found[:2])
    return found


@pytest.fixture
def session(people):
    return people[0].registration.session


def url(name, *args):
    return reverse(f"certificates_desk:{name}", args=args)


def test_conditions_are_set_and_everybody_who_earned_it_gets_one(manager, session):
    Host.objects.create(event=session.event, role="organiser", name_ja="北九州商工会議所")
    assert "北九州商工会議所" in manager.get(url("session", session.pk)).content.decode()
    manager.post(url("session", session.pk), RULE | {"minimum_percent": 101})
    assert not CertificateRule.objects.exists()
    manager.post(url("session", session.pk), RULE)
    page = manager.post(url("issue_all", session.pk), follow=True).content.decode()
    assert "2通を発行しました" in page
    assert Certificate.objects.count() == 2
    assert manager.get(url("papers", session.pk)).content.startswith(b"%PDF-")
    assert AuditEntry.objects.get(action="certificates.printed").detail["count"] == 2


def test_one_more_for_a_reason_one_withdrawn_one_anew(manager, people, session):
    manager.post(url("session", session.pk), RULE)
    issue = url("issue_one", session.pk, people[2].pk)
    page = manager.post(issue, {"reason": ""}, follow=True).content.decode()
    assert "理由を入力してください" in page
    manager.post(issue, {"reason": "名札の読み取り忘れ"})
    made = Certificate.objects.get()
    manager.post(url("act", session.pk, made.pk, "reissue"), {"reason": "氏名の訂正"})
    manager.post(
        url("act", session.pk, Certificate.objects.first().pk, "revoke"), {"reason": "誤り"}
    )
    states = list(Certificate.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["replaced", "revoked"]
    page = manager.get(url("session", session.pk)).content.decode()
    assert "氏名の訂正" in page
    assert "の再発行" in page


def test_the_sample_in_both_languages_is_never_kept(manager, session):
    manager.post(url("session", session.pk), RULE)
    for language in ("ja", "en"):
        response = manager.get(url("sample", session.pk), {"language": language})
        assert response.content.startswith(b"%PDF-")
    assert not Certificate.objects.exists()


def test_materials_are_added_changed_and_dropped(manager, session):
    data = {
        "kind": "recording",
        "title_ja": "録画",
        "url": "video.example/1",
        "audience": "attended",
        "position": 0,
    }
    manager.post(url("materials", session.pk), data)
    made = SessionMaterial.objects.get()
    assert made.url == "https://video.example/1"
    manager.post(url("material", session.pk, made.pk), data | {"title_ja": "当日の録画"})
    assert "当日の録画" in manager.get(url("materials", session.pk)).content.decode()
    manager.post(url("drop_material", session.pk, made.pk))
    assert not SessionMaterial.objects.exists()


def test_the_report_is_written_and_printed(manager, session):
    data = {"summary": "よい会でした。", "insights": "気付き1\n気付き2", "to_change": "時間"}
    manager.post(url("report", session.pk), data)
    assert EventReport.objects.get().summary == "よい会でした。"
    assert manager.get(url("report_paper", session.pk)).content.startswith(b"%PDF-")
    manager.post(url("report", session.pk), data | {"is_public": "on"})
    manager.get(url("event_paper", session.event_id))
    assert AuditEntry.objects.filter(action="report.printed").first().detail["public"] is True


ADDRESSES = ["session", "papers", "sample", "materials", "report", "report_paper"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_who_runs_the_event_gets_in(client, session, name):
    user = staff(Role.EDITOR)
    client.force_login(user)
    # Without permission Wagtail leads back to its home; who has it is never led there.
    refused = (302, "/admin/")

    def answer():
        response = client.get(url(name, session.pk))
        return response.status_code, response.get("Location", "")

    assert answer() == refused or answer()[0] == 403
    EventStaff.objects.create(event=session.event, user=user, duty="check_in")
    assert answer() == refused or answer()[0] == 403
    EventStaff.objects.create(event=make.make_event(), user=user, duty="owner")
    assert answer() == refused or answer()[0] == 403
    EventStaff.objects.create(event=session.event, user=user, duty="owner")
    assert answer()[0] == 200 or answer()[1] == url("session", session.pk)


def test_another_sessions_certificate_cannot_be_reached(manager, people, session):
    manager.post(url("session", session.pk), RULE)
    manager.post(url("issue_all", session.pk))
    other = make.make_session()
    found = Certificate.objects.first()
    assert manager.get(url("paper", other.pk, found.pk)).status_code == 302
    act = url("act", other.pk, found.pk, "revoke")
    assert manager.post(act, {"reason": "x"}).status_code == 404


def test_the_list_of_sessions_costs_the_same(manager, session, django_assert_max_num_queries):
    manager.get(url("index"))
    with django_assert_max_num_queries(40) as one:
        assert session.event.title in manager.get(url("index")).content.decode()
    for _ in range(5):
        after.over()
    with django_assert_max_num_queries(40) as many:
        manager.get(url("index"))
    assert len(many) == len(one)


def test_the_desk_leads_to_all_of_it(session):
    links = {link.name: link for link in extensions.desk_links.items()}
    assert {"survey", "survey-results", "certificates", "materials", "report"} <= set(links)
    assert all(link.url(session) for link in links.values())
