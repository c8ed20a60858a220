"""Wagtail applications as the portal has them."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with the forms of our users."""

    user_viewset = "portal.content.admin.users.PortalUserViewSet"
