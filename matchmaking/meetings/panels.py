"""What my page says about meeting days."""

from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.mypage import Item

from ..enums import Side
from ..models import MeetingDay, MeetingParticipant
from . import selectors


def items(user: Any, side: Side) -> list[Item]:
    """Days to come to which organizations of ``user`` are invited."""
    found = selectors.of_user(user).filter(side=side, day__on__gte=timezone.localdate())
    found = found.exclude(day__state=MeetingDay.State.CANCELLED)
    found = found.exclude(state=MeetingParticipant.State.GONE)
    return [
        Item(
            title=one.day.title,
            url=one.day.get_absolute_url(),
            meta=_("個別相談会・%(place)s") % {"place": one.day.place},
            status=one.get_state_display(),
            when=one.begins,
            urgent=one.state == MeetingParticipant.State.INVITED,
        )
        for one in found.annotate(begins=Min("day__slots__begins_at"))
    ]
