"""Doors of staff views outside the admin."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .enums import Role
from .middleware import has_proved_second_factor, has_second_factor, proof_address
from .permissions import has_role

View = Callable[..., HttpResponse]


def role_required(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of ``roles`` and proved a second factor in this session."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not has_role(request.user, *roles):
                raise PermissionDenied
            if settings.MFA_REQUIRED_PREFIXES and not has_proved_second_factor(request):
                if not has_second_factor(request):
                    return redirect("mfa_index")
                return redirect(proof_address(request, request.path))
            return view(request, *args, **kwargs)

        guarded_view: View = login_required(guarded)
        return guarded_view

    return decorate
