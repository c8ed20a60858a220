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

from .selectors import surveys as selectors


def _invitation(request: HttpRequest, attendee: Attendee) -> SafeString:
    found = selectors.invitation(attendee)
    if found is None:
        return SafeString("")
    context = {
        "survey": found.survey,
        "invitation": found,
        "url": reverse("surveys:answer", args=[links.attendee_token(attendee)]),
    }
    return render_to_string("events/surveys/panel.html", context, request)


def _note(session: Session) -> str:
    survey = selectors.of_session(session)
    if survey is None:
        return ""
    count = survey.responses.count()
    return ngettext("%(count)s件の回答", "%(count)s件の回答", count) % {"count": count}


def _url(name: str) -> Any:
    return lambda session: reverse(f"surveys_desk:{name}", args=[session.pk])


def register() -> None:
    """Make the panels and links known."""
    extensions.attendee_panels.register(extensions.Panel("survey", 40, _invitation))
    extensions.desk_links.register(
        extensions.DeskLink(
            "survey",
            60,
            _("アンケートを作る"),
            _url("edit"),
            permissions.may_manage_event,
        )
    )
    extensions.desk_links.register(
        extensions.DeskLink(
            "survey-results",
            61,
            _("アンケートの結果"),
            _url("results"),
            permissions.may_manage_event,
            _note,
        )
    )
