"""What this part adds to the personal page of an attendee and to the desk of a session."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import extensions, links, permissions
from events.models import Attendee, Session

from .models import Certificate
from .selectors import certificates as selectors
from .selectors import entitlement
from .selectors import materials as material_selectors


def _certificate(request: HttpRequest, attendee: Attendee) -> SafeString:
    """The certificate, or after the session what is still missing."""
    session = attendee.registration.session
    found = selectors.valid_of(attendee)
    standing = None
    if found is None:
        rule = entitlement.rule_of(session)
        if rule is None or not session.is_over or not attendee.registration.is_confirmed:
            return SafeString("")
        standing = entitlement.of_attendee(attendee, rule)
        if not standing.came:
            return SafeString("")
        if attendee.certificates.exists():
            # One was withdrawn: staff decide about another.
            return SafeString("")
    context = {
        "certificate": found,
        "standing": standing,
        "token": links.attendee_token(attendee),
    }
    return render_to_string("events/certificates/panel.html", context, request)


def _materials(request: HttpRequest, attendee: Attendee) -> SafeString:
    found = material_selectors.visible_to(attendee)
    if not found:
        return SafeString("")
    context = {"materials": found, "token": links.attendee_token(attendee)}
    return render_to_string("events/certificates/materials_panel.html", context, request)


def _note(session: Session) -> str:
    count = Certificate.objects.filter(session=session, state="valid").count()
    return ngettext("%(count)s通", "%(count)s通", count) % {"count": count} if count else ""


def _url(name: str) -> Any:
    return lambda session: reverse(f"certificates_desk:{name}", args=[session.pk])


def register() -> None:
    """Make the panels and links known."""
    extensions.attendee_panels.register(extensions.Panel("certificate", 50, _certificate))
    extensions.attendee_panels.register(extensions.Panel("materials", 45, _materials))
    for name, order, label, target, note in (
        ("certificates", 62, _("修了証"), "session", _note),
        ("materials", 63, _("資料と録画"), "materials", lambda _session: ""),
        ("report", 64, _("開催報告"), "report", lambda _session: ""),
    ):
        extensions.desk_links.register(
            extensions.DeskLink(
                name, order, label, _url(target), permissions.may_manage_event, note
            )
        )
