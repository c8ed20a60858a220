"""The groups of bureau staff and what each may do in the admin beyond pages.

Rights on pages and collections are given by the room of the pages.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from .enums import Role
from .permissions import GUESTS

ADMINISTRATOR_PERMISSIONS = {
    "accounts": ("user", "organization", "membership"),
    "delivery": ("outboxmessage",),
    "privacy": ("auditentry", "consent", "erasurerequest", "purgerun"),
    "auth": ("group",),
}


def _access_admin() -> Permission:
    content_type, _new = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    permission, _new = Permission.objects.get_or_create(
        content_type=content_type,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )
    return permission


def create_groups(**kwargs: Any) -> None:
    """One group per role, each with access to the admin; adds rights, takes none away."""
    access = _access_admin()
    for role in Role:
        group, _new = Group.objects.get_or_create(name=role.value)
        group.permissions.add(access)
    administrators = Group.objects.get(name=Role.ADMINISTRATOR.value)
    for label, models in ADMINISTRATOR_PERMISSIONS.items():
        create_permissions(apps.get_app_config(label), verbosity=0)
        administrators.permissions.add(
            *Permission.objects.filter(
                content_type__app_label=label, content_type__model__in=models
            )
        )


def guests() -> Group:
    """The group that opens the admin's door and nothing behind it."""
    group, new = Group.objects.get_or_create(name=GUESTS)
    if new:
        group.permissions.add(_access_admin())
    return group
