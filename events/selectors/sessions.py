"""Reading sessions for the public."""

from django.conf import settings
from django.utils.translation import get_language


def page_url(event_id: int) -> str:
    """Address of the event's page in the language of the moment."""
    code = get_language() or settings.LANGUAGE_CODE
    return "/events/" if code == settings.LANGUAGE_CODE else f"/{code}/events/"
