"""Panels of the staff home."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from portal.content.staff_home import waiting_for


class WaitingPanel(Component):
    """Counts with their age, the oldest first, one click to the place."""

    name = "waiting"
    template_name = "portal/content/admin/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Ask all rooms what waits for this user."""
        return {"items": waiting_for(parent_context["request"].user)}
