"""Records that staff may read and nobody may change, in the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from .models import AuditEntry, Consent, ErasureRequest, PurgeRun


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Reading needs the model's ``view`` right; adding, changing and deleting is nobody's."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only ``view`` can be held."""
        if action != "view":
            return False
        return bool(super().user_has_permission(user, "view"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of ``actions`` is reading and allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class ReadOnlyViewSet(ModelViewSet):
    """A list with search and filters, and a page per record; no form anywhere."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = False
    add_to_reference_index = False
    form_fields: tuple[str, ...] = ()
    list_export: tuple[str, ...] = ()

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        """The same for all: look, do not touch."""
        return ReadOnlyPolicy(self.model)


class AuditViewSet(ReadOnlyViewSet):
    """Who did what."""

    model = AuditEntry
    name = "audit"
    icon = "history"
    menu_label = _("操作の記録")
    list_display = ("at", "action", "target", "actor")
    list_filter = ("action", "at")
    search_fields = ("action", "target")
    list_export = ("at", "action", "target", "actor_id", "reason", "detail")
    inspect_view_fields = ("at", "actor", "action", "target", "reason", "detail")


class ConsentViewSet(ReadOnlyViewSet):
    """Consents given and withdrawn."""

    model = Consent
    name = "consents"
    icon = "check"
    menu_label = _("同意の記録")
    list_display = ("given_at", "purpose", "notice_version", "subject", "withdrawn_at")
    list_filter = ("purpose", "given_at")
    search_fields = ("purpose", "subject")
    inspect_view_fields = ("purpose", "notice_version", "subject", "given_at", "withdrawn_at")


class ErasureViewSet(ReadOnlyViewSet):
    """Who asked to be forgotten, and when it is done."""

    model = ErasureRequest
    name = "erasures"
    icon = "bin"
    menu_label = _("消去の求め")
    list_display = ("requested_at", "__str__", "due_at", "withdrawn_at", "done_at")
    inspect_view_fields = ("requested_at", "due_at", "withdrawn_at", "done_at")


class PurgeViewSet(ReadOnlyViewSet):
    """What the nightly purge dropped."""

    model = PurgeRun
    name = "purges"
    icon = "time"
    menu_label = _("保存期間による消去")
    list_display = ("at", "rule", "cutoff", "dropped", "error")
    list_filter = ("rule", "at")
    inspect_view_fields = ("at", "rule", "cutoff", "dropped", "error")


class RecordsGroup(ModelViewSetGroup):
    """All of them under one entry of the menu."""

    menu_label = _("記録")
    menu_icon = "history"
    menu_order = 900
    items = (AuditViewSet, ConsentViewSet, ErasureViewSet, PurgeViewSet)
