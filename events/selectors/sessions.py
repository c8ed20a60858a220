"""Reading sessions for the public."""

from django.utils.translation import get_language

from ..models import EventPage


def page_url(event_id: int) -> str:
    """Address of the event's public page in the language of the moment, else in Japanese."""
    code = (get_language() or "ja")[:2]
    pages = {
        page.locale.language_code: page
        for page in EventPage.objects.live()
        .filter(event_id=event_id)
        .select_related("locale")
        .order_by("pk")
    }
    page = pages.get(code) or pages.get("ja") or next(iter(pages.values()), None)
    return page.url or "" if page else ""
