"""Mails that reached nobody, in the Wagtail admin: correct the address, or set aside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.delivery.models import Mail

from .. import permissions
from ..models import Registration
from ..services import addresses
from ..services.errors import RegistrationError


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All registrations of the events that the person runs, oldest failure first."""
    if not permissions.has_any_duty(request.user):
        raise PermissionDenied
    found = [
        one
        for one in addresses.all_undelivered()
        if permissions.may_manage_event(request.user, one.registration.session.event)
    ]
    return render(request, "events/admin/undelivered.html", {"found": found})


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the address and send again; without an address, set the mail aside."""
    mail = get_object_or_404(Mail, pk=pk, failed_at__isnull=False)
    if not mail.key.startswith(addresses.PREFIX):
        raise Http404
    registration = get_object_or_404(
        Registration.objects.select_related("session__event"), reference=mail.key.split(":")[1]
    )
    if not permissions.may_manage_event(request.user, registration.session.event):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()[:500]
    email = request.POST.get("email", "")
    if not reason:
        messages.error(request, _("理由を入力してください。記録に残ります。"))
    elif request.POST.get("action") == "settle":
        addresses.settle(mail=mail, actor=request.user, reason=reason)
        messages.success(request, _("対応済みにしました。"))
    else:
        try:
            addresses.correct(mail=mail, email=email, actor=request.user, reason=reason)
        except RegistrationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("アドレスを直し、いまの状態をもう一度お知らせします。"))
    return redirect("events_undelivered")
