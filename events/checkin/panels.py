"""What this part adds to pages of the room: the entrance for a person, the desk for staff."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import extensions
from events import links as room_links
from events import permissions as room

from . import links, permissions
from .enums import Gate
from .selectors import desk


def entrance(request: HttpRequest, attendee: Any) -> SafeString:
    """The online entrance on the page of one person; nothing for who comes to the venue."""
    now = timezone.now()
    gate = permissions.gate(attendee, now)
    if gate in (Gate.NOT_ONLINE, Gate.CLOSED):
        return SafeString("")
    session = attendee.registration.session
    opens_at = session.starts_at - permissions.OPENS_BEFORE
    context = {
        "gate": gate,
        "session": session,
        "event": session.event,
        "token": room_links.attendee_token(attendee),
        "opens_at": opens_at,
        # Reloading a week ahead helps nobody; near the hour the page opens by itself.
        "wait_seconds": max(1, int((opens_at - now).total_seconds())),
        "entered": attendee.attendances.filter(kind="online").first(),
    }
    return render_to_string("events/checkin/entrance.html", context, request=request)


def _note(session: Any) -> str:
    numbers = desk.numbers(session)
    return _("%(there)s / %(expected)s人") % {
        "there": numbers.arrived + numbers.online,
        "expected": numbers.expected,
    }


def _link_note(session: Any) -> str:
    if not session.has_online:
        return ""
    return _("設定済み") if session.join_url else _("未設定")


def register() -> None:
    """Make them known to the room."""
    extensions.attendee_panels.register(
        extensions.Panel(name="checkin.entrance", order=10, render=entrance)
    )
    extensions.desk_links.register(
        extensions.DeskLink(
            name="checkin.desk",
            order=60,
            label=gettext_lazy("当日の受付"),
            url=links.desk_url,
            allowed=room.may_check_in,
            note=_note,
        )
    )
    extensions.desk_links.register(
        extensions.DeskLink(
            name="checkin.link",
            order=50,
            label=gettext_lazy("オンラインの入口"),
            url=links.link_url,
            allowed=room.may_manage_event,
            note=_link_note,
        )
    )
