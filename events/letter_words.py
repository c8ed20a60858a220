"""The words that letters of the room are filled with, under their names in both languages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.delivery.letters import Placeholder

from . import moments
from .services.titles import session_title

Context = dict[str, Any]


def _reader(context: Context) -> str:
    attendee = context["attendee"]
    return attendee.full_name if attendee else context["registration"].contact_name


def _place(context: Context) -> str:
    session = context["session"]
    place = session.venue if session.has_place else ""
    online = (session.online_tool or str(_("オンライン"))) if session.has_online else ""
    return " / ".join(filter(None, (place, online)))


def _when(context: Context) -> str:
    return moments.span_in_words(context["session"].starts_at, context["session"].ends_at)


def _first_type(context: Context) -> str:
    registration = context["registration"]
    return str((registration.applied_type or context["type"]).label)


def _deadline(context: Context) -> str:
    expires = context["registration"].offer_expires_at
    return moments.moment_in_words(expires) if expires else ""


COMMON = (
    Placeholder("会社名", "company", lambda context: context["registration"].company_name),
    Placeholder("お名前", "name", _reader),
    Placeholder("イベント名", "event", lambda context: session_title(context["session"])),
    Placeholder("日時", "date", _when),
    Placeholder("会場", "place", _place),
    Placeholder("参加区分", "type", lambda context: str(context["type"].label)),
    Placeholder("受付番号", "reference", lambda context: context["registration"].reference),
    Placeholder("事務局", "office", lambda context: context["event"].contact_name),
    Placeholder("ページ", "page", lambda context: context["url"], is_address=True),
)
FIRST_TYPE = Placeholder("はじめの参加区分", "first type", _first_type)
DEADLINE = Placeholder("回答期限", "deadline", _deadline)
POSITION = Placeholder("順番", "position", lambda context: str(context["position"]))
