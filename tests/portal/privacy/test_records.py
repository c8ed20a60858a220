"""The records in the admin: administrators read, nobody writes."""

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import person
from portal.privacy import services
from portal.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db
VIEWSETS = ["audit", "consents", "erasures", "purges"]


@pytest.fixture
def entry():
    return services.record(action="seed.published", target="seed:7", reason="確認済み")


def staff(client, role):
    user = User.objects.create_user(f"{role.value}@example.jp")
    client.force_login(person.set_roles(user=user, roles={role}))


def test_administrators_read_the_audit_log(client, entry):
    staff(client, Role.ADMINISTRATOR)
    page = client.get(reverse("audit:index")).content.decode()
    assert "seed.published" in page
    assert "確認済み" in client.get(reverse("audit:inspect", args=[entry.pk])).content.decode()


def test_all_records_open_for_administrators(client, entry):
    staff(client, Role.ADMINISTRATOR)
    services.give_consent(purpose="x", notice_version="1", subject="y")
    for name in VIEWSETS:
        assert client.get(reverse(f"{name}:index")).status_code == 200


def test_others_do_not_see_them(client, entry):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        staff(client, role)
        for name in VIEWSETS:
            answer = client.get(reverse(f"{name}:index"))
            assert answer.status_code in {302, 403}
        assert reverse("audit:index") not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("who", ["administrator", "superuser"])
@pytest.mark.parametrize("action", ["add", "edit", "delete"])
def test_nobody_changes_them(client, entry, who, action):
    if who == "superuser":
        client.force_login(User.objects.create_superuser("root@example.jp"))
    else:
        staff(client, Role.ADMINISTRATOR)
    url = reverse(f"audit:{action}", args=[] if action == "add" else [entry.pk])
    assert client.post(url, {"action": "x", "target": "y"}).status_code in {302, 403, 404, 405}
    entry.refresh_from_db()
    assert entry.action == "seed.published"
    assert not AuditEntry.objects.filter(action="x").exists()


def test_the_list_can_be_taken_away_as_a_file(client, entry):
    staff(client, Role.ADMINISTRATOR)
    answer = client.get(reverse("audit:index"), {"export": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert "seed:7" in b"".join(answer.streaming_content).decode()
