"""What this room adds to the Wagtail admin."""

from wagtail import hooks

from .viewsets import SearchGroup


@hooks.register("register_admin_viewset")
def search_group() -> SearchGroup:
    """Words, promotions, and what is asked."""
    return SearchGroup()
