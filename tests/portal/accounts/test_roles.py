"""Roles: groups exist after every migration, and decide alone who may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from portal.accounts import roles
from portal.accounts.decorators import role_required
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_owner
from portal.accounts.services import person
from portal.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_each_role_is_a_group_that_may_enter_the_admin():
    for role in Role:
        group = Group.objects.get(name=role.value)
        assert group.permissions.filter(codename="access_admin").exists()


def test_making_groups_again_takes_nothing_away():
    group = Group.objects.get(name="editor")
    extra = group.permissions.model.objects.exclude(pk__in=group.permissions.all()).first()
    group.permissions.add(extra)
    roles.create_groups()
    assert extra in group.permissions.all()


def test_administrators_hold_every_role(make_user):
    user = person.set_roles(user=make_user(), roles={Role.ADMINISTRATOR})
    assert all(has_role(user, role) for role in Role)


def test_an_editor_is_only_an_editor(make_user):
    user = person.set_roles(user=make_user(), roles={Role.EDITOR})
    assert [role for role in Role if has_role(user, role)] == [Role.EDITOR]


def test_losing_all_roles_is_leaving_the_staff(make_user):
    user = person.set_roles(user=make_user(), roles={Role.EDITOR})
    user = person.set_roles(user=user, roles=set())
    assert not user.is_staff
    assert AuditEntry.objects.filter(action="user.roles_set").count() == 2


def test_the_inactive_and_the_anonymous_hold_nothing(make_user, organization):
    user = person.set_roles(user=make_user("x@example.jp"), roles={Role.ADMINISTRATOR})
    user.is_active = False
    assert not has_role(user, Role.EDITOR)
    assert not has_role(AnonymousUser(), Role.EDITOR)
    assert not is_owner(AnonymousUser(), organization)


def view(request):
    return HttpResponse("inside")


def test_the_door_of_staff_views(rf, make_user, client, settings):
    settings.MFA_REQUIRED_PREFIXES = ("/admin/",)
    guarded = role_required(Role.EVENT_MANAGER)(view)
    request = rf.get("/check-in/")
    request.session = client.session
    request.user = AnonymousUser()
    assert guarded(request).status_code == 302
    request.user = make_user("company@example.jp")
    with pytest.raises(PermissionDenied):
        guarded(request)
    request.user = person.set_roles(user=make_user(), roles={Role.EVENT_MANAGER})
    assert guarded(request).url == "/accounts/2fa/"
