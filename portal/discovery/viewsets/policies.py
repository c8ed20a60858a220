"""Who may use the viewsets; the rule itself is in ``permissions``."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.enums import Role
from portal.discovery import permissions


class SearchPolicy(BasePermissionPolicy):
    """Whoever cares for search may do everything here, nobody else anything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action``."""
        return permissions.runs_search(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether one of ``actions`` is allowed."""
        return permissions.runs_search(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Editors, publishers, administrators."""
        names = [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR]
        users = get_user_model().objects.filter(is_active=True, groups__name__in=names)
        return users.distinct()
