"""Mail that waits for coordinators: kept aside, to be passed on or dropped, and undelivered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import InboundMail
from ..undelivered import selectors as undelivered
from ..views.guard import for_coordinators
from . import selectors
from .inbound import quoting, reading, receiving

MOST = 100


@for_coordinators
def mails(request: HttpRequest) -> HttpResponse:
    """What waits, and letters that reached nobody; the oldest first."""
    return render(
        request,
        "matchmaking/desk/inbound_mails.html",
        {
            "mails": list(selectors.kept_aside()[:MOST]),
            "letters": undelivered.letters()[:MOST],
        },
    )


@for_coordinators
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as it would be passed on."""
    found = get_object_or_404(selectors.kept_aside(), pk=pk)
    try:
        with found.content.open("rb") as kept:
            letter = reading.read(kept.read())
    except OSError as gone:
        raise Http404 from gone
    return render(
        request,
        "matchmaking/desk/inbound_mail.html",
        {"mail": found, "letter": letter, "words": quoting.cut(letter.text)},
    )


@require_POST
@for_coordinators
def settle(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Pass it on as its person's message, or drop it."""
    found = get_object_or_404(InboundMail, pk=pk)
    release = action == "release"
    if receiving.settle(inbound=found, release=release, actor=request.user):
        said = _("メッセージとして届けました。") if release else _("破棄しました。")
        messages.success(request, said)
    else:
        messages.error(
            request,
            _("このメールは、もう扱えません。ほかの人が済ませたか、やり取りが終わっています。"),
        )
    return redirect("matchmaking_desk:inbound_mails")
