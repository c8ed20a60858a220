"""Taking care of a letter that reached nobody, at the coordinator's desk."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.delivery.models import Mail

from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import services
from .keys import PREFIXES


@require_POST
@for_coordinators
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Send it once more, or note that its person was told otherwise."""
    mail = get_object_or_404(Mail, pk=pk)
    if not mail.key.startswith(PREFIXES):
        raise Http404
    try:
        if action == "again":
            services.send_again(mail=mail, actor=request.user)
            messages.success(request, _("もう一度送ります。また届かなければ、ここに戻ります。"))
        else:
            services.settle(mail=mail, actor=request.user)
            messages.success(request, _("対応済みにしました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking_desk:inbound_mails")
