"""Staff paths open only to a session that proved a second factor, however it signed in."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .permissions import needs_second_factor

_ALWAYS_OPEN = ("/admin/login/", "/admin/logout/")
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_proved_second_factor(request: HttpRequest) -> bool:
    """Whether this very session showed a second factor today; identity providers do not count."""
    return _has_proved(request, request.user)


def _has_proved(request: HttpRequest, user: Any) -> bool:
    oldest = time.time() - settings.MFA_PROOF_SECONDS
    records = get_authentication_records(request, user)
    return any(record["method"] == "mfa" and record["at"] > oldest for record in records)


def _marked_user(request: HttpRequest) -> Any:
    user: Any = get_user(request)
    if user.is_authenticated:
        user.lacks_second_factor = not _has_proved(request, user)
    return user


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the person has an authenticator app or a key at all."""
    return Authenticator.objects.filter(user_id=request.user.pk, type__in=_FACTORS).exists()


def proof_address(request: HttpRequest, back: str) -> str:
    """Where the second factor is shown; the passkey's page for who has one."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    urls = [entry["url"] for entry in methods if entry["id"].startswith("mfa_reauthenticate")]
    return f"{urls[0]}?{urlencode({'next': back})}"


class SecondFactorMiddleware:
    """Sends staff without second factor to set one up, others to show it.

    Elsewhere on the site a session without it is an ordinary one: ``has_role`` says no.
    The mark it goes by is set when somebody asks who comes, and not before: an answer that
    is the same for everybody must not vary with the cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if not settings.MFA_REQUIRED_PREFIXES:
            return self.get_response(request)
        request.user = SimpleLazyObject(lambda: _marked_user(request))  # type: ignore[assignment]
        guarded = request.path.startswith(tuple(settings.MFA_REQUIRED_PREFIXES))
        is_open = request.path in _ALWAYS_OPEN
        if guarded and not is_open and needs_second_factor(request.user):
            if not has_second_factor(request):
                messages.warning(
                    request, _("管理画面を開くには、先に二段階認証を設定してください。")
                )
                return redirect("mfa_index")
            if request.user.lacks_second_factor:
                back = request.get_full_path() if request.method == "GET" else request.path
                return redirect(proof_address(request, back))
        return self.get_response(request)
