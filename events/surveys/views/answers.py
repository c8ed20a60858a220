"""The survey as a person answers it, by the signed link of the personal page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from events import links
from events.models import Attendee
from events.views.attendees import with_attendee

from ..forms.answers import AnswersForm
from ..models import Survey
from ..selectors import surveys as selectors
from ..services import answering
from ..services.errors import AlreadyAnswered, NotOpen


@require_http_methods(["GET", "HEAD", "POST"])
@with_attendee
def answer(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """The questions, and the thanks; what was typed stays when something is missing."""
    invitation = selectors.invitation(attendee)
    if invitation is None:
        raise Http404
    token = links.attendee_token(attendee)
    back = reverse("events:attendee", args=[token])
    context = about(invitation.survey) | {"back": back, "answered": invitation.answered}
    if not invitation.can_answer:
        status = 200 if invitation.answered else 410
        return render(request, "events/surveys/done.html", context, status=status)
    form = AnswersForm(
        request.POST if request.method == "POST" else None, survey=invitation.survey
    )
    if request.method == "POST" and form.is_valid():
        return _take(request, attendee, invitation.survey, form, context)
    status = 422 if request.method == "POST" else 200
    return render(request, "events/surveys/answer.html", context | {"form": form}, status=status)


def _take(
    request: HttpRequest,
    attendee: Attendee,
    survey: Survey,
    form: AnswersForm,
    context: dict[str, Any],
) -> HttpResponse:
    try:
        answering.answer(survey=survey, attendee=attendee, answers=form.cleaned_answers())
    except AlreadyAnswered as error:
        messages.info(request, error.message)
    except NotOpen:
        # The deadline passed while the form was open: what was typed stays on the page.
        context = context | {"form": form, "too_late": True}
        return render(request, "events/surveys/answer.html", context, status=409)
    return redirect("surveys:answer", links.attendee_token(attendee))


def about(survey: Survey) -> dict[str, Any]:
    """What every page of a survey shows."""
    return {
        "survey": survey,
        "session": survey.session,
        "event": survey.session.event if survey.session else None,
        "too_late": False,
        "is_preview": False,
    }
