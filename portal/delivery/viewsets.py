"""The outbox as staff see it: to be read, and failed messages put back to work."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from .models import OutboxMessage


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Looking needs the model's ``view`` right; a form for changes is nobody's."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only ``view`` can be held."""
        return action == "view" and bool(super().user_has_permission(user, "view"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of ``actions`` is looking, and allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class OutboxViewSet(ModelViewSet):
    """What waits, what failed, and why; never the text of a mail."""

    model = OutboxMessage
    name = "outbox"
    icon = "mail"
    menu_label = _("送信待ち")
    menu_order = 910
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: tuple[str, ...] = ()
    index_template_name = "portal/delivery/outbox.html"
    list_display = ("key", "topic", "state", "attempts", "last_error", "created_at")
    list_filter = ("state", "topic")
    search_fields = ("key",)
    search_backend_name = None
    inspect_view_fields = (
        "key",
        "topic",
        "state",
        "attempts",
        "available_at",
        "last_error",
        "created_at",
        "done_at",
    )

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        """Look, do not touch."""
        return ReadOnlyPolicy(self.model)
