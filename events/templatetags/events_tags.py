"""Tags of the room: words about sessions, and lists for the pages of other rooms."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from .. import moments
from ..models import Session
from ..services import titles

register = template.Library()


@register.simple_tag
def session_title(session: Session) -> str:
    """Title of the session, marked when it is a sample."""
    return titles.session_title(session)


@register.simple_tag
def session_when(session: Session) -> str:
    """Day and times in words."""
    return moments.span_in_words(session.starts_at, session.ends_at)


@register.simple_tag
def events_url() -> str:
    """The list of events in the language of the moment."""
    code = get_language() or settings.LANGUAGE_CODE
    return "/events/" if code == settings.LANGUAGE_CODE else f"/{code}/events/"


register.filter("day_in_words", moments.day_in_words)
register.filter("moment_in_words", moments.moment_in_words)
