"""What staff do with one registration; each is a call of the service and a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..services import by_hand, decisions, waitlist
from ..services.errors import RegistrationError
from .admin.access import managed_registration

ACTIONS = {
    "confirm": decisions.confirm,
    "reject": decisions.reject,
    "cancel": decisions.cancel,
    "offer": waitlist.offer,
    "move_to_front": waitlist.move_to_front,
    "wait": by_hand.to_waitlist,
}


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Confirm, turn down, cancel or put on the waitlist, then show the registration."""
    registration = managed_registration(request, pk)
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
            _("%(reference)s を「%(state)s」にしました。")
            % {"reference": done.reference, "state": done.get_state_display()},
        )
    return redirect("registrations:inspect", pk)
