"""Plain links that open a session in the web calendars people use; no script, no tracker."""

from collections.abc import Callable
from datetime import UTC
from urllib.parse import urlencode

from django.utils import timezone

from .models import Session
from .services.titles import session_title

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"


def place_of(session: Session) -> str:
    """Where, in one line, as calendars show it."""
    words = [session.venue, session.address] if session.has_place else []
    if session.has_online:
        words.append(session.online_tool)
    return " ".join(filter(None, words))


def google(session: Session, url: str) -> str:
    """A new entry in Google Calendar; ``url`` is the public page, told in the description."""
    start, end = session.starts_at.astimezone(UTC), session.ends_at.astimezone(UTC)
    query = {
        "action": "TEMPLATE",
        "text": session_title(session),
        "dates": f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}",
        "ctz": "Asia/Tokyo",
        "location": place_of(session),
        "details": url,
    }
    return f"{GOOGLE}?{urlencode(query)}"


def outlook(session: Session, url: str) -> str:
    """A new entry in Outlook on the web."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": session_title(session),
        "startdt": timezone.localtime(session.starts_at).isoformat(),
        "enddt": timezone.localtime(session.ends_at).isoformat(),
        "location": place_of(session),
        "body": url,
    }
    return f"{OUTLOOK}?{urlencode(query)}"


WEB_CALENDARS: list[tuple[str, Callable[[Session, str], str]]] = [
    ("Google", google),
    ("Outlook", outlook),
]
