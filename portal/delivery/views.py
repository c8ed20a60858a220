"""What staff may do with failed messages."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from . import outbox


@require_POST
@permission_required("delivery.change_outboxmessage", raise_exception=True)
def requeue(request: HttpRequest) -> HttpResponse:
    """Put all failed messages back to work."""
    count = outbox.requeue_dead()
    said = ngettext("%(count)s件を送り直します。", "%(count)s件を送り直します。", count)
    messages.success(request, said % {"count": count})
    return redirect("outbox:index")
