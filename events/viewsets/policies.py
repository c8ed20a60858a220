"""Who may use the viewsets; the rule itself is in ``permissions``."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.enums import Role

from .. import permissions
from ..enums import Duty
from ..models import Event

ALL = frozenset({"add", "change", "delete", "view"})


class EventPolicy(BasePermissionPolicy):
    """Event managers reach every row, the owner of an event the rows of that event.

    Args:
        model: what the rows are.
        to_event: the lookup from a row to its event; empty for the event itself, ``None``
            for what belongs to no event.
        actions: what can be done here at all.
        owner_actions: what owners may do of it.
    """

    def __init__(
        self,
        model: Any,
        *,
        to_event: str | None = None,
        actions: frozenset[str] = ALL,
        owner_actions: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(model)
        self.to_event = to_event
        self.actions = actions
        self.owner_actions = owner_actions & actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` to some row."""
        if permissions.may_manage_events(user):
            return action in self.actions
        return action in self.owner_actions and permissions.has_any_duty(user, Duty.OWNER)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether one of ``actions`` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this row."""
        if not self.user_has_permission(user, action):
            return False
        return permissions.may_manage_events(user) or (
            self.reached(user, self.model.objects.filter(pk=instance.pk)).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """The rows ``user`` may do one of ``actions`` to."""
        rows: QuerySet[Any] = self.model.objects.all()
        if not self.user_has_any_permission(user, actions):
            return rows.none()
        return self.reached(user, rows)

    def reached(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of ``rows`` those of events that ``user`` runs."""
        if permissions.may_manage_events(user):
            return rows
        if self.to_event is None:
            return rows.none()
        mine = Event.objects.filter(permissions.events_with_duty(user))
        return rows.filter(Q(**{f"{self.to_event or 'pk'}__in": mine.values("pk")}))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Event managers and administrators."""
        users = get_user_model().objects.filter(is_active=True)
        if not self.actions & set(actions):
            return users.none()
        names = [Role.EVENT_MANAGER, Role.ADMINISTRATOR]
        return users.filter(groups__name__in=names).distinct()


EventManagerPolicy = EventPolicy
"""For rows that belong to no event: event managers only."""


class ReadOnlyPolicy(EventPolicy):
    """Registrations change only through the services, never through a form."""

    def __init__(self, model: Any, *, to_event: str = "session__event") -> None:
        view = frozenset({"view"})
        super().__init__(model, to_event=to_event, actions=view, owner_actions=view)
