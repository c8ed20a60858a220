"""The Wagtail admin: who sees what, and that nothing breaks."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.accounts.models import User
from portal.content.models import GuidePage

OPEN, CLOSED = 200, 302
ALLOWED = {
    "editor": {"edit", "add", "images", "documents", "readings"},
    "publisher": {"edit", "add", "images", "documents", "readings", "terms"},
    "administrator": {
        "edit",
        "add",
        "images",
        "documents",
        "readings",
        "terms",
        "users",
        "user",
        "workflows",
    },
    "event_manager": {"images", "documents", "readings"},
    "coordinator": set(),
}


pytestmark = pytest.mark.usefixtures("past_second_factor")


@pytest.fixture
def addresses(guide):
    return {
        "edit": reverse("wagtailadmin_pages:edit", args=[guide.pk]),
        "add": reverse(
            "wagtailadmin_pages:add", args=["content", "guidepage", guide.get_parent().pk]
        ),
        "images": reverse("wagtailimages:index"),
        "documents": reverse("wagtaildocs:index"),
        "readings": reverse("attachment_reading"),
        "terms": "/admin/snippets/taxonomy/theme/",
        "users": reverse("wagtailusers_users:index"),
        "user": reverse("wagtailusers_users:add"),
        "workflows": reverse("wagtailadmin_workflows:index"),
    }


@pytest.mark.parametrize("role", ALLOWED)
def test_each_role_sees_its_part(client, staff, addresses, role):
    client.force_login(staff(role))
    assert client.get("/admin/").status_code == OPEN
    seen = {name for name, url in addresses.items() if client.get(url).status_code == OPEN}
    assert seen == ALLOWED[role]


def test_admin_is_branded_and_japanese(client, staff):
    client.force_login(staff("editor"))
    html = client.get("/admin/").content.decode()
    assert "SECUNITY Portal" in html
    assert "portal/admin/admin.css" in html
    assert "判断を待っていること" in html
    assert '<html lang="ja"' in html


def test_terms_can_be_renamed_but_not_added_or_deleted(client, staff):
    client.force_login(staff("publisher"))
    edit = "/admin/snippets/taxonomy/theme/edit/bcp_plan/"
    assert client.get(edit).status_code == OPEN
    client.post(edit, {"label_ja": "続ける計画", "label_en": "Plan", "position": 11})
    assert "続ける計画" in client.get("/admin/snippets/taxonomy/theme/").content.decode()
    assert client.get("/admin/snippets/taxonomy/theme/add/").status_code == CLOSED
    assert client.get("/admin/snippets/taxonomy/theme/delete/bcp_plan/").status_code == CLOSED


def test_administrator_makes_and_changes_users(client, staff):
    client.force_login(staff("administrator"))
    response = client.post(
        reverse("wagtailusers_users:add"),
        {"email": "new@example.jp", "family_name": "新", "given_name": "人", "groups": []},
    )
    assert response.status_code == CLOSED
    user = User.objects.get(email="new@example.jp")
    assert user.is_staff
    assert not user.has_usable_password()
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    assert "is_superuser" not in client.get(edit).content.decode()
    client.post(
        edit,
        {
            "email": "new@example.jp",
            "family_name": "改",
            "given_name": "人",
            "is_active": "on",
            "is_superuser": "on",
        },
    )
    user.refresh_from_db()
    assert user.family_name == "改"
    assert not user.is_superuser
    assert client.get(reverse("wagtailusers_users:index"), {"q": "改"}).status_code == OPEN
    assert (
        client.get(reverse("wagtailusers_users:index"), {"ordering": "name"}).status_code == OPEN
    )


def test_only_superusers_change_superusers(client, staff):
    boss = User.objects.create_superuser("boss@example.jp")
    client.force_login(staff("administrator"))
    edit = reverse("wagtailusers_users:edit", args=[boss.pk])
    assert client.get(edit).status_code in {CLOSED, 403}


def test_editor_writes_a_page_with_blocks_and_submits_it(client, staff, addresses):
    editor = staff("editor")
    staff("publisher")
    client.force_login(editor)
    data = {
        "title": "見出しのある手引き",
        "slug": "written",
        "summary": "要約",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-value": "はじめに",
        "sources-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "action-submit": "1",
    }
    response = client.post(addresses["add"], data)
    assert response.status_code == CLOSED, response.context["form"].errors
    page = GuidePage.objects.get(slug="written")
    assert not page.live
    assert page.workflow_in_progress
    assert json.loads(page.latest_revision.content["body"])[0]["value"] == "はじめに"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.svg", b"<svg onload='alert(1)'/>", "jpg, jpeg, png"),
        ("a.png", b"not a picture", ""),
    ],
)
def test_wrong_pictures_are_refused_with_a_reason(client, staff, name, content, message):
    client.force_login(staff("editor"))
    response = client.post(
        reverse("wagtailimages:add"), {"title": "絵", "file": SimpleUploadedFile(name, content)}
    )
    errors = response.context["form"].errors["file"]
    assert errors
    assert message in str(errors).lower()


def test_wrong_documents_are_refused_with_a_reason(client, staff, settings):
    client.force_login(staff("editor"))
    response = client.post(
        reverse("wagtaildocs:add"),
        {"title": "実行形式", "file": SimpleUploadedFile("run.exe", b"MZ")},
    )
    assert "pdf" in str(response.context["form"].errors["file"]).lower()


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("a.pdf", b"%PDF-1.7 ...", ""),
        ("a.pdf", b"%PDF-1.7 /Encrypt", ""),
        ("a.pdf", b"MZ\x90 not a pdf", "名前と中身が合いません"),
        ("a.csv", "県,件数".encode(), ""),
        ("a.csv", b"a\x00b", "送れるのは、PDF"),
    ],
)
def test_documents_are_what_their_names_say(client, staff, name, content, refused):
    client.force_login(staff("editor"))
    response = client.post(
        reverse("wagtaildocs:add"),
        {"title": "資料", "file": SimpleUploadedFile(name, content)},
    )
    assert (response.status_code == CLOSED) == (not refused)
    if refused:
        assert refused in str(response.context["form"].errors["file"])
