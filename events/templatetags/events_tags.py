"""Tags of the room: words about sessions, and lists for the pages of other rooms."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.templatetags import typography

from .. import calendar_links, links, moments, structured, wording
from ..enums import CompanyRole, EventKind
from ..models import Session
from ..selectors import detail, teasers
from ..services import titles

register = template.Library()
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


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


@register.simple_tag
def session_place(session: Session) -> str:
    """Where: the prefecture's or venue's name, and whether one can take part from afar."""
    words = []
    if session.has_place:
        words.append(session.venue or str(session.prefecture or ""))
    if session.has_online:
        words.append(_("オンライン"))
    return " / ".join(filter(None, words))


@register.simple_tag
def session_meta(session: Session) -> list[str]:
    """The lines of a card: when, where, what kind."""
    return [
        session_when(session),
        session_place(session),
        str(EventKind(session.event.kind).label),
    ]


@register.simple_tag
def run_note(run: detail.Run) -> str:
    """The last line of a card: places left of each open type, or why one cannot apply."""
    if not run.is_open:
        return str(run.state.label)
    return str(typography.APART).join(wording.places(choice) for choice in run.open_choices)


@register.inclusion_tag("events/includes/add_to_calendar.html")
def add_to_calendar(session: Session) -> dict[str, Any]:
    """A file for any calendar and links to those on the web."""
    url = links.absolute("events:session", session.pk, language=get_language() or "ja")
    return {
        "session": session,
        "links": [(name, make(session, url)) for name, make in calendar_links.WEB_CALENDARS],
    }


@register.inclusion_tag("events/includes/cards.html")
def upcoming_events(*, limit: int = 3) -> dict[str, Any]:
    """The next sessions as cards."""
    return {"entries": teasers.upcoming(limit=limit)}


@register.inclusion_tag("events/includes/cards.html")
def sector_events(sector: Any, *, limit: int = 3) -> dict[str, Any]:
    """The next sessions of a sector as cards; ``sector`` is a code or a term."""
    return {"entries": teasers.of_sector(sector=str(getattr(sector, "code", sector)), limit=limit)}


@register.simple_tag
def event_json_ld(page: Any, detail: detail.Detail) -> SafeString:
    """schema.org Event of each coming session, and of the latest when none is to come."""
    return format_html_join(
        "\n",
        '<script type="application/ld+json">{}</script>',
        (
            (mark_safe(json.dumps(one, ensure_ascii=False).translate(ESCAPES)),)  # noqa: S308  escaped for HTML on this line
            for one in structured.describe_all(page=page, detail=detail)
        ),
    )


@register.filter
def company_role(code: str) -> str:
    """The words for a ``CompanyRole``."""
    return str(dict(CompanyRole.choices).get(code, code))


WORDS = {
    "state_class": wording.state_class,
    "places_words": wording.places,
    "capacity_words": wording.capacity,
    "group_words": wording.group,
    "allocation_words": wording.allocation,
    "condition_words": wording.conditions,
    "fee_words": wording.fee,
    "choice_state": wording.choice_state,
    "choice_class": wording.choice_class,
}
for name, words in WORDS.items():
    register.simple_tag(words, name=name)
register.filter("day_in_words", moments.day_in_words)
register.filter("moment_in_words", moments.moment_in_words)
register.filter("time_in_words", moments.time_in_words)
