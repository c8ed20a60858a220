"""Copying questions from one participation type to another, for staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from .. import permissions
from ..enums import Duty
from ..services import questions
from ..viewsets.questions import CopyQuestionsForm


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Choose source and target; questions that are there already are not doubled."""
    if not permissions.has_any_duty(request.user, Duty.OWNER):
        raise PermissionDenied
    form = CopyQuestionsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        number = questions.copy(**form.cleaned_data)
        messages.success(request, _("質問を%(number)s件写しました。") % {"number": number})
        return redirect("event_questions:index")
    return render(request, "events/admin/copy_questions.html", {"form": form})
