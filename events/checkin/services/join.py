"""オンラインの入口: opened person by person, and the one place where its link is given out."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Attendee, Session
from events.services.errors import RegistrationError
from portal.privacy import services as privacy

from .. import permissions
from ..enums import Gate, Source, Step
from . import attendance


class BadLink(RegistrationError):
    """The new link is none that a browser can open safely."""

    code = "link"

    def __init__(self) -> None:
        super().__init__(_("https:// で始まる参加用URLを入力してください。"))


def enter(*, attendee: Attendee, now: datetime | None = None) -> str | None:
    """Note that ``attendee`` goes in and say where to; None while the entrance is shut.

    The link is read now: what staff changed a second ago is what counts.
    """
    now = now or timezone.now()
    session = Session.objects.get(pk=attendee.registration.session_id)
    attendee.registration.session = session
    if permissions.gate(attendee, now) != Gate.OPEN:
        return None
    attendance.record(
        report=attendance.Report(
            key=uuid.uuid4(),
            session=session,
            attendee=attendee,
            step=Step.JOIN,
            source=Source.JOIN,
            at=now,
        ),
        now=now,
    )
    return str(session.join_url)


def swap_link(*, session: Session, url: str, actor: Any, reason: str = "") -> Session:
    """Set the link that the entrance leads to; an empty one shuts it.

    Raises:
        BadLink: not an https address.
    """
    url = url.strip()
    if url and not is_safe(url):
        raise BadLink
    with transaction.atomic():
        current = Session.objects.select_for_update().get(pk=session.pk)
        if current.join_url != url:
            had_link = bool(current.join_url)
            current.join_url = url
            current.save(update_fields=["join_url", "updated_at"])
            privacy.record(
                action="session.join_link_changed",
                target=f"session:{session.pk}",
                actor=actor,
                reason=reason,
                # The audit log is read by more people than may know the link.
                detail={"had_link": had_link, "has_link": bool(url)},
            )
    return current


def is_safe(url: str) -> bool:
    """Whether ``url`` is a whole https address without white space."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    odd = any(char.isspace() or ord(char) < 33 for char in url)
    return parts.scheme == "https" and bool(parts.hostname) and not odd and len(url) <= 500
