"""What the parts of the page show: the thread and the meeting of an introduction."""

from typing import Any

from django.urls import reverse

from .. import permissions
from ..appointments import selectors as appointments
from ..appointments.forms import ProposalForm
from ..models import Introduction
from . import reply_addresses, selectors
from .forms import MessageForm


def address(name: str, introduction: Introduction, *args: Any, desk: bool) -> str:
    """An address of the thread at the public door or at the desk."""
    room = "matchmaking_desk" if desk else "matchmaking"
    return reverse(f"{room}:{name}", args=[introduction.pk, *args])


def context(user: Any, introduction: Introduction, *, desk: bool) -> dict[str, Any]:
    """Everything that the two parts need; empty forms where something may be written."""
    can_write = permissions.can_write_thread(user, introduction)
    return {
        "introduction": introduction,
        "desk": desk,
        "can_read_thread": permissions.can_read_thread(user, introduction),
        "can_write_thread": can_write,
        "entries": thread_entries(user, introduction, desk=desk),
        "can_reply_by_mail": reply_addresses.are_offered(),
        "message_form": MessageForm() if can_write else None,
        "meeting": appointments.shown(user, introduction),
        "meeting_form": ProposalForm(auto_id="meeting_%s") if can_write else None,
        "thread_url": address("thread", introduction, desk=desk),
        "meeting_url": address("appointment", introduction, desk=desk),
        "choose_url": address("appointment_act", introduction, "choose", desk=desk),
        "cancel_url": address("appointment_act", introduction, "cancel", desk=desk),
        "calendar_url": address("appointment_file", introduction, desk=desk),
    }


def thread_entries(user: Any, introduction: Introduction, *, desk: bool) -> list[dict[str, Any]]:
    """The lines of the thread, each file with its address."""
    if not permissions.can_read_thread(user, introduction):
        return []
    return [
        {
            "line": entry,
            "files": [
                (one, address("thread_file", introduction, one.key, desk=desk))
                for one in entry.files
            ],
        }
        for entry in selectors.entries(user, introduction)
    ]
