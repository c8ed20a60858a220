"""What staff do with one registration; each is a call of the service and a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import permissions
from ..models import Registration
from ..services import decisions, waitlist
from ..services.errors import RegistrationError

ACTIONS = {
    "confirm": decisions.confirm,
    "reject": decisions.reject,
    "cancel": decisions.cancel,
    "offer": waitlist.offer,
    "move_to_front": waitlist.move_to_front,
}


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Confirm, turn down, offer, move to the front or cancel, then show the registration."""
    if not permissions.may_manage_events(request.user):
        raise PermissionDenied
    registration = get_object_or_404(Registration, pk=pk)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("理由を入力してください。記録に残ります。"))
        return redirect("registrations:inspect", pk)
    try:
        done = ACTIONS[action](registration=registration, actor=request.user, reason=reason[:500])
    except RegistrationError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request,
            _("%(reference)s を「%(state)s」にしました。メールをお送りします。")
            % {"reference": done.reference, "state": done.get_state_display()},
        )
    return redirect("registrations:inspect", pk)
