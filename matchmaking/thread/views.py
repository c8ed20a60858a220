"""The thread on the page: for the two sides, and for the coordinator at the desk.

Each address exists twice: below the public pages for the sides, below the admin (behind the
second factor) for coordinators. ``desk`` says which one it is.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import rate_limit
from portal.delivery import files as responses

from .. import permissions
from ..enums import Side
from ..models import Introduction
from ..transitions import NotAllowedError
from ..views import access, trails
from . import panels, selectors, services
from .forms import MessageForm

SANDBOX = "sandbox; default-src 'none'"
"""For files of others: should a browser open one after all, nothing in it runs."""


def found(request: HttpRequest, pk: int, *, desk: bool) -> Introduction:
    """The introduction ``pk`` for whoever stands at this door; not found for others."""
    if desk:
        if not permissions.is_coordinator(request.user):
            raise PermissionDenied
        introduction = get_object_or_404(Introduction.objects.with_sides(), pk=pk)
    else:
        introduction = access.open_introduction(request.user, pk)
        if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
            raise Http404
    if not permissions.can_read_thread(request.user, introduction):
        raise Http404
    return introduction


def home(introduction: Introduction, *, desk: bool, anchor: str = "thread") -> HttpResponse:
    """Back to the page that shows the thread."""
    if desk:
        return redirect(f"{panels.address('introduction', introduction, desk=True)}#{anchor}")
    return redirect(f"{introduction.get_absolute_url()}#{anchor}")


def page(
    request: HttpRequest, introduction: Introduction, *, desk: bool, **forms: Any
) -> HttpResponse:
    """The thread on a page of its own, with forms as they were sent."""
    template = "matchmaking/desk/thread_page.html" if desk else "matchmaking/thread.html"
    name = str(_("やり取り"))
    return render(
        request,
        template,
        {
            **panels.context(request.user, introduction, desk=desk),
            "seed": introduction.proposal.seed,
            "trail": trails.trail((str(_("紹介")), introduction.get_absolute_url()), (name, "")),
            **forms,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: Any, pk: int, *, desk: bool = False) -> HttpResponse:
    """The thread; sent with words it gains a message, and what is wrong is said beside them."""
    introduction = found(request, pk, desk=desk)
    if request.method != "POST":
        return page(request, introduction, desk=desk)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        if not rate_limit.within(request, "thread_message", user=request.user):
            form.add_error(
                None,
                _("短い時間にたくさん送られています。しばらくしてから、もう一度お送りください。"),
            )
        else:
            try:
                message = services.post(
                    introduction=introduction,
                    author=request.user,
                    body=form.cleaned_data["body"],
                    key=form.cleaned_data["key"],
                    given=form.cleaned_data["files"],
                )
            except NotAllowedError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("送りました。相手にメールでも届きます。"))
                return home(introduction, desk=desk, anchor=f"message-{message.pk}")
    return page(request, introduction, desk=desk, message_form=form)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, key: str, *, desk: bool = False) -> HttpResponse:
    """A file of the thread, to be saved; nobody but its readers finds it."""
    introduction = found(request, pk, desk=desk)
    kept = selectors.file_for(request.user, key)
    if kept is None or kept.message.introduction_id != introduction.pk:
        raise Http404
    with kept.file.open("rb") as content:
        response = responses.download(
            content.read(), filename=kept.name, content_type=kept.content_type
        )
    response["Content-Security-Policy"] = SANDBOX
    return response
