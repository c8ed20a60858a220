"""Terms in the Wagtail admin: staff change their names, nothing else."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Audience, Prefecture, Sector, Theme


class LabelsOnly(ModelPermissionPolicy):
    """The lists are closed: nobody adds or deletes a term."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action``; adding and deleting never."""
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether ``user`` may do one of ``actions``."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """As for the whole list."""
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """As for the whole list."""
        return self.user_has_any_permission(user, actions)


class TermViewSet(SnippetViewSet):
    """One closed list."""

    panels = [FieldPanel("label_ja"), FieldPanel("label_en"), FieldPanel("position")]
    list_display = ["label_ja", "label_en", "code", "position"]
    search_fields = ["label_ja", "label_en", "code"]
    icon = "tag"
    copy_view_enabled = False

    @property
    def permission_policy(self) -> LabelsOnly:
        """Labels only."""
        return LabelsOnly(self.model)


class SectorViewSet(TermViewSet):
    """業種."""

    model = Sector


class ThemeViewSet(TermViewSet):
    """テーマ."""

    model = Theme


class AudienceViewSet(TermViewSet):
    """対象."""

    model = Audience


class PrefectureViewSet(TermViewSet):
    """都道府県."""

    model = Prefecture


class TermsGroup(SnippetViewSetGroup):
    """All closed lists in one menu entry."""

    items = (SectorViewSet, ThemeViewSet, AudienceViewSet, PrefectureViewSet)
    menu_label = _("分類の名前")
    menu_icon = "tag"
    menu_order = 700


register_snippet(TermsGroup)
