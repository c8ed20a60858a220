"""What my page says about events."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.mypage import Item, Panel
from portal.templatetags.typography import APART

from . import moments
from .enums import RegistrationState
from .models import Registration
from .selectors import registrations as selectors
from .selectors.queue import waitlist_positions
from .services.titles import session_title


def _items(user: Any) -> list[Item]:
    """Unsent applications first, then registrations for sessions to come."""
    items = [
        Item(
            title=session_title(draft.participation_type.session),
            url=reverse("events:apply", args=[draft.participation_type_id]),
            meta=draft.participation_type.label,
            status=_("入力の途中"),
            when=draft.participation_type.deadline(),
            urgent=True,
        )
        for draft in selectors.drafts_of(user)
    ]
    registrations = list(selectors.registrations_of(user))
    positions = waitlist_positions(registrations)
    for registration in reversed(registrations):
        session = registration.session
        if session.is_over or not registration.is_active:
            continue
        items.append(
            Item(
                title=session_title(session),
                url=reverse("events:registration", args=[registration.reference]),
                meta=str(APART).join(
                    filter(
                        None,
                        [
                            moments.span_in_words(session.starts_at, session.ends_at),
                            registration.participation_type.label,
                            _standing(registration, positions),
                        ],
                    )
                ),
                status=str(RegistrationState(registration.state).label),
                when=registration.offer_expires_at
                if registration.is_offered
                else session.starts_at,
                urgent=registration.state == RegistrationState.OFFERED,
            )
        )
    return items


def _standing(registration: Registration, positions: dict[int, int]) -> str:
    """Position on the waitlist, or until when an offer is kept."""
    if position := positions.get(registration.pk):
        return _("キャンセル待ち%(position)s番目") % {"position": position}
    if registration.is_offered and registration.offer_expires_at:
        when = moments.moment_in_words(registration.offer_expires_at)
        return _("%(when)sまでにお答えください") % {"when": when}
    return ""


REGISTRATIONS = Panel(
    name="events",
    title=gettext_lazy("イベントの申込"),
    items=_items,
    empty_text=gettext_lazy("これからの申込はありません。"),
    action_label=gettext_lazy("申込の一覧"),
    action_url_name="events:registrations",
)

CALENDARS = Panel(
    name="calendars",
    title=gettext_lazy("予定の購読"),
    items=lambda _user: [],
    empty_text=gettext_lazy("申し込んだ回を、お使いのカレンダーに自動で出せます。"),
    action_label=gettext_lazy("カレンダーに出す"),
    action_url_name="events:private_feeds",
)
