"""One's own settings in the administration: language, colours, picture, password."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


class OwnAccountView(AccountView):
    """Without the name: it is kept in fields of ours, and corrected in the profile.

    Wagtail asks for a first and a last name, would keep neither, and saves nothing
    without them.
    """

    def get_panels(self) -> list[Any]:
        """All but that of the name."""
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NameEmailSettingsPanel)]


own_account = require_admin_access(OwnAccountView.as_view())
