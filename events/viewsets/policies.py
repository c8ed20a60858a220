"""Who may use the viewsets; the rule itself is in ``permissions``."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.enums import Role

from .. import permissions


class EventManagerPolicy(BasePermissionPolicy):
    """Event managers may do everything; nobody else sees it."""

    actions: frozenset[str] = frozenset({"add", "change", "delete", "view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` runs events and ``action`` is possible here."""
        return action in self.actions and permissions.may_manage_events(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether one of ``actions`` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Event managers and administrators."""
        users = get_user_model().objects.filter(is_active=True)
        if not self.actions & set(actions):
            return users.none()
        names = [Role.EVENT_MANAGER, Role.ADMINISTRATOR]
        return users.filter(groups__name__in=names).distinct()


class ReadOnlyPolicy(EventManagerPolicy):
    """Registrations change only through the services, never through a form."""

    actions = frozenset({"view"})
